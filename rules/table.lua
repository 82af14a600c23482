-- table.lua - the words by which a table is read: in the heads of its columns and rows, in its caption and its cells.
--
-- A word is a string, or { "word", attribute = value, … }; where several fit at one place the longest is seen. Where a list
-- of yours stands in your own table.lua its words are added; a word that stands here, too, then says what yours says.
return {
  -- in a head: how its figures are meant. Of two words that say the same attribute the last one holds. What is left of a head
  -- without these words, dates and words of time is what its figures measure. measure, basis, status as in an observation;
  -- sign = -1: the figures tell the size of a fall.
  says = {
    { "增幅", measure = "growth" }, { "增速", measure = "growth" }, { "增长", measure = "growth" }, { "增长率", measure = "growth" },
    { "增长速度", measure = "growth" }, { "涨幅", measure = "growth" }, { "涨跌幅", measure = "growth" },
    { "涨跌幅度", measure = "growth" }, { "涨跌", measure = "growth" }, { "增减幅度", measure = "growth" }, { "增减幅", measure = "growth" },
    { "±", measure = "growth" }, { "升降", measure = "growth" }, { "增减率", measure = "growth" }, { "变动率", measure = "growth" },
    { "下降", measure = "growth", sign = -1 }, { "降低", measure = "growth", sign = -1 }, { "降幅", measure = "growth", sign = -1 },
    { "下降率", measure = "growth", sign = -1 }, { "降低率", measure = "growth", sign = -1 },
    { "年均", measure = "growth", basis = "annual_average" }, { "年均增长", measure = "growth", basis = "annual_average" },
    { "年均增速", measure = "growth", basis = "annual_average" },
    { "年均增长率", measure = "growth", basis = "annual_average" },
    { "年均下降", measure = "growth", basis = "annual_average", sign = -1 },
    { "同比", measure = "growth", basis = "yoy" }, { "同口径", measure = "growth", basis = "comparable" },
    { "增减", measure = "change" }, { "增减额", measure = "change" }, { "增减量", measure = "change" }, { "增加额", measure = "change" },
    { "增加", measure = "change" }, { "增量", measure = "change" }, { "增加量", measure = "change" },
    { "减少", measure = "change", sign = -1 },
    { "占", measure = "share" }, { "占比", measure = "share" }, { "比重", measure = "share" }, { "构成", measure = "share" },
    { "所占比重", measure = "share" }, { "所占比例", measure = "share" },
    { "计划", status = "target" }, { "计划数", status = "target" }, { "目标", status = "target" }, { "目标值", status = "target" },
    { "预期", status = "target" }, { "预期目标", status = "target" }, { "规划目标", status = "target" }, { "规划值", status = "target" },
    { "任务", status = "target" }, { "目标任务", status = "target" }, { "预算", status = "target" }, { "预算数", status = "target" },
    { "年初预算", status = "target" }, { "年初预算数", status = "target" }, { "调整预算", status = "target" },
    { "调整预算数", status = "target" }, { "代编预算数", status = "target" }, { "安排", status = "target" }, { "计划安排", status = "target" },
    { "计划完成", status = "target" }, { "年度计划", status = "target" },
    { "预计", status = "estimate" }, { "预计数", status = "estimate" }, { "预计完成", status = "estimate" },
    { "预计完成数", status = "estimate" }, { "预计执行数", status = "estimate" }, { "预计值", status = "estimate" },
    { "预计实现", status = "estimate" },
    { "完成", status = "actual" }, { "完成数", status = "actual" }, { "完成情况", status = "actual" }, { "完成值", status = "actual" },
    { "实际", status = "actual" }, { "实际数", status = "actual" }, { "实际完成", status = "actual" }, { "实际完成数", status = "actual" },
    { "实绩", status = "actual" }, { "执行", status = "actual" }, { "执行数", status = "actual" }, { "执行情况", status = "actual" },
    { "预算执行数", status = "actual" }, { "决算", status = "actual" }, { "决算数", status = "actual" }, { "实现", status = "actual" },
    { "初步核算数", status = "actual" }, { "快报数", status = "actual" }, { "基数", status = "actual" }, { "基期", status = "actual" },
  },
  -- how much of a plan is done: the word goes into the subject, the figures are amounts of their own
  progress = {
    { "完成预算", status = "actual" }, { "完成年初预算", status = "actual" }, { "完成调整预算", status = "actual" },
    { "完成计划", status = "actual" }, { "完成年计划", status = "actual" }, { "完成年度计划", status = "actual" },
    { "完成目标", status = "actual" }, { "完成年度目标", status = "actual" }, { "完成全年目标", status = "actual" },
    { "完成率", status = "actual" }, { "完成进度", status = "actual" }, { "预算完成率", status = "actual" },
    { "计划完成率", status = "actual" }, { "目标完成率", status = "actual" }, { "占年初预算", status = "actual" },
    { "占预算", status = "actual" }, { "为预算", status = "actual" }, { "为上年决算数", status = "actual" },
    { "为上年执行数", status = "actual" }, { "为上年", status = "actual" }, { "为上年预算数", status = "actual" },
  },
  -- what stands behind it, up to the word of change, is only compared with
  against = { "比", "较", "与", "扣除" },
  -- heads that say nothing of what is measured
  bare = {
    "绝对数", "绝对值", "绝对额", "总量", "总数", "数值", "数额", "指标值", "本期", "本月", "累计", "本月累计", "本年累计", "累计数", "金额", "数量",
    "年末数", "年末", "期末数", "期末", "末", "底", "数", "值", "额", "情况", "主要", "指标", "指标名称", "主要指标", "项目", "名称", "年份", "年度",
    "时间", "地区", "小计", "单位", "计量单位", "时期", "年", "度", "期间", "比", "、", "/", "和", "的", "与", "速度", "及其", "幅度",
  },
  -- before the unit of a caption or a head (单位：亿元); alone, the head of a column of units
  unit = { "单位", "计量单位", "指标单位" },
  -- before the name of a row: it is a part of the row above
  part = { "其中", "其中：", "其中:", "#", "＃", "△", "▲", "★", "*", "-", "—", "–", "：", ":" },
  -- behind the name of a row that sums others up: 收入合计
  total = { "合计", "总计", "共计" },
  -- alone, the head of a column whose figures measure nothing
  aside = {
    "序号", "编号", "代码", "行次", "栏次", "位次序号", "备注", "说明", "属性", "指标属性", "指标性质", "类型", "责任单位", "牵头单位", "责任部门", "牵头部门",
    "完成时限", "数据来源", "页码", "科目编码",
  },
  -- before a figure in its cell
  bound = {
    { "<", bound = "lt" }, { "＜", bound = "lt" }, { ">", bound = "gt" }, { "＞", bound = "gt" }, { "≤", bound = "le" },
    { "≥", bound = "ge" },
    { "〈", bound = "lt" }, { "〉", bound = "gt" }, { "≦", bound = "le" }, { "≧", bound = "ge" },
  },
  -- the cell's figure is the sum of the years of a plan
  sum = { "〔", "[", "【", "［" },
}
