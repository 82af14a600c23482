-- expect: 4:52: '生产总值' names two indicators: gdp and other
-- as: catalogue.lua
return {
  { code = "other", name = "别的", aliases = { "别称", "生产总值" } },
}
