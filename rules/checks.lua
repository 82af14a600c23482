-- checks.lua - what figures must hold to (zhibiao report reconcile and series).
--
-- What stands in your own checks.lua replaces the key here, a list as a whole.
return {
  -- growth is told at constant prices: it is not that of the levels, which are at current ones, and that is no mistake.
  -- A code may begin with *: it stands for all that end so.
  constant_prices = {
    "gdp", "gdp_per_capita", "marine_gdp", "*_value_added", "agriculture_output", "farming_output", "forestry_output",
    "livestock_output", "fishery_output",
  },
  -- words by which a text says so of one growth
  real = { "实际增长", "实际提高", "实际下降", "扣除价格", "可比价", "不变价" },
  -- parts that make a whole
  sums = {
    { whole = "gdp", parts = { "primary_value_added", "secondary_value_added", "services_value_added" } },
    { whole = "imports_exports", parts = { "exports", "imports" } },
  },
  -- shares that make 100
  shares = { { "primary_value_added", "secondary_value_added", "services_value_added" } },
  -- rates in % that may be more than 100; others of the catalogue's kind ratio may not
  over_100 = {},
  -- what texts state beside what can be worked out: a derived indicator (rules/derived.lua), and the indicator and measure
  stated = {
    { derived = "primary_share", indicator = "primary_value_added", measure = "share" },
    { derived = "secondary_share", indicator = "secondary_value_added", measure = "share" },
    { derived = "services_share", indicator = "services_value_added", measure = "share" },
    { derived = "tax_share", indicator = "tax_revenue", measure = "share" },
    { derived = "livelihood_share", indicator = "livelihood_expenditure", measure = "share" },
  },
}
