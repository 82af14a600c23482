return {
  rise = { defaults = { sign = 1 }, "增长", { "增", near = true } },
  fall = { defaults = { sign = -1 }, "下降" },
  basis = { { "同比", basis = "yoy" }, { "压减", basis = "empty" } },
  reach = { "达到" },
  bound = { { "超过", bound = "gt" } },
  time = { { "上半年", period = "h1" }, { "过去五年", period = "span_back", years = 5 } },
  colour = { "红色", "达到" },
}
