-- table.lua - rules/table.lua: the words by which tables are read.
local zb = ...
local place, schema, words = zb.use "place", zb.use "schema", zb.use "words"
local names = zb.names
local tables = {}

local said = {}      -- records by kind and word

local attributes = {
  measure = schema.one_of(names.measure), basis = schema.one_of(names.basis), bound = schema.one_of(names.bound),
  status = schema.one_of(names.status), sign = schema.sign,
}
local check_listed = schema.record(attributes, { schema.string }, { 1 })

local function check_word(at, value)
  if type(value) == "string" then return schema.string(at, value) end
  check_listed(at, value)
end

local fields = {}
for name in pairs(names.headword) do fields[name] = schema.list(check_word) end
local check = schema.record(fields)

local function add_word(name, kind, entry, at)
  local listed = type(entry) == "table"
  local word = words.normal(listed and entry[1] or entry, at)
  local record = { kind = kind, word = word }
  for attribute in pairs(listed and attributes or {}) do
    local v = entry[attribute]
    record[attribute] = attribute == "sign" and v or v and names[attribute][v] or nil
  end
  said[name .. " " .. word] = record
end

function tables.add(file, value)
  check(place.of(file), value)
  for name, kind in pairs(names.headword) do
    for i, entry in schema.items(value[name] or {}) do place.try(add_word, name, kind, entry, place.of(file, name, i)) end
  end
end

-- The engine wants the words of a kind to stand together.
function tables.emit()
  for _, key in ipairs(schema.keys(said)) do zb.headword(said[key]) end
end

return tables
