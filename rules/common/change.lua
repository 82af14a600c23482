-- change.lua - growth, change, multiples: a word of direction before the figure.
--
-- {basis|…}* before and {reach|…}* behind the word of direction take what may stand about it:
-- 较年初 分别 增长, 增长 超过. Priorities: 60 the special forms, 50 the plain ones.
return {
  {
    name = "from",                       -- 由12.5%提高到13.1%: the first figure is what it was before
    match = "{subject} {from} {time|basis|date|per|text|area|of|plan}* {reach|bound|of|per}? {reach|bound|of|per}? {reach|bound|of|per}? {figure} {reach}",
    measure = "level", status = "reference", priority = 80,
    examples = { { "城镇化率由52.5%提高到53.1%。", { value = 52.5, status = "reference" }, { value = 53.1, measure = "level" } } },
  },
  {
    name = "from_ends",                  -- 积累率由36.5%，降为33.6%; 从7600家、1600家增加到…
    match = "{subject} {from} {time|basis|date|per|text|area|of|plan}* {reach|bound|of|per}? {reach|bound|of|per}? {reach|bound|of|per}? {figure} $",
    measure = "level", status = "reference", priority = 78,
    examples = { { "积累率由36.5%，降为33.6%。", { value = 36.5, status = "reference" }, { value = 33.6, measure = "level", status = "actual" } } },
  },
  {
    name = "from_list",                  -- 从7600家、1600家增加到…
    match = "{subject} {from} {time|basis|date|per|text|area|of|plan}* {reach|bound|of|per}? {reach|bound|of|per}? {reach|bound|of|per}? {figure} {pause|and}",
    measure = "level", status = "reference", priority = 78,
  },
  {
    name = "from_rank",                  -- 从全国第12位跃升至第5位
    match = "{subject} {from} {time|date|text|area|scope|wider|of}* {first}? {figure:rank}",
    measure = "rank", status = "reference", priority = 82,
  },
  {
    name = "compared_value",             -- 比1985年的397元增长41.1%
    match = "{subject} {'比'|'较'} {date|time|plan|text|area}* {of} {figure} {rise|fall|basis}",
    measure = "level", status = "reference", priority = 80,
    examples = { { "人均纯收入560元，比1985年的397元增长41.1%。", { value = 560 }, { value = 397, status = "reference" }, { value = 41.1, measure = "growth" } } },
  },
  {
    name = "multiple_of",                -- 是2010年的2.6倍
    match = "{subject} {reach|is} {time|date|plan|scope|area|wider|basis|text|indicator|relation|make}* {of} {figure:multiple}",
    measure = "multiple", priority = 70,
    examples = { { "产值是2010年的2.6倍。", { value = 2.6, measure = "multiple" } } },
  },
  {
    name = "multiple_against",           -- 比2020年翻一番
    match = "{subject} {'比'|'较'|'在'} {date|plan|of|basis} {date|time|plan|of|basis|modal|filler|rise|reach|bound|apiece}* {figure:multiple}",
    measure = "multiple", priority = 70,
    examples = { { "茶叶产值比2010年翻一番。", { value = 2, measure = "multiple", subject = "茶叶产值" } } },
  },
  {
    name = "multiple",                   -- 增长1倍
    match = "{subject} {basis|apiece|modal|filler|time}* {rise|fall|reach|is}? {reach|bound|apiece|modal|is|of|filler}* {figure:multiple}",
    measure = "multiple", priority = 60,
    examples = { { "入境游客增长1倍。", { value = 1, measure = "multiple", subject = "入境游客" } } },
  },
  {
    name = "growth",                     -- 同比增长5%
    match = "{subject} {basis|apiece|modal|filler|time|bound}* {rise|fall} {reach|bound|apiece|modal|is|of|filler}* {figure:rate}",
    measure = "growth", basis = "yoy", priority = 50,
    examples = {
      { "固定资产投资同比增长20%。", { value = 20, measure = "growth", basis = "yoy", subject = "固定资产投资" } },
      { "存款余额较年初增长11.7%。", { value = 11.7, basis = "year_start" } },
      { "生产安全事故起数下降9.4%。", { value = -9.4, measure = "growth" } },
    },
  },
  {
    name = "change",                     -- 下降2.78个百分点
    match = "{subject} {basis|apiece|modal|filler|time|bound}* {rise|fall} {reach|bound|apiece|modal|is|filler}* {figure:point|time|bare|rank|age}",
    measure = "change", basis = "yoy", priority = 50,
    examples = {
      { "优良天数同比增加19天。", { value = 19, measure = "change", basis = "yoy" } },
      { "不良贷款率同比下降2.78个百分点。", { value = -2.78, measure = "change" } },
    },
  },
  {
    name = "change_amount",              -- 比上年增加353人
    match = "{subject} {basis} {apiece|modal|filler|time}* {rise|fall} {reach|bound|apiece|modal|is|filler}* {figure:count|money|measure}",
    measure = "change", basis = "yoy", priority = 50,
    examples = { { "常住人口488403人，比上年末增加353人。", { value = 488403 }, { value = 353, measure = "change", basis = "year_start" } } },
  },
  {
    name = "change_net",                 -- 比年初净增38亿元
    match = "{subject} {basis} {apiece|modal|filler|time}* {'净增'|'净增加'|'新增'} {reach|bound|apiece|modal|is|filler}* {figure:money}",
    measure = "change", basis = "yoy", priority = 50,
  },
  {
    name = "change_plain",               -- 增加3家: without a comparison, and not before a noun (增加3家企业)
    match = "{subject} {rise|fall} {reach|bound|apiece|modal|is|filler}* {figure:count|money|measure}",
    measure = "change", basis = "yoy", priority = 38,
    examples = { { "总承包企业23家，增加3家。", { value = 23 }, { value = 3, measure = "change" } } },
  },
  {
    name = "improved",                   -- 村庄绿化提升50个: the noun of an improvement, counted
    match = "{subject} {text|indicator|quoted|area|make} {'提升'|'扩大'|'改善'|'加快'|'提速'} {figure:count|measure}",
    measure = "level", phrase = true, priority = 39,
    examples = { { "完成村庄绿化提升50个。", { value = 50, measure = "level" } } },
  },
  {
    name = "cut",                        -- 压减一般性支出10%以上
    match = "{subject} {fall} {text|indicator|relation|quoted|make|area|literal} "
      .. "{text|indicator|relation|quoted|make|area|of|pause|and|etc|literal}* {reach|bound|apiece}* {figure:rate}",
    measure = "growth", priority = 45,
    examples = { { "压减一般性支出10%以上。", { value = -10, measure = "growth", subject = "一般性支出" } } },
  },
  {
    name = "cut_amount",                 -- 调减玉米种植面积77万亩
    match = "{subject} {fall} {text|indicator|relation|quoted|area|literal} "
      .. "{text|indicator|relation|quoted|area|of|pause|and|etc|literal}* {reach|bound|apiece}* {figure:count|measure|money|bare}",
    measure = "change", priority = 36,
    examples = { { "调减玉米种植面积7万亩。", { value = -7, measure = "change", subject = "玉米种植面积" } } },
  },
  {
    name = "growth_of",                  -- 实现7%左右的增长速度
    match = "{do|reach|bound} {filler|bound}* {figure:rate} {after}? {of}? {rise}",
    measure = "growth", basis = "yoy", priority = 47,
  },
  {
    name = "contribution",               -- 拉动GDP增长2.6个百分点
    match = "{subject} {'拉动'} {text|indicator|scope|relation|area}* {rise}? {reach|bound}* {figure:point}",
    measure = "level", phrase = true, priority = 62,
    examples = { { "第二产业拉动经济增长2.6个百分点。", { value = 2.6, measure = "level" } } },
  },
  {
    name = "growth_since",               -- 比2010年增长40%
    match = "{subject} {'比'|'较'} {date|plan|time} {text|of|time|relation}* {basis|apiece|modal|filler|bound}* {rise|fall} {reach|bound|apiece|modal|is}* {figure:rate}",
    measure = "growth", basis = "cumulative", priority = 60,
    examples = { { "粮食产量比2010年增长12%。", { value = 12, measure = "growth", basis = "cumulative" } } },
  },
  {
    name = "change_since",
    match = "{subject} {'比'|'较'} {date|plan|time} {text|of|time|relation}* {basis|apiece|modal|filler|bound}* {rise|fall|'净增'} {reach|bound|apiece|modal|is}* {figure:count|money|measure|point|time}",
    measure = "change", basis = "cumulative", priority = 60,
    examples = { { "粮食产量比2010年增加30万吨。", { value = 30, measure = "change", basis = "cumulative" } } },
  },
  {
    name = "growth_kept",                -- 营收保持20%以上增长
    match = "{subject} {reach|bound|modal|filler}+ {figure:rate} {after}? {of}? {'增长'|'增速'|'增幅'}",
    measure = "growth", basis = "yoy", priority = 66,
  },
}
