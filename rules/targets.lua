-- targets.lua - how promises are held against results (zhibiao report targets).
--
-- What stands in your own targets.lua replaces the key here, a list as a whole.
return {
  -- the indicators of a table over many areas, in its order; with one area every goal of a coded indicator is shown
  headline = {
    "gdp", "general_budget_revenue", "industrial_value_added", "fixed_asset_investment", "retail_sales", "disposable_income",
  },
  -- where the indicator itself is not promised in figures, its parts stand for it
  parts = { disposable_income = { "disposable_income_urban", "disposable_income_rural" } },
  -- less is better: a goal without 以内 or 以上 is met by what is not more. A promised fall (下降3%) is met by a fall as large.
  at_most = {
    "unemployment_rate", "cpi", "core_cpi", "pm25", "pm10", "energy_intensity", "industrial_energy_intensity", "co2_intensity",
    "water_intensity", "industrial_water_intensity", "water_use", "accidents", "accident_deaths", "accident_deaths_per_gdp",
    "major_accidents",
  },
  -- 左右, 约: how far below (or above) the goal a result may stay and still be about it
  about = {
    points = "0.2",     -- of rates, growth and shares, in percentage points
    part = "0.02",      -- of amounts, as a part of the goal
  },
  -- goals in words: a clause of the goals that names the indicator, has no figure, and one of these words
  words = {
    "同步", "同速", "持平", "一致", "相当", "匹配", "高于", "快于", "不低于", "优于", "领先", "力争", "稳定", "稳步", "平稳", "提升", "提高", "增长", "扩大", "改善",
    "下降", "达到", "完成", "保持", "平衡",
  },
  -- names by which goals in words call an indicator, beside those of the catalogue
  called = {
    disposable_income = { "居民收入", "城乡居民收入" },
    fixed_asset_investment = { "投资" },
    retail_sales = { "消费", "消费品零售" },
    general_budget_revenue = { "财政收入" },
    gdp = { "经济增长", "经济增速" },
  },
}
