-- reporting.lua - checks the tables of rules/ that only reports read: lists.lua, tasks.lua, targets.lua, flags.lua.
local zb = ...
local place, schema, tables = zb.use "place", zb.use "schema", zb.use "tables"
local reporting = {}

local flags, targets = {}, {}

local words = schema.list(schema.string)
local both = schema.record({ zh = schema.string, en = schema.string }, nil, { "zh", "en" })

local check_lists = schema.record {
  annex = words, in_charge = words, goal = words, departments = words, inline = words,
  kinds = schema.list(schema.record({ name = schema.string, title = both, words = words }, nil, { "name" })),
}

local percent = schema.integer(1, 100)
local tone = schema.one_of { good = true, bad = true, warn = true, fine = true, muted = true, strong = true }

local check_tasks = schema.record {
  verbs = words, generic = words, issued = words, of_policies = words, counters = schema.list(words), mention = percent,
  far = schema.integer(2, 1000),
  sure = schema.record { certain = percent, likely = percent, possible = percent },
  outcomes = schema.list(schema.record({ code = schema.string, words = both, tone = tone, done = schema.boolean }, nil,
                                       { "code" })),
  to_check = both, sureness = schema.record { certain = both, likely = both, possible = both },
  lists = schema.record { tasks = both, problems = both, charge = both, times = both },
}

-- A range of places: { from, to }, to may be left out.
local function places(at, value)
  schema.list(schema.integer(1, 1000))(at, value)
  if #value < 1 or #value > 2 or value[2] and value[2] < value[1] then
    place.fail(at, "a range of places is { from, to }, or { from }")
  end
end

local count = schema.integer(1, 1000)
local flag_list = schema.list(schema.record({
  code = schema.string, words = both, tone = tone, first = count, last = count, rise = places, fall = places,
}, nil, { "code" }))

local check_flags = schema.record {
  flags = flag_list, rest = both, by_level = words, less_is_better = words, least = schema.integer(2, 1000), scopes = words,
  peers = schema.map(count), wording = schema.record { first = both, last = both, rise = both, fall = both },
  groups = schema.list(schema.record({
    code = schema.string, title = both, level = schema.one_of { province = true, city = true, county = true }, areas = words,
    flags = flag_list,
  }, nil, { "code" })),
}

function reporting.flags(file, value)
  check_flags(place.of(file), value)
  flags[#flags + 1] = { file = file, value = value }
end

function reporting.lists(file, value) check_lists(place.of(file), value) end
function reporting.tasks(file, value) check_tasks(place.of(file), value) end

-- targets.lua

-- A number that must be exact, written as text.
local function number(at, value)
  if type(value) ~= "string" or not value:find("^%d+%.?%d*$") then
    place.fail(at, "a number written as text is expected here, such as \"0.2\", not " .. schema.shown(value))
  end
end

local check_targets = schema.record {
  headline = words, at_most = words, words = words, parts = schema.map(words), called = schema.map(words),
  about = schema.record { points = number, part = number },
}

function reporting.targets(file, value)
  check_targets(place.of(file), value)
  targets[#targets + 1] = { file = file, value = value }
end

-- Every entry of the list that stands at the keys is a code.
local function want_codes(file, list, ...)
  local at = place.of(file, ...)
  for i, code in schema.items(list or {}) do schema.within(at, i, code, tables.want_indicator) end
end

local function finish_targets(file, value)
  want_codes(file, value.headline, "headline")
  want_codes(file, value.at_most, "at_most")
  for _, key in ipairs { "parts", "called" } do
    for _, code in ipairs(schema.keys(value[key] or {})) do
      tables.want_indicator(place.of(file, key), code, { child = code, key = true })
      if key == "parts" then want_codes(file, value.parts[code], "parts", code) end
    end
  end
end

-- checks.lua

local check_checks = schema.record {
  constant_prices = words, real = words, over_100 = words, shares = schema.list(words),
  sums = schema.list(schema.record({ whole = schema.string, parts = words }, nil, { "whole", "parts" })),
  stated = schema.list(schema.record({ derived = schema.string, indicator = schema.string, measure = schema.string }, nil,
                                     { "derived", "indicator", "measure" })),
}

local checks = {}

function reporting.checks(file, value)
  check_checks(place.of(file), value)
  checks[#checks + 1] = { file = file, value = value }
end

local function finish_checks(file, value)
  want_codes(file, value.over_100, "over_100")
  for i, code in schema.items(value.constant_prices or {}) do
    if code:sub(1, 1) ~= "*" then tables.want_indicator(place.of(file, "constant_prices", i), code) end
  end
  for i, list in schema.items(value.shares or {}) do want_codes(file, list, "shares", i) end
  for i, sum in schema.items(value.sums or {}) do
    tables.want_indicator(place.of(file, "sums", i, "whole"), sum.whole)
    want_codes(file, sum.parts, "sums", i, "parts")
  end
  for i, one in schema.items(value.stated or {}) do
    tables.want_indicator(place.of(file, "stated", i, "indicator"), one.indicator)
  end
end

--- Once every file is read: codes that the tables name are of the catalogue.
function reporting.finish()
  for _, one in ipairs(checks) do finish_checks(one.file, one.value) end
  for _, one in ipairs(targets) do finish_targets(one.file, one.value) end
  for _, one in ipairs(flags) do
    want_codes(one.file, one.value.by_level, "by_level")
    want_codes(one.file, one.value.less_is_better, "less_is_better")
  end
end

return reporting
