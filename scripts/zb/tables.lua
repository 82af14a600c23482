-- tables.lua - units.lua, catalogue.lua and terms.lua: the units, the indicators, and names without a code.
local zb = ...
local place, schema, words = zb.use "place", zb.use "schema", zb.use "words"
local tables = {}

-- Units

local units, unit_order = {}, {}

local check_unit = schema.record({
  kind = schema.one_of(zb.names.kind), base = schema.string, mult = schema.integer(-30, 30),
}, { schema.string }, { 1, "kind" })

function tables.units(file, value)
  local at, seen, written = place.of(file), {}, {}
  schema.list(check_unit)(at, value)
  for i, u in ipairs(value) do
    local here, name = place.of(file, i), words.normal(u[1], place.of(file, i, 1))
    if written[u[1]] then place.fail(here, "the unit '" .. u[1] .. "' is there twice") end
    if not seen[name] then   -- a full-width spelling (％) of a unit that is there already is the same unit
      if not units[name] then unit_order[#unit_order + 1] = name end
      units[name] = { name = name, kind = zb.names.kind[u.kind], mult = u.mult or 0, at = here,
                      base = u.base and words.normal(u.base, place.of(file, i, "base")) or name }
    end
    seen[name], written[u[1]] = true, true
  end
end

function tables.emit_units()
  for _, name in ipairs(unit_order) do
    local u = units[name]
    if not units[u.base] then
      place.fail(u.at, "the base unit '" .. u.base .. "' is no unit of this table" .. schema.instead(u.base, unit_order),
                 { child = "base" })
    end
    zb.unit(u)
  end
end

-- Indicators

local indicators, indicator_order = {}, {}
local kinds = { flow = 1, stock = 1, ratio = 1, index = 1 }
local texts = { "name", "unit", "english", "group", "kind", "source" }

local check_indicator = schema.record({
  code = schema.string, name = schema.string, aliases = schema.list(schema.string), unit = schema.string,
  kind = schema.one_of(kinds), group = schema.string, english = schema.string, source = schema.string,
  detail = schema.boolean,
}, nil, { "code" })

local turns = 0   -- words read so far

local function add_alias(x, text, at)
  local word = words.normal(text, at)
  local known = x.has[word]
  turns = turns + 1
  if not known then
    known = { word = word }
    x.has[word] = known
    x.words[#x.words + 1] = known
  elseif known.at.file == at.file then
    return
  end
  known.text, known.at, known.turn = known.text or text, at, turns
end

function tables.catalogue(file, value)
  local at, seen = place.of(file), {}
  schema.list(check_indicator)(at, value)
  for i, c in ipairs(value) do
    local here = place.of(file, i)
    if not c.code:find("^[a-z][a-z0-9_]*$") then
      place.fail(here, "a code has small letters, digits and _", { child = "code" })
    end
    if seen[c.code] then place.fail(here, "the code '" .. c.code .. "' is there twice", { child = "code" }) end
    seen[c.code] = true
    local x = indicators[c.code]
    if not x then
      if not c.name then place.fail(here, "'name' is missing here") end
      x = { code = c.code, words = {}, has = {} }
      indicators[c.code] = x
      indicator_order[#indicator_order + 1] = x
    end
    for _, name in ipairs(texts) do x[name] = c[name] or x[name] end
    if c.name or c.detail ~= nil then x.detail = c.detail or false end
    if c.name then add_alias(x, c.name, place.of(file, i, "name")) end
    for k, alias in ipairs(c.aliases or {}) do add_alias(x, alias, place.of(file, i, "aliases", k)) end
  end
end

-- Who has each word, in the order in which the files are read and the words stand there. In a later file (a user's)
-- another indicator may take it from a detail one.
local function owners()
  local owner, all = {}, {}
  for _, x in ipairs(indicator_order) do
    for _, w in ipairs(x.words) do all[#all + 1] = { indicator = x, at = w.at, word = w.word, text = w.text, turn = w.turn } end
  end
  table.sort(all, function(a, b) return a.turn < b.turn end)
  for _, w in ipairs(all) do
    local o = owner[w.word]
    if o and not (o.indicator.detail and o.at.file ~= w.at.file) then
      place.fail(w.at, ("'%s' names two indicators: %s and %s"):format(w.text, o.indicator.code, w.indicator.code))
    end
    owner[w.word] = w
  end
  return owner
end

function tables.emit_indicators()
  local class, owner = zb.names.class.indicator, owners()
  for number, x in ipairs(indicator_order) do
    local aliases = {}
    for _, w in ipairs(x.words) do
      if owner[w.word].indicator == x then
        words.add(w.text, class, number - 1, nil, w.at).indicator = x.code
        if w.text ~= x.name then aliases[#aliases + 1] = w.text end
      end
    end
    x.aliases = table.concat(aliases, "|")
    x.detail = x.detail and 1 or 0
    zb.indicator(x)
  end
end

-- The usual unit of an indicator; nil where the catalogue has none such.
function tables.unit_of(code) return indicators[code] and (indicators[code].unit or "") end

-- A unit's base and mult by its name, which may begin with a multiplier (亿元); nil where there is none such.
local prefixes = { ["十"] = 1, ["百"] = 2, ["千"] = 3, ["万"] = 4, ["十万"] = 5, ["百万"] = 6, ["亿"] = 8, ["万亿"] = 12 }

function tables.unit(name)
  if units[name] then return { base = units[name].base, mult = units[name].mult } end
  for prefix, mult in pairs(prefixes) do
    local rest = name:sub(1, #prefix) == prefix and units[name:sub(#prefix + 1)]
    if rest then return { base = rest.base, mult = rest.mult + mult } end
  end
end

-- Raises where a code that stands at a place is none of the catalogue's; how: as for place.fail.
function tables.want_indicator(at, code, how)
  if indicators[code] then return end
  place.fail(at, "no indicator '" .. code .. "' in the catalogue" .. schema.instead(code, schema.keys(indicators)), how)
end

-- Terms: names that are no indicator of the catalogue, so that no shorter name is seen inside them. One that the catalogue
-- has come to hold (a user's may) is the catalogue's.

local terms = {}

function tables.terms(file, value)
  schema.list(schema.string)(place.of(file), value)
  for i, term in ipairs(value) do terms[#terms + 1] = { text = term, at = place.of(file, i) } end
end

function tables.emit_terms()
  local class = zb.names.class.indicator
  for _, t in ipairs(terms) do
    local known = words.get(t.text)
    if not (known and known.indicator) then words.add(t.text, class, nil, nil, t.at) end
  end
end

return tables
