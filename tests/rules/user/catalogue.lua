return {
  { code = "gdp", aliases = { "本地产值" }, english = "GDP" },
  { code = "snow", name = "积雪面积", unit = "公里" },
  { code = "per_head", name = "人均生产总值" },
}
