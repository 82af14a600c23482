-- Economic analysis 经济运行分析: a statistics bureau or planning commission on a month, a quarter or a half-year. The year is
-- the one reported on; a figure without a period of its own is of the part of the year that the head names.
return {
  title = "经济运行分析", order = 4, year = "reported", threshold = 10, first = "facts",
  marks = {
    { "经济运行情况", 12 }, { "经济运行分析", 12 }, { "经济形势分析", 12 }, { "运行情况分析", 12 }, { "经济运行", 4 }, { "经济形势", 3 }, { "上半年，", 3 }, { "一季度", 3 }, { "前三季度", 3 },
    { "上半年", 3 }, { "年初以来", 4 }, { "开局良好", 4 }, { "主要经济指标", 5 }, { "比年初增减额", 6 }, { "同比增长", 1 }, { "月末", 2 }, { "1—9月", 3 }, { "1-9月", 3 }, { "月份", 1 }, { "经济分析", 8 },
  },
  sections = {
    { name = "facts", status = "actual", period = "part", order = 1 },
    { name = "problems", status = "actual", period = "part", order = 2, heading = { "存在的问题", "主要问题", "困难和问题", "值得关注的问题", "需要关注的问题", "存在问题" } },
    { name = "next", status = "target", period = "year", order = 3,
      heading = { "下一步", "下步", "下阶段", "下半年", "对策建议", "几点建议", "工作建议", "工作措施", "主要措施", "建议" },
      start = { "下一步", "下半年，要", "下半年，我们", "下阶段" } },
  },
}
