-- expect: 4:23: no indicator 'enterprise' in the catalogue; did you mean 'enterprises'?
-- as: targets.lua
return {
  headline = { "gdp", "enterprise" },
}
