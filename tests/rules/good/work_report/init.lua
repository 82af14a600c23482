return {
  title = "政府工作报告", order = 1, year = "meeting", threshold = 10,
  marks = { { "政府工作报告", 10 }, { "向大会报告工作", 8 } },
  sections = {
    { name = "review", status = "actual", period = "last", order = 1, start = { "过去一年" }, anywhere = { "工作回顾" } },
    { name = "tasks", status = "target", period = "year", order = 2, heading = { "工作安排" }, start = { "今年" },
      goals = true, recap = true },
  },
  first = "review",
}
