-- Newspaper digest of a plan or report: usually five-year goals (未来五年, 今后五年, 到2026年).
return {
  title = "新闻摘要", order = 6, year = "meeting", threshold = 10, first = "scene",
  marks = { { "未来五年", 5 }, { "今后五年", 5 }, { "记者", 3 }, { "本报讯", 6 }, { "将聚焦", 2 }, { "将坚持", 2 }, { "将实施", 2 } },
  sections = {
    { name = "scene", status = "actual", period = "year", order = 1 },      -- what the reporter saw
    { name = "ahead", status = "target", period = "span_ahead", order = 2, goals = true, start = { "未来五年", "今后五年" }, anywhere = { "将聚焦", "将坚持", "将实施", "将开展" } },
  },
}
