-- head.lua - rules/head.lua: the words by which the head of a document is read.
local zb = ...
local place, schema, words = zb.use "place", zb.use "schema", zb.use "words"
local head = {}

local weights, cues, terms = {}, {}, {}

local function check_cue(at, value)
  if type(value) == "string" then return schema.string(at, value) end
  schema.record({}, { schema.string, schema.integer(1, 255) }, { 1, 2 })(at, value)
end

local weight_fields, fields = {}, {}
for name in pairs(zb.names.cue) do fields[name] = schema.list(check_cue) end
for _, name in ipairs { "title", "top", "office", "enough" } do
  fields[name], weight_fields[name] = nil, schema.integer(0, 255)
end
fields.weights = schema.record(weight_fields)
fields.congress = schema.map(schema.list(schema.integer(1900, 2200)))
local check = schema.record(fields)

local function add_term(word, years, at) terms[words.normal(word, at)] = years end

local function add_cue(name, entry, at)
  local listed = type(entry) == "table"
  local word = words.normal(listed and entry[1] or entry, at)
  cues[name .. " " .. word] = { kind = zb.names.cue[name], word = word, weight = listed and entry[2] or 1 }
end

function head.add(file, value)
  local at = place.of(file)
  check(at, value)
  for name, weight in pairs(value.weights or {}) do weights[name] = weight end
  for word, years in pairs(value.congress or {}) do place.try(add_term, word, years, at) end
  for name in pairs(zb.names.cue) do
    for i, entry in schema.items(name ~= "congress" and value[name] or {}) do
      place.try(add_cue, name, entry, place.of(file, name, i))
    end
  end
end

function head.emit()
  for _, name in ipairs(schema.keys(weights)) do zb.cue { kind = zb.names.cue[name], weight = weights[name] } end
  for _, key in ipairs(schema.keys(cues)) do zb.cue(cues[key]) end
  for _, word in ipairs(schema.keys(terms)) do
    for _, year in schema.items(terms[word]) do zb.cue { kind = zb.names.cue.congress, word = word, weight = year } end
  end
end

return head
