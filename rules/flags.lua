-- flags.lua - how the blue, yellow and red notice is made (zhibiao report flags). Lay your office's own rule over it (--rules DIR):
-- a flag or a group of the same code is changed, another is added; any other list takes the place of the one here.
return {
  -- The marks. first, last: the place is among so many from the top or the bottom; rise, fall: places won or lost against the
  -- period before: { from, to }, to may be left out. Every mark that fits is given.
  flags = {
    { code = "blue", words = { zh = "蓝", en = "blue" }, tone = "fine", first = 3, rise = { 5 } },
    { code = "yellow", words = { zh = "黄", en = "yellow" }, tone = "warn", fall = { 3, 4 } },
    { code = "red", words = { zh = "红", en = "red" }, tone = "bad", last = 3, fall = { 5 } },
  },
  -- Who is ranked among whom. level: province, city or county by the code of GB/T 2260, or areas = { "甲县", … } by name. An
  -- area belongs to the first group that takes it; those of no group are ranked together. flags: the group's own marks, as
  -- above, in place of those; without it all of them count.
  groups = {
    { code = "province", title = { zh = "省（自治区、直辖市）", en = "provinces" }, level = "province" },
    { code = "city", title = { zh = "市（州、盟）", en = "cities" }, level = "city" },
    { code = "county", title = { zh = "县（市、区）", en = "counties" }, level = "county" },
  },
  rest = { zh = "其他地区", en = "other areas" },
  -- Indicators are ranked by growth, these by their level; where fewer areas tell that measure, by the other one.
  by_level = { "good_air_ratio", "good_air_days", "urbanisation_rate", "unemployment_rate", "pm25", "pm10", "forest_coverage" },
  -- Of these less is better: the smallest is first.
  less_is_better = {
    "unemployment_rate", "pm25", "pm10", "air_quality_index", "energy_intensity", "co2_intensity", "water_intensity", "accidents",
    "accident_deaths", "npl_ratio", "urban_rural_income_ratio",
  },
  -- A ranking is made where so many areas have data (six: the first three are not the last three); else the places that the text
  -- states are used.
  least = 6,
  -- The wider area that a stated place is in (列全省第3位); peers: how many there are in it (全省 = 16), without which nobody is
  -- known to be among the last.
  scopes = { "全国", "全省", "全自治区", "全区", "全市", "全州", "全盟" },
  peers = {},
  -- Why a mark is given; %d: places.
  wording = {
    first = { zh = "位居前 %d 位", en = "among the first %d" }, last = { zh = "位居后 %d 位", en = "among the last %d" },
    rise = { zh = "上升 %d 个位次", en = "%d places up" }, fall = { zh = "下降 %d 个位次", en = "%d places down" },
  },
}
