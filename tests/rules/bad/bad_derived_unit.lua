-- expect: 4:44: the formula gives 元/家, not 1
-- as: derived.lua
return {
  { code = "per_firm", name = "户均", unit = "%", formula = "gdp / enterprises" },
}
