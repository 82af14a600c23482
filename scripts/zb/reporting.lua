-- reporting.lua - checks the tables of rules/ that only reports read: lists.lua and those like it.
local zb = ...
local place, schema = zb.use "place", zb.use "schema"
local reporting = {}

local words = schema.list(schema.string)
local both = schema.record({ zh = schema.string, en = schema.string }, nil, { "zh", "en" })

local check_lists = schema.record {
  annex = words, in_charge = words, goal = words, departments = words, inline = words,
  kinds = schema.list(schema.record({ name = schema.string, title = both, words = words }, nil, { "name" })),
}

function reporting.lists(file, value) check_lists(place.of(file), value) end

return reporting
