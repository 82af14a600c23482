-- expect: 4:46: no indicator 'firms' in the catalogue; known: enterprises, gdp
-- as: checks.lua
return {
  sums = { { whole = "gdp", parts = { "gdp", "firms" } } },
}
