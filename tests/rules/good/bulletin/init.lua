return {
  title = "统计公报", order = 2, year = "reported",
  marks = { { "统计公报", 5 }, { "工作回顾", 1 } },
  sections = { { name = "all", status = "actual", period = "year", anywhere = { "工作回顾" }, heading = { "过去一年" } } },
}
