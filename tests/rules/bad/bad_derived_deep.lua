-- expect: 4:152: more than 100 brackets in brackets
-- as: derived.lua
return {
  { code = "d", name = "深", unit = "%", formula = "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((gdp" },
}
