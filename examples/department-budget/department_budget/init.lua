-- init.lua - how a departmental budget (部门预算) is known, and what its sections tell.
return {
  title = "部门预算", order = 45, year = "reported", threshold = 12, first = "arranged",
  marks = {
    { "年部门预算", 12 }, { "部门预算公开", 12 }, { "部门预算安排情况说明", 8 }, { "部门预算单位构成", 4 }, { "部门收支总表", 4 },
  },
  sections = {
    -- who it is: staff and units are as they are
    { name = "office", status = "actual", period = "year", order = 1, heading = { "部门概况", "部门职责", "单位构成", "人员情况" } },
    -- a budget is a plan for its year
    { name = "arranged", status = "target", period = "year", order = 2, goals = true,
      heading = { "收支预算", "预算安排", "收支总体情况", "支出情况", "三公" } },
    -- what the year before came to
    { name = "review", status = "actual", period = "last", order = 3, heading = { "上年预算执行", "绩效评价结果" } },
    { name = "terms", status = "reference", order = 4, glossary = true, heading = { "名词解释" } },
  },
}
