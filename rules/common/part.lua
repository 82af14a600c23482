-- part.lua - shares, ranks, gaps, runs of years.
return {
  {
    name = "share",                      -- 占GDP比重达到34.2%
    match = "{subject} {apiece}? {share} {text|indicator|quoted|scope|area|wider|of|relation|number|make|add|do|filler|time|pause|and|apiece}* {ratio|'比例'}? {apiece|reach|bound|is|modal|filler}? {apiece|reach|bound|is|modal|filler}? {apiece|reach|bound|is|modal|filler}? {figure:rate|bare}",
    measure = "share", priority = 65,
    examples = { { "民间投资占固定资产投资的比重为77.1%。", { value = 77.1, measure = "share" } } },
  },
  {
    name = "ratio",                      -- 占比82.6%
    match = "{subject} {ratio} {apiece|reach|bound|is|modal|filler}* {figure:rate}",
    measure = "share", priority = 64,
    examples = { { "民生支出占比82.6%。", { value = 82.6, measure = "share" } } },
  },
  {
    name = "share_part",                 -- 产量稳定在全国1/4
    match = "{subject} {reach|bound|is} {wider|scope|area} {of}? {figure:bare}",
    measure = "share", priority = 40,
  },
  {
    name = "share_of_noun",              -- 25%以上的行政村年收入超50万元
    match = "{figure:rate} {after} {of}? {noun} {subject}",
    measure = "share", priority = 45,
    examples = { { "确保60%以上的行政村开通公交。", { value = 60, measure = "share", bound = "ge" } } },
  },
  {
    name = "share_of",                   -- 30%的村庄
    match = "{figure:rate} {of} {noun} {subject}",
    measure = "share", priority = 30,
  },
  {
    name = "share_reached",              -- 高标准农田达到耕地总面积的64%
    match = "{subject} {'达到'|'达'|'约为'} {text|indicator|relation|area|wider}* {relation|indicator|'总数'|'总量'|'总面积'|'总额'} {of} {figure:rate}",
    measure = "share", priority = 52,
    examples = { { "高标准农田达到耕地总面积的64%。", { value = 64, measure = "share" } } },
  },
  {
    name = "share_used",                 -- 支出8亿元，74%用于民生
    match = "{subject} {figure:rate} {after}? {'用于'|'投向'}",
    measure = "share", phrase = true, priority = 49,
    examples = { { "民生支出8亿元，74%以上用于教育。", { value = 8 }, { value = 74, measure = "share", bound = "ge", subject = "民生支出" } } },
  },
  {
    name = "rate_of_noun",               -- 16%的税率
    match = "{figure:rate} {of} {'税率'|'利率'|'费率'} {subject}",
    measure = "level", priority = 48,
    examples = { { "制造业执行16%的税率。", { value = 16, measure = "level", subject = "税率" } } },
  },
  {
    name = "proportion_from",            -- 由15.2:48.6:36.2调整为10.8:46.7:42.5
    match = "{subject} {from} {time|date|of|basis|plan}* {figure:bare} {colon}",
    measure = "share", status = "reference", priority = 79,
  },
  {
    name = "proportion",                 -- 三次产业结构比例调整为8.7:48.5:42.8
    match = "{subject} {figure:bare} {colon}",
    measure = "share", priority = 60,
    examples = { { "三次产业结构比例为8.7:48.5:42.8。", { value = 8.7, measure = "share" }, { value = 48.5 }, { value = 42.8 } } },
  },
  {
    name = "rank",                       -- 居全省第2位
    match = "{subject} {rank} {reach}? {text|area|scope|wider|indicator|of}* {first}? {figure:rank}",
    measure = "rank", priority = 75,
    examples = { { "营收增幅居全省第2位。", { value = 2, measure = "rank" } } },
  },
  {
    name = "rank_place",                 -- 全国排名53位, 排名提升至46位
    match = "{subject} {'排名'|'排位'|'位次'} {reach|bound}* {figure:count} $",
    measure = "rank", priority = 58,
    examples = { { "高新区全国排名提升至53位。", { value = 53, unit = "位", measure = "rank" } } },
  },
  {
    name = "rank_bare",                  -- 退出全国后30位, 新增数位居第3
    match = "{subject} {wider|scope|area}? {first} {figure:rank}",
    measure = "rank", priority = 60,
  },
  {
    name = "rank_alone",
    match = "{subject} {figure:rank}",
    measure = "rank", priority = 20,
  },
  {
    name = "gap",                        -- 高于城镇2个百分点
    match = "{subject} {gap} {text|area|scope|wider|indicator|of|time|relation|basis|and|filler|after|per|whole|do}* {figure:point}",
    measure = "gap", priority = 58,
    examples = { { "农村居民收入增长6.3%，高于城镇2个百分点。", { value = 6.3 }, { value = 2, measure = "gap" } } },
  },
  {
    name = "gap_of_rate",                -- 高于全国平均水平2.1%; 失业率低于4.2% is a bound
    match = "{subject} {gap} {text|area|scope|wider|indicator|relation|basis|time|filler|after}+ {figure:rate}",
    measure = "gap", priority = 58,
    examples = { { "增速高于全国平均水平2.1%。", { value = 2.1, measure = "gap" } }, { "城镇登记失业率低于4.2%。", { value = 4.2, measure = "level", bound = "lt" }, reject = true } },
  },
  {
    name = "gap_than",                   -- 比全国高1.2个百分点
    match = "{subject} {'比'|'较'} {text|area|scope|wider|indicator|of|time|relation|and|filler|after|per}* {gap} {figure:point|rate}",
    measure = "gap", priority = 59,
    examples = { { "增速比全国平均水平高1.2个百分点。", { value = 1.2, measure = "gap" } } },
  },
  {
    name = "gap_in_time",                -- 比同期增速高0.8个百分点: against itself, a change
    match = "{subject} {basis} {rise|relation|of|time|date}* {gap} {reach|bound}* {figure:point|rate}",
    measure = "change", basis = "yoy", priority = 61,
    examples = { { "增速为6.2%，比同期高0.8个百分点。", { value = 6.2 }, { value = 0.8, measure = "change", basis = "yoy" } } },
  },
  {
    name = "run",                        -- 连续7年“双下降”
    match = "{subject} {series} {figure:time}",
    measure = "level", priority = 80,
    examples = { { "生产安全事故连续7年“双下降”。", { value = 7, unit = "年" } } },
  },
}
