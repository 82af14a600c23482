-- expect: 4:65: 1 and 元 do not go together
-- as: derived.lua
return {
  { code = "sum", name = "和", unit = "%", formula = "gdp.growth + gdp" },
}
