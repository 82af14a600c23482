-- derived.lua - indicators that are worked out of others.
--
-- An entry of yours with a code that stands here changes the keys that it has; others are added. Keys:
--   code      small letters, digits and _; as --indicator takes it (trade_to_gdp; of an entry with each: completion:gdp)
--   name      in Chinese; english: in English
--   unit      what it is told in: 元/人, %, 个百分点; "x" where it is told in the unit of x
--   formula   over the catalogue's codes (zhibiao indicators): gdp is the year's level, gdp.growth its growth, gdp.target what
--             was aimed at, gdp[-1] the year before; + - * / ( ), root(a, n), threshold(a), the amount of a target without its
--             bound; see scripts/zb/formula.lua. Percentages and amounts with multipliers (亿元) are brought to one by
--             themselves; amounts of unlike units are not added.
--   each      true: worked out for every indicator that has what it takes; the formula calls it x
--   measure   what the value is of x: level where left out; growth, share, multiple
--   digits    behind the point, as it is shown; else as many as the least exact figure that it is made of, three at least
--   note      what the reader must know: { zh = …, en = … }
return {
  -- of every indicator
  { code = "base", name = "上年基数", english = "level of the year before", unit = "x", each = true,
    formula = "x / (1 + x.growth)",
    note = { zh = "由当年总量和增速反推；增速按可比价格的，反推的是可比价格的基数",
             en = "implied by level and growth; growth at constant prices implies a base at constant prices" } },
  { code = "completion", name = "目标完成率", english = "part of the goal that was reached", unit = "%", each = true,
    measure = "share", digits = 1, formula = "x / threshold(x.target)" },
  { code = "nominal_growth", name = "名义增速", english = "growth of the level", unit = "%", each = true, measure = "growth",
    digits = 1, formula = "x / x[-1] - 1",
    note = { zh = "由两年总量算得，未扣除价格因素", en = "of two years' levels, at current prices" } },
  { code = "growth_3", name = "三年年均增速", english = "average growth over three years", unit = "%", each = true,
    measure = "growth", digits = 1, formula = "root((1 + x.growth) * (1 + x.growth[-1]) * (1 + x.growth[-2]), 3) - 1" },
  { code = "growth_5", name = "五年年均增速", english = "average growth over five years", unit = "%", each = true,
    measure = "growth", digits = 1,
    formula = "root((1 + x.growth) * (1 + x.growth[-1]) * (1 + x.growth[-2]) * (1 + x.growth[-3]) * (1 + x.growth[-4]), 5) - 1" },
  { code = "nominal_growth_5", name = "五年年均名义增速", english = "average growth of the level over five years", unit = "%",
    each = true, measure = "growth", digits = 1, formula = "root(x / x[-5], 5) - 1",
    note = { zh = "由首尾两年总量算得，未扣除价格因素", en = "of the first and last year's levels, at current prices" } },

  -- shares
  { code = "livelihood_share", name = "民生支出占一般公共预算支出比重", english = "livelihood in general public budget spending",
    unit = "%", measure = "share", digits = 1, formula = "livelihood_expenditure / general_budget_expenditure" },
  { code = "tax_share", name = "税收收入占一般公共预算收入比重", english = "taxes in general public budget revenue", unit = "%",
    measure = "share", digits = 1, formula = "tax_revenue / general_budget_revenue" },
  { code = "trade_to_gdp", name = "外贸依存度", english = "trade to GDP", unit = "%", measure = "share", digits = 1,
    formula = "imports_exports / gdp" },
  { code = "revenue_to_gdp", name = "一般公共预算收入占地区生产总值比重", english = "general public budget revenue to GDP", unit = "%",
    measure = "share", digits = 1, formula = "general_budget_revenue / gdp" },
  { code = "loans_to_deposits", name = "存贷比", english = "loans to deposits", unit = "%", measure = "share", digits = 1,
    formula = "loans_balance / deposits_balance" },
  { code = "primary_share", name = "第一产业占比", english = "primary sector in GDP", unit = "%", measure = "share", digits = 1,
    formula = "primary_value_added / gdp" },
  { code = "secondary_share", name = "第二产业占比", english = "secondary sector in GDP", unit = "%", measure = "share", digits = 1,
    formula = "secondary_value_added / gdp" },
  { code = "services_share", name = "第三产业占比", english = "services in GDP", unit = "%", measure = "share", digits = 1,
    formula = "services_value_added / gdp" },

  -- per head, by the resident population at the year's end
  { code = "gdp_per_head", name = "人均地区生产总值（按年末人口）", english = "GDP per head (population at year's end)",
    unit = "元/人", formula = "gdp / population" },
  { code = "revenue_per_head", name = "人均一般公共预算收入", english = "general public budget revenue per head", unit = "元/人",
    formula = "general_budget_revenue / population" },
  { code = "retail_per_head", name = "人均社会消费品零售总额", english = "retail sales per head", unit = "元/人",
    formula = "retail_sales / population" },

  -- contributions to growth
  { code = "services_contribution", name = "第三产业对经济增长的贡献率", english = "contribution of services to growth", unit = "%",
    measure = "share", digits = 1, formula = "(services_value_added - services_value_added[-1]) / (gdp - gdp[-1])",
    note = { zh = "按现价增量计算", en = "of increments at current prices" } },
  { code = "secondary_contribution", name = "第二产业对经济增长的贡献率", english = "contribution of the secondary sector to growth",
    unit = "%", measure = "share", digits = 1,
    formula = "(secondary_value_added - secondary_value_added[-1]) / (gdp - gdp[-1])",
    note = { zh = "按现价增量计算", en = "of increments at current prices" } },
  { code = "services_points", name = "第三产业拉动经济增长", english = "points of growth from services", unit = "个百分点",
    measure = "change", digits = 1, formula = "services_value_added.growth * services_value_added[-1] / gdp[-1]" },
}
