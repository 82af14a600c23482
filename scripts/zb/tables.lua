-- tables.lua - units.lua, catalogue.lua and terms.lua: the units, the indicators, and names without a code.
local zb = ...
local place, schema, words = zb.use "place", zb.use "schema", zb.use "words"
local tables = {}

-- Units

local units, unit_order = {}, {}

local check_unit = schema.record({
  kind = schema.one_of(zb.names.kind), base = schema.string, mult = schema.integer(-30, 30),
}, { schema.string }, { 1, "kind" })

-- seen: normal spellings of this file; written: the spellings themselves.
local function add_unit(file, i, u, seen, written)
  local here, name = place.of(file, i), words.normal(u[1], place.of(file, i, 1))
  if written[u[1]] then place.fail(here, "the unit '" .. u[1] .. "' is there twice", { code = "twice" }) end
  if not seen[name] then   -- a full-width spelling (％) of a unit that is there already is the same unit
    local unit = { name = name, kind = zb.names.kind[u.kind], mult = u.mult or 0, at = here,
                   base = u.base and words.normal(u.base, place.of(file, i, "base")) or name }
    if not units[name] then unit_order[#unit_order + 1] = name end
    units[name] = unit
  end
  seen[name], written[u[1]] = true, true
end

function tables.units(file, value)
  local seen, written = {}, {}
  schema.list(check_unit)(place.of(file), value)
  for i, u in schema.items(value) do place.try(add_unit, file, i, u, seen, written) end
end

function tables.emit_units()
  for _, name in ipairs(unit_order) do
    local u = units[name]
    if not units[u.base] and not place.unread["units"] then
      place.tell(u.at, "the base unit '" .. u.base .. "' is no unit of this table" .. schema.instead(u.base, unit_order),
                 { child = "base", code = "unit" })
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

local told, told_of = {}, {}   -- the words in the order in which they are read, and the indicators that they are of

local function add_alias(x, text, at)
  local word = words.normal(text, at)
  local known, turn = x.has[word], #told + 1
  if not known then
    known = { word = word, text = text, at = at, turn = turn }
    x.has[word] = known
    x.words[#x.words + 1] = known
  elseif known.at.file == at.file then
    return place.warn(at, ("'%s' is a name of %s already"):format(text, x.code), { code = "twice" })
  end
  known.at, known.turn = at, turn
  told[turn], told_of[turn] = known, x
end

local function add_indicator(file, i, c, seen)
  if not c.code:find("^[a-z][a-z0-9_]*$") then
    place.fail(place.of(file, i), "a code has small letters, digits and _", { child = "code" })
  end
  if seen[c.code] then
    place.fail(place.of(file, i), "the code '" .. c.code .. "' is there twice", { child = "code", code = "twice" })
  end
  seen[c.code] = true
  local x = indicators[c.code]
  if not x then
    if not c.name then
      place.fail(place.of(file, i), "'name' is missing here" .. schema.instead(c.code, schema.keys(indicators)))
    end
    x = { code = c.code, words = {}, has = {}, name = c.name, unit = c.unit, english = c.english, group = c.group, kind = c.kind,
          source = c.source }
    indicators[c.code] = x
    indicator_order[#indicator_order + 1] = x
  end
  for _, name in ipairs(texts) do x[name] = c[name] or x[name] end
  if c.unit and zb.checking then x.unit_at = place.of(file, i, "unit") end
  if c.name or c.detail ~= nil then x.detail = c.detail or false end
  if c.name then place.try(add_alias, x, c.name, place.of(file, i, "name")) end
  for k, alias in schema.items(c.aliases or {}) do place.try(add_alias, x, alias, place.of(file, i, "aliases", k)) end
end

local meant = {}         -- codes of entries, also of those with a mistake: what names them has none

function tables.catalogue(file, value)
  local seen = {}
  for _, c in ipairs(value) do
    if type(c) == "table" and type(c.code) == "string" then meant[c.code] = true end
  end
  schema.list(check_indicator)(place.of(file), value)
  for i, c in schema.items(value) do place.try(add_indicator, file, i, c, seen) end
end

-- The indicator that has each word. In a later file (a user's) another one may take it from a detail one. A word that is read
-- again for its indicator counts where it is read last.
local function owners()
  local owner, by = {}, {}
  for turn, w in ipairs(told) do
    local x, o = told_of[turn], owner[w.word]
    if w.turn == turn then
      if o and not (o.detail and by[w.word].at.file ~= w.at.file) then
        place.tell(w.at, ("'%s' names two indicators: %s and %s"):format(w.text, o.code, x.code), { code = "twice" })
      end
      owner[w.word], by[w.word] = x, w
    end
  end
  return owner
end

-- 亿, 百万 and so on before a unit, and what stands behind them.
local function without_multiplier(name)
  for _, prefix in ipairs { "十", "百", "千", "万", "亿", "兆", "10", "100", "1000", "1" } do
    if name:sub(1, #prefix) == prefix then return name:sub(#prefix + 1), prefix end
  end
end

-- Whether figures may have a unit of this name: one of units.lua, behind multipliers, and with another under it (元/人).
local function known_unit(name)
  if name == "" or units[name] or place.unread["units"] then return true end
  local over, under = name:match("^(.+)/(.+)$")
  if over then return known_unit(over) and known_unit(under) end
  local rest = without_multiplier(name)
  return rest ~= nil and known_unit(rest)
end
tables.known_unit = known_unit

-- Units with the multipliers of a name that is none, to be suggested.
local function spelt(name)
  local prefix, list = "", {}
  while true do
    local rest, one = without_multiplier(name)
    if not rest then break end
    name, prefix = rest, prefix .. one
  end
  for i, unit in ipairs(unit_order) do list[i] = prefix .. unit end
  return list
end

local function add_name(w, class, number, x) words.add(w.text, class, number, nil, w.at).indicator = x.code end

function tables.emit_indicators()
  local class, owner = zb.names.class.indicator, owners()
  for number, x in ipairs(indicator_order) do
    local aliases = {}
    for _, w in ipairs(x.words) do
      if owner[w.word] == x then
        place.try(add_name, w, class, number - 1, x)
        if w.text ~= x.name then aliases[#aliases + 1] = w.text end
      end
    end
    if zb.checking and x.unit_at and not known_unit(x.unit) then    -- it is only shown: rules with it load
      place.tell(x.unit_at, "no unit '" .. x.unit .. "' in units.lua" .. schema.instead(x.unit, spelt(x.unit)), { code = "unit" })
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
  if indicators[code] or meant[code] or place.unread["catalogue"] then return end
  how = how or {}
  how.code = "code"
  place.tell(at, "no indicator '" .. code .. "' in the catalogue" .. schema.instead(code, schema.keys(indicators)), how)
end

-- Terms: names that are no indicator of the catalogue, so that no shorter name is seen inside them. One that the catalogue
-- has come to hold (a user's may) is the catalogue's.

local terms = {}

function tables.terms(file, value)
  schema.list(schema.string)(place.of(file), value)
  for i, term in schema.items(value) do terms[#terms + 1] = { text = term, at = place.of(file, i) } end
end

local function add_term(t)
  local known = words.get(t.text)
  if not (known and known.indicator) then words.add(t.text, zb.names.class.indicator, nil, nil, t.at) end
end

function tables.emit_terms()
  for _, t in ipairs(terms) do place.try(add_term, t) end
end

return tables
