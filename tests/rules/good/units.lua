return {
  { "元", kind = "money" }, { "家", kind = "count" }, { "％", kind = "rate" }, { "%", kind = "rate" },
  { "公里", kind = "measure" }, { "里", kind = "measure", base = "公里", mult = 0 },
}
