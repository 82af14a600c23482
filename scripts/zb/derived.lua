-- derived.lua - checks rules/derived.lua: indicators that are worked out of others.
local zb = ...
local place, schema, tables = zb.use "place", zb.use "schema", zb.use "tables"
local formula = zb.use "formula"
local derived = {}

local measures = { level = 1, growth = 1, share = 1, multiple = 1, change = 1 }
local LONGEST = 2000    -- bytes of a formula

local function short_text(at, value)
  schema.text(at, value)
  if #value > LONGEST then place.fail(at, ("a formula of %d bytes; %d are allowed"):format(#value, LONGEST)) end
end

local check = schema.list(schema.record({
  code = schema.string, name = schema.string, english = schema.string, unit = schema.string, formula = short_text,
  each = schema.boolean, measure = schema.one_of(measures), digits = schema.integer(0, 12),
  note = schema.record({ zh = schema.text, en = schema.text }, nil, { "zh", "en" }),
}, nil, { "code" }))

local entries, order = {}, {}     -- by code: each key, and where it stands

local function add_entry(file, i, given, seen)
  local code, at = given.code, place.of(file, i)
  if not code:find("^[a-z][a-z0-9_]*$") then place.fail(at, "a code has small letters, digits and _", { child = "code" }) end
  if seen[code] then place.fail(at, "the code '" .. code .. "' is there twice", { child = "code", code = "twice" }) end
  seen[code] = true
  local entry = entries[code]
  if not entry then
    entry = { at = at, keys = {}, stands = {} }
    entries[code], order[#order + 1] = entry, code
  end
  for key, v in pairs(given) do entry.keys[key], entry.stands[key] = v, place.of(file, i, key) end
end

function derived.add(file, value)
  local seen = {}
  check(place.of(file), value)
  for i, given in schema.items(value) do place.try(add_entry, file, i, given, seen) end
end

-- The dimension of an operand, as the catalogue's usual unit has it; of a share or growth a ratio.
local function operand(entry, node)
  local at, how = entry.stands.formula, { offset = node.at - 1 }
  if node.code == "x" and not entry.keys.each then place.fail(at, "x is only there where each = true", how) end
  if node.code ~= "x" then
    tables.want_indicator(at, node.code, how)
    if not tables.unit_of(node.code) then place.give_up() end
  end
  if node.measure == "growth" or node.measure == "share" or node.measure == "multiple" then return {} end
  if node.code == "x" then return { x = 1 } end
  local unit = tables.unit_of(node.code)
  local dimension = formula.unit(unit, tables.unit)
  if not dimension then place.fail(at, ("'%s' has the unit '%s', which is none of units.lua"):format(node.code, unit), how) end
  return dimension
end

local function finish(code, entry)
  local keys, stands = entry.keys, entry.stands
  for _, key in ipairs { "name", "unit", "formula" } do
    if not keys[key] then place.fail(entry.at, "'" .. key .. "' is missing here") end
  end
  if tables.unit_of(code) then place.fail(stands.code, "'" .. code .. "' is an indicator of the catalogue") end
  local function fail(at, message) place.fail(stands.formula, message, { offset = at - 1 }) end
  local tree = formula.parse(keys.formula, fail)
  local dimension = formula.dimension(tree, function(node) return operand(entry, node) end, fail)
  local unit = keys.unit == "x" and { x = 1 } or formula.unit(keys.unit, tables.unit)
  if not unit then place.fail(stands.unit, "no unit '" .. keys.unit .. "' in units.lua") end
  if not formula.same(unit, dimension) then
    place.fail(stands.unit, ("the formula gives %s, not %s"):format(formula.shown(dimension), formula.shown(unit)))
  end
end

--- Once the catalogue and the units are known.
function derived.finish()
  if place.unread["catalogue"] or place.unread["units"] then return end
  for _, code in ipairs(order) do place.try(finish, code, entries[code]) end
end

return derived
