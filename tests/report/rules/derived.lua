return {
  { code = "trade_to_gdp", name = "外贸占比" },
  { code = "own_share", name = "自定义占比", unit = "%", formula = "retail_sales / gdp" },
}
