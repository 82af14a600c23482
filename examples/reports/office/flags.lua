-- flags.lua - an office's own rule: counties are marked by place alone, the best two and the last two, districts apart from them;
-- the province has 12 cities: zhibiao report flags --rules examples/reports/office …
local by_place = {
  { code = "blue", words = { zh = "蓝", en = "blue" }, tone = "fine", first = 2 },
  { code = "red", words = { zh = "红", en = "red" }, tone = "bad", last = 2 },
}
return {
  groups = { { code = "county", title = { zh = "县", en = "counties" }, flags = by_place,
               areas = { "北垣县", "麓川县", "苇塘县", "青陂县", "汀南县", "岚山县" } } },
  least = 5,
  peers = { ["全省"] = 12 },
}
