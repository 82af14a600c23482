-- examples.lua - what an example of a rule, and a case of a case file, may say. Two forms, of which one may be mixed:
--
--   { "sentence", { value = 5, … }, … }       the k-th table is for the sentence's k-th figure; {} says nothing of it
--   { text = "sentence", expect = { { value = 5, … }, … } }
--
-- and in both
--   reject   true: the rule claims no figure of the text (a case: nothing in it is a figure); or a list of tables, none of which
--            a figure may be like
--   figures  how many figures the text has, no more and no fewer
--   todo     why it cannot pass yet: it is run and told, and does not fail
--   type, year, area, codes   what is known of the document, as for zhibiao extract
local zb = ...
local place, schema = zb.use "place", zb.use "schema"
local names = zb.names
local examples = {}

local function number(at, value)
  if type(value) ~= "number" then schema.string(at, value) end
end

local figure = schema.record {
  value = number, lower = number, upper = number, unit = schema.string, unit_base = schema.string,
  unit_mult = schema.integer(-30, 30), text = schema.string, subject = schema.string, indicator = schema.string,
  name = schema.string, measure = schema.one_of(names.measure), basis = schema.any, bound = schema.one_of(names.bound),
  status = schema.one_of(names.status), period = schema.string, area = schema.string, area_code = schema.string,
  section = schema.string, rule = schema.string, numeral = schema.string,
}

local figures = schema.list(figure)

local function reject(at, value)
  if value ~= true then
    if type(value) ~= "table" then place.fail(at, "true or a list of figures is expected here, not " .. schema.shown(value)) end
    figures(at, value)
  end
end

local fields = {
  text = schema.text, expect = figures, reject = reject, todo = schema.text, type = schema.string,
  year = schema.integer(1949, 2100), area = schema.string, codes = schema.one_of { headline = true, all = true },
  figures = schema.integer(0, 1000),
}
local items = setmetatable({ schema.text }, { __index = function(_, i) return math.type(i) == "integer" and figure or nil end })
local check = schema.record(fields, items)

function examples.check(at, value)
  check(at, value)
  if value[1] ~= nil and type(value[1]) ~= "string" then place.give_up() end
  if value[1] == nil and value.text == nil then place.fail(at, "the sentence of the example is missing") end
  if value[1] ~= nil and value.text ~= nil then place.fail(at, "the sentence is there twice: as text, and first in the list") end
  if value[2] ~= nil and value.expect ~= nil then
    place.fail(at, "the figures are there twice: as expect, and behind the sentence", { child = "expect", key = true })
  end
end

examples.list = schema.list(examples.check)

local case_fields = { name = schema.string }
for name, one in pairs(fields) do case_fields[name] = one end
local check_case = schema.record(case_fields, items)

local function case(at, value)
  if type(value) == "table" and value.name == nil then return examples.check(at, value) end
  check_case(at, value)
  local plain = {}
  for key, v in pairs(value) do if key ~= "name" then plain[key] = v end end
  examples.check(at, plain)
end

--- What a file of cases returns: a list of cases, each an example that may have a name; and what holds for all of them.
examples.cases = schema.record({ type = fields.type, year = fields.year, area = fields.area, codes = fields.codes }, case)

--- An example in one form: text, expect (list of { want, at }), reject, todo, figures, type, year, area, codes, and whether it
--- is of the form with names. at: its place.
function examples.read(value, at)
  local function below(...)
    local path, keys = place.of(at.file, table.unpack(at, 1, at.n)), { ... }
    for i, key in ipairs(keys) do path[at.n + i] = key end
    path.n = at.n + #keys
    return path
  end
  local e = { at = at, text = value.text or value[1], reject = value.reject, todo = value.todo, type = value.type,
              year = value.year, area = value.area, codes = value.codes, figures = value.figures, name = value.name, expect = {},
              named = value.text ~= nil }
  local list = value.expect or { table.unpack(value, 2) }
  for k, want in ipairs(list) do
    e.expect[k] = { want = want, at = value.expect and below("expect", k) or below(k + 1) }
  end
  return e
end

return examples
