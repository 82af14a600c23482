-- Five-year plan 国民经济和社会发展五年规划纲要: what the last five years brought and what the next five are to bring.
return {
  title = "五年规划", order = 5, year = "meeting", threshold = 10, first = "ahead",
  marks = {
    { "五年规划纲要", 14 }, { "五年计划纲要", 14 }, { "五年规划和", 12 }, { "远景目标纲要", 12 }, { "个五年计划", 10 }, { "个五年规划", 10 }, { "个五年（", 12 }, { "”计划和", 6 }, { "本纲要", 6 }, { "纲要根据", 6 }, { "计划时期", 5 }, { "本规划", 4 }, { "五年规划", 5 }, { "规划纲要", 6 }, { "计划纲要", 6 }, { "序言", 1 }, { "《纲要》", 4 }, { "远景目标", 1 }, { "计划期间", 3 }, { "规划期内", 3 },
    { "第一篇", 2 }, { "第一章", 2 },
  },
  sections = {
    { name = "recap", status = "actual", period = "span_back", order = 1, recap = true, heading = { "发展基础", "发展成就", "发展环境", "回顾", "取得的成就", "基础和环境" },
      start = { "过去的五年", "“十三五”时期是", "“十二五”时期是", "“十一五”时期是", "“十五”时期是", "“九五”时期是", "“十三五”期间", "“十二五”期间", "“九五”期间", "五年来" } },
    { name = "ahead", status = "target", period = "span_ahead", order = 2, goals = true,
      heading = { "指导思想", "主要目标", "发展目标", "总体要求", "奋斗目标", "任务", "指导方针", "预期目标", "战略导向" },
      start = { "今后五年", "未来五年" } },
  },
}
