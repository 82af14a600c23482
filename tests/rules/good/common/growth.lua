return {
  { name = "growth", match = "{subject} {basis}? {rise|'回升'} {figure:rate}", measure = "growth", basis = "yoy",
    examples = { { "工业企业同比增长7%", { value = 7, measure = "growth", basis = "yoy" } } } },
  { name = "carried", match = "^ {basis}* {rise|'回升'}+ {figure:rate|point} $", measure = "growth", priority = 5 },
  { name = "count", match = "'共有' {figure:count} {of}? {subject}", measure = "level" },
  { name = "owner", match = "{carried} {subject} {reach} {figure}", measure = "level" },
}
