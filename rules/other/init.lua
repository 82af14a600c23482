-- What is none of the known types: its figures are facts of the year it speaks of.
return {
  title = "其他", order = 9, year = "reported", threshold = 255, first = "facts",
  marks = {},
  sections = {
    { name = "facts", status = "actual", period = "year", order = 0 },
    { name = "next", status = "target", period = "next", order = 2, heading = { "下一步", "工作目标", "主要目标", "发展目标", "主要任务", "下步" } },
  },
}
