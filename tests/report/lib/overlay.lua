-- tables of rules/: the shipped one with the user's (tests/report/rules) laid over it, key by key
local overlay = require "zb.overlay"
local head = require "rules.head"

local function codes(list)
  local words = {}
  for i, entry in ipairs(list) do words[i] = entry.code .. "=" .. tostring(entry.v) end
  return table.concat(words, " ")
end

return { title = "overlay", run = function()
  assert(head.weights.title == 7 and head.weights.office == 6, "a key of the user's replaces, the others stay")
  assert(#head["local"] == 1 and head["local"][1] == "全湾", "a plain list replaces")
  assert(#head.own > 3, "what the user does not name stays")

  local base = { { code = "a", v = 1 }, { code = "b", v = 2, w = 5 } }
  local both = overlay(base, { { code = "b", v = 3 }, { code = "c", v = 4 } })
  assert(codes(both) == "a=1 b=3 c=4" and both[2].w == 5, "a named entry is laid over, a new one comes behind")
  assert(codes(base) == "a=1 b=2", "the shipped table is left alone")
  assert(overlay({ list = { 1, 2 } }, {}).list[2] == 2 and #overlay({ list = { 1, 2 } }, { list = { 3 } }).list == 1)
  assert(overlay(nil, base) == base and overlay(base, nil) == base)
  return require("zb.page").new { title = "done" }
end }
