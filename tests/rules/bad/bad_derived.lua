-- expect: 4:66: no indicator 'enterprize' in the catalogue; did you mean 'enterprises'?
-- as: derived.lua
return {
  { code = "per_firm", name = "户均", unit = "%", formula = "gdp / enterprize" },
}
