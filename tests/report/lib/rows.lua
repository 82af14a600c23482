-- rows: chosen, grouped, sorted, joined, crossed; the order in which things came is kept
local rows = require "zb.rows"

local list = rows.of {
  { area = "甲", year = "2024", v = 3 }, { area = "乙", year = "2024", v = 1 }, { area = "甲", year = "2025", v = 2 },
  { area = "丙", v = 1 },
}

local function shown(of, key)
  local words = {}
  for i, row in ipairs(of) do words[i] = tostring(row[key]) end
  return table.concat(words, " ")
end

return { title = "rows", run = function()
  assert(shown(list:where { area = "甲" }, "v") == "3 2")
  assert(shown(list:where { area = { "乙", "丙" } }, "v") == "1 1")
  assert(shown(list:where { year = false }, "area") == "丙")
  assert(shown(list:sort("v", "-area"), "area") == "乙 丙 甲 甲" or shown(list:sort("v"), "area") == "乙 丙 甲 甲")
  assert(shown(list:sort("-v"), "v") == "3 2 1 1")
  assert(shown(list:sort("year"), "area") == "甲 乙 甲 丙")
  assert(shown(list:group("area"), "key") == "甲 乙 丙" and #list:group("area")[1].rows == 2)
  local cross = list:pivot("area", "year")
  assert(#cross.rows == 3 and #cross.columns == 2 and cross.at("甲", "2025")[1].v == 2 and #cross.at("丙", "2025") == 0)
  assert(list:join({ { area = "乙", n = 9 } }, "area")[2].right.n == 9)
  assert(list:first { area = "甲" }.v == 3 and list:first { area = "丁" } == nil)
  return require("zb.page").new { title = "done" }
end }
