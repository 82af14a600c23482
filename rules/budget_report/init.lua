-- Budget report 预算执行情况与预算草案的报告: revenue and spending of last year against the budget, and this year's budget.
return {
  title = "预算报告", order = 4, year = "meeting", threshold = 10, first = "review",
  marks = {
    { "预算执行情况和", 12 }, { "预算草案的报告", 12 }, { "财政预算执行情况", 12 }, { "预算执行情况", 8 }, { "预算草案", 8 }, { "财政局局长", 4 }, { "财政厅", 4 }, { "国家决算", 8 }, { "国家预算", 8 },
    { "公共财政预算收入", 3 }, { "一般公共预算收支", 4 }, { "财政局", 3 }, { "决算的报告", 10 },
  },
  sections = {
    { name = "review", status = "actual", period = "last", order = 1, heading = { "预算执行情况", "收支执行情况", "预算收支执行", "国家决算", "决算情况", "财政工作" } },
    { name = "draft", status = "target", period = "year", order = 3, goals = true,
      heading = { "预算草案", "预算安排", "预算收支安排", "年国家预算", "的国家预算", "收支安排", "收支预算", "预算编制" }, start = { "安排意见" } },
    { name = "tasks", status = "target", period = "year", order = 4, heading = { "主要任务", "财政工作任务", "重点工作", "工作措施", "确保完成" } },
    { name = "glossary", status = "reference", order = 6, glossary = true, heading = { "名词解释", "用语说明", "注释" } },
  },
}
