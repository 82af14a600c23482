-- Policy paper 政策文件: measures, opinions, schemes of action and key points of work (若干措施、实施意见、行动方案、工作要点), as a
-- government issues them. What they name is to be done; of the year in which they are issued, where they name no other.
return {
  title = "政策文件", order = 8, year = "meeting", threshold = 12, first = "measures",
  marks = {
    { "若干政策", 8 }, { "若干措施", 10 }, { "若干意见", 10 }, { "实施意见", 10 }, { "指导意见", 8 }, { "实施方案", 6 }, { "行动方案", 6 }, { "工作方案", 8 }, { "行动计划", 6 }, { "工作要点", 12 },
    { "实施细则", 10 }, { "考评办法", 10 }, { "管理办法", 8 }, { "暂行办法", 8 }, { "关于印发", 8 }, { "印发给你们", 10 }, { "的通知", 4 }, { "政策措施如下", 12 }, { "制定以下政策", 12 }, { "制定如下政策", 12 },
    { "制定以下措施", 12 }, { "提出以下措施", 12 }, { "提出如下意见", 12 }, { "提出以下意见", 12 }, { "制定本方案", 12 }, { "制定本办法", 12 }, { "制定本意见", 12 }, { "制定本政策", 12 }, { "结合我市实际", 3 },
    { "结合我省实际", 3 }, { "结合我县实际", 3 }, { "结合我区实际", 3 }, { "认真贯彻执行", 4 }, { "认真组织实施", 4 }, { "认真抓好落实", 4 }, { "现就", 2 },
  },
  sections = {
    { name = "measures", status = "target", period = "year", order = 0 },
    { name = "state", status = "actual", period = "last", order = 1, heading = { "发展现状", "发展基础", "现状", "工作基础", "取得的成效", "总体情况" } },
    { name = "goals", status = "target", period = "year", order = 2, goals = true, heading = { "总体目标", "工作目标", "主要目标", "发展目标", "目标任务", "总体要求" } },
    { name = "tasks", status = "target", period = "year", order = 3, heading = { "主要任务", "重点任务", "工作措施", "政策措施", "保障措施", "工作任务" } },
    { name = "terms", status = "reference", order = 4, glossary = true, heading = { "名词解释", "附则" } },
  },
}
