-- level.lua - amounts and counts.
return {
  {
    name = "level",                      -- 一般公共预算收入完成229亿元
    match = "{subject} {reach|bound|is|modal|apiece|filler|basis|time|series}+ {date|of}* {figure}",
    measure = "level", priority = 10,
    examples = { { "一般公共预算收入完成229亿元。", { value = 229, measure = "level", subject = "一般公共预算收入" } } },
  },
  {
    name = "subject",                    -- 粮食产量25.9万吨
    match = "{subject} {figure:count|money|measure|rate|point|bare|age}",
    measure = "level", priority = 8,
    examples = { { "粮食产量25.9万吨。", { value = 25.9, measure = "level", subject = "粮食产量" } } },
  },
  {
    name = "rating",                     -- 建设220千伏变电站: what a thing is made for, not how much
    match = "{figure:rating} {noun} {subject}",
    measure = "level", status = "reference", priority = 60,
    examples = { { "开工建设220千伏变电站。", { value = 220, status = "reference" } } },
  },
  {
    name = "rating_bare",
    match = "{subject} {figure:rating}",
    measure = "level", status = "reference", priority = 5,
  },
  {
    name = "completion",                 -- 完成预算的97.8%, 完成全年目标任务的100.05%
    match = "{subject} {reach|whole|is|share|apiece|'相当于'} {text|modal|time|scope|date|indicator}* {'预算'|'预算数'|'调整预算'|'年初预算'|'预算的'|'预期目标'|'目标'|'目标任务'|'年度计划'|'年计划'|'计划'|'任务'|'全年目标'|'进度'|modal} {of}? {time|apiece}* {figure:rate}",
    measure = "level", status = "actual", phrase = true, priority = 70,
    examples = { { "税收收入3.2亿元，完成预算的97.8%。", { value = 3.2 }, { value = 97.8, measure = "level", status = "actual" } } },
  },
  {
    name = "days",                       -- 优良天数255天; 审批时限压缩到3个工作日
    match = "{subject} {indicator|reach|bound|is|text} {figure:time} $",
    measure = "level", priority = 8,
    examples = { { "优良天数255天。", { value = 255, unit = "天", measure = "level" } } },
  },
  {
    name = "days_listed",                -- 优良天数255天、增加3天
    match = "{subject} {indicator|reach|bound|is} {figure:time} {pause}",
    measure = "level", priority = 8,
    examples = { { "优良天数255天、增加3天。", { value = 255, unit = "天", measure = "level", subject = "优良天数" }, { value = 3, measure = "change" } } },
  },
  {
    name = "counted",                    -- 改造175个老旧小区
    match = "{bound|apiece|filler}* {figure:count|rank} {after}? {of}? {noun} {subject}",
    measure = "level", priority = 40,
    examples = {
      { "推动100家以上中小企业上云。", { value = 100, bound = "ge", measure = "level" } },
      { "办好10大类55项民生实事。", { value = 10, measure = "level", subject = "民生实事" }, { value = 55, measure = "level" } },
    },
  },
  {
    name = "counted_doing",              -- 2200万人完成接种
    match = "^ {bound|filler|scope|time}* {figure:count} {do|reach} {noun} {subject}",
    measure = "level", priority = 37,
    examples = { { "2200万人完成接种。", { value = 2200, measure = "level", subject = "接种" } } },
  },
  {
    name = "invested",                   -- 投资3500万元的供水管网改造
    match = "{'投资'|'投入'|'总投资'|'计划投资'} {bound}? {figure:money} {after}? {of} {noun} {subject}",
    measure = "level", priority = 46,
    examples = { { "投资3500万元的供水管网改造全面完成。", { value = 3500, unit = "万元", measure = "level" } } },
  },
  {
    name = "invested_next",              -- …、3800万元的街道改造
    match = "^ {pause|and} {figure:money} {after}? {of} {noun} {subject}",
    measure = "level", priority = 44,
    examples = { { "投资350万元的管网改造、380万元的街道改造全面完成。", { value = 350 }, { value = 380, subject = "街道改造" } } },
  },
  {
    name = "counted_bare",               -- 3.5万脱贫人口
    match = "{bound|apiece|filler}* {figure:bare} {after}? {of}? {noun} {subject}",
    measure = "level", priority = 35,
  },
  {
    name = "completion_of",              -- …目标任务2000万美元的100.05%
    match = "^ {of} {figure:rate}",
    measure = "level", status = "actual", phrase = true, priority = 70,
  },
  {
    name = "made",                       -- 新建12公里道路, 发放3亿元贷款
    match = "{make|add|do|reach} {bound|filler|apiece}* {figure:money|measure|bare} {after}? {of}? {noun} {subject}",
    measure = "level", priority = 39,
    examples = { { "新建40公里农村公路。", { value = 40, measure = "increment" } } },
  },
  {
    name = "sum_of",                     -- 100亿元基金, 总投资40亿元的22个项目
    match = "{figure:money} {noun} {subject}",
    measure = "level", priority = 20,
  },
  {
    name = "capacity",                   -- 60万吨项目, 8英寸半导体: what only describes a thing
    match = "{figure:measure} {noun} {subject}",
    measure = "level", status = "reference", priority = 20,
  },
  {
    name = "threshold_over",             -- 过10亿元项目, 超100亿元的企业
    match = "{bound} {figure:money|measure|age} {of}? {noun} {subject}",
    measure = "level", status = "reference", priority = 45,
    examples = { { "实施过10亿元项目17个。", { value = 10, status = "reference", bound = "gt" }, { value = 17, measure = "level" } } },
  },
  {
    name = "threshold_from",             -- 5亿元以上项目, 30万千瓦以下机组, 3岁以下幼儿, 20年以上小区
    match = "{figure:money|measure|age|time} {after} {of}? {noun} {subject}",
    measure = "level", status = "reference", priority = 45,
    examples = { { "新签约5亿元以上项目83个。", { value = 5, status = "reference", bound = "ge" }, { value = 83, measure = "level" } } },
  },
  {
    name = "threshold_below",            -- 8座以下小汽车
    match = "{figure:count} {'以下'|'及以下'} {of}? {noun} {subject}",
    measure = "level", status = "reference", priority = 46,
  },
  {
    name = "age",                        -- 0-6岁儿童
    match = "{figure:age} {noun} {subject}",
    measure = "level", status = "reference", priority = 44,
  },
  {
    name = "duration",                   -- 三年行动, 3年内, 24小时服务: no quantities
    match = "{figure:time} {after}? {of}? {noun} {subject}",
    unclaimed = true, priority = 5,
  },
  {
    name = "duration_bare",
    match = "{figure:time}",
    unclaimed = true, priority = 0,
  },
}
