return {
  { code = "gdp", name = "地区生产总值", aliases = { "生产总值", "ＧＤＰ" }, unit = "亿元", kind = "flow",
    english = "Gross domestic product" },
  { code = "enterprises", name = "工业企业", unit = "家", kind = "stock" },
}
