-- expect: 5:30: 'growht' is not known here; did you mean 'growth'?
-- as: table.lua
return {
  bare = { "汇总数" },
  says = { { "增势", measure = "growht" } },
}
