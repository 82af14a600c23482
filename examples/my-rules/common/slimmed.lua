return {
  {
    name = "slimmed",
    match = "{subject} {'瘦身'} {figure:count}",
    measure = "change", sign = -1, priority = 50,
    examples = {
      { "行政审批事项瘦身38项。", { value = -38, measure = "change", subject = "行政审批事项" } },
    },
  },
}
