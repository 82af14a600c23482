-- Plan report 国民经济和社会发展计划执行情况与计划草案的报告: how last year's plan was carried out, and this year's.
return {
  title = "计划报告", order = 2, year = "meeting", threshold = 12, first = "review",
  marks = {
    { "国民经济和社会发展规划执行情况", 14 }, { "国民经济和社会发展计划执行情况", 14 }, { "国民经济和社会发展计划草案", 12 }, { "国民经济和社会发展规划草案", 12 },
    { "计划草案的报告", 12 }, { "国民经济计划", 8 }, { "发展和改革委员会", 4 }, { "计划执行情况", 8 }, { "请予审议", 2 }, { "经济计划草案", 8 }, { "五年计划的报告", 14 }, { "计划的报告", 12 }, { "计划（草案）的报告", 12 }, { "计划安排的报告", 12 },
  },
  sections = {
    { name = "review", status = "actual", period = "last", order = 1, heading = { "执行情况", "计划完成情况", "工作回顾", "主要工作" }, start = { "一年来", "过去一年" } },
    { name = "situation", status = "actual", period = "last", order = 2, heading = { "面临的形势", "存在的问题" }, start = { "在肯定成绩的同时", "同时，我们也", "在看到成绩的同时", "同时也要看到" } },
    { name = "goals", status = "target", period = "year", order = 3, goals = true,
      heading = { "总体要求", "预期目标", "主要目标", "发展目标", "目标任务", "总体思路" }, start = { "主要预期目标", "综合考虑", "经济社会发展的主要预期目标" },
      anywhere = { "主要预期目标如下", "主要预期目标是", "预期目标是", "预期目标为" } },
    { name = "tasks", status = "target", period = "year", order = 4,
      heading = { "主要任务", "重点任务", "重点工作", "主要措施", "工作任务", "政策措施", "工作安排" }, start = { "为实现上述目标", "实现上述目标", "重点抓好", "重点做好" } },
    { name = "table", status = "target", period = "year", order = 6, heading = { "主要指标计划", "指标计划", "主要指标" } },
    { name = "glossary", status = "reference", order = 6, glossary = true, heading = { "用语说明", "名词解释", "注释", "名词说明" } },
  },
}
