-- expect: 4:31: '工业企业' names two indicators: enterprises and gdp
-- as: catalogue.lua
return {
  { code = "gdp", aliases = { "工业企业" } },
}
