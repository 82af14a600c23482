-- expect: 4:61: an indicator, a number or ( is expected here
-- as: derived.lua
return {
  { code = "half", name = "半", unit = "%", formula = "gdp / * 2" },
}
