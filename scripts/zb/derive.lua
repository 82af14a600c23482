-- derive.lua - works out the indicators of rules/derived.lua from observations.
--
-- A derived row has the keys of an observation, and: derived, how it was worked out, in words; from, the observations that it
-- rests on (its place is that of the first); places, to which digit it is shown. Its value is exact to 18 digits; what is shown
-- is rounded half to even. An operand is an area's own figure, the best that the documents tell (zb.best); growth is that
-- against the year before. What is only mentioned for comparison (status reference) is no operand.
local best = require "zb.best"
local decimal = require "zb.decimal"
local entries = require "rules.derived"
local formula = require "zb.formula"
local indicator = require "zb.indicator"
local interval = require "zb.interval"
local period = require "zb.period"
local quantity = require "zb.quantity"
local rows = require "zb.rows"

local derive = {}

local entry_of = {}

local function refuse(entry)
  return function(at, message) error(("the formula of %s, at %d: %s"):format(entry.code, at, message), 0) end
end

for _, entry in ipairs(entries) do
  entry.tree = formula.parse(entry.formula, refuse(entry))
  entry_of[entry.code], entry_of[entry.name] = entry, entry
end

-- An entry, of an indicator where it is of each, as an indicator of the catalogue.
local function described(entry, x)
  local of = x and indicator.of(x)
  return {
    code = x and entry.code .. ":" .. x or entry.code, name = of and of.name .. entry.name or entry.name,
    english = (of and (of.english ~= "" and of.english or of.name) .. ", " or "") .. (entry.english or entry.name),
    unit = entry.unit ~= "x" and entry.unit or of and of.unit or "", kind = "ratio", group = "derived", source = "", aliases = "",
    detail = false, derived = entry, of = x,
  }
end

--- The derived indicator of a code or name, with of each the indicator's behind a colon: trade_to_gdp, completion:gdp. nil where
--- there is none. Returns: as catalogue.indicators() has it, with derived = its entry and of = the code of x.
function derive.indicator(word)
  local code, x = word:match("^(.-):(.+)$")
  local entry = entry_of[code or word]
  if not entry or (entry.each and not (x and indicator.of(x))) or (x and not entry.each) then return nil end
  return described(entry, x)
end

--- The codes that derive.indicator takes, those of each without their indicator.
function derive.codes()
  local list = {}
  for i, entry in ipairs(entries) do list[i] = entry.code end
  return list
end

-- Operands --------------------------------------------------------------------------------------------------------------

local of_a_year = { yoy = true, [""] = true }

local function key_of(code, measure, target, time) return table.concat({ code, measure, target and "t" or "r", time }, " ") end

-- The areas' own figures: a list of { area, at = { key → rows, best first } }.
local function index(list)
  local areas = list:where(best.own):where(function(row)
    return not row.derived and row.status ~= "reference" and (row.value or row.lower) and
           (row.measure ~= "growth" or of_a_year[row.basis])
  end):group(best.area)
  for _, area in ipairs(areas) do
    area.at = {}
    for _, row in ipairs(best.sort(area.rows)) do
      local key = key_of(row.indicator, row.measure, row.status == "target", row.period)
      if not area.at[key] then area.at[key] = row end
    end
  end
  return areas
end

-- The same period so many years on; nil for a span of years.
local function years_on(text, years)
  if years == 0 then return text end
  local p = period.parse(text)
  if not p or p.from ~= p.to then return nil end
  return ("%04d"):format(p.from + years) .. text:sub(5)
end

-- Evaluation ------------------------------------------------------------------------------------------------------------

-- env: area, time, x, from (rows used, filled here), used (they by node), read (quantity → interval).
local function operand(node, env)
  local time = years_on(env.time, node.years)
  local row = time and env.area.at[key_of(node.code == "x" and env.x or node.code, node.measure, node.target, time)]
  if not row or (row.measure == "share" and row.unit == "") then return nil end
  local dimension, mult = formula.unit(row.unit, quantity.unit)
  if not dimension then dimension, mult = { [row.unit_base] = 1 }, row.unit_mult end
  local function base(amount) return amount and amount:shift(mult) end
  local i = env.read(row)
  if not env.used[row] then env.used[row], env.from[#env.from + 1] = true, row end
  return { lo = base(i.lo), hi = base(i.hi), lo_open = i.lo_open, hi_open = i.hi_open, approx = i.approx }, dimension
end

local binary = { ["+"] = interval.add, ["-"] = interval.subtract, ["*"] = interval.multiply, ["/"] = interval.divide }

local function threshold(a)
  if a.lo and a.hi and a.lo ~= a.hi then return interval.of(a.lo) end
  return interval.of(a.lo or a.hi)
end

-- Returns: the interval of a formula; nil where an operand is missing or cannot be reckoned with.
local function evaluate(node, env)
  if node.op == "number" then return interval.of(decimal(node.text)) end
  if node.op == "ref" then return (operand(node, env)) end
  local a = evaluate(node[1], env)
  if not a then return nil end
  if node.op == "negate" then return interval.negate(a) end
  if node.op == "threshold" then return threshold(a) end
  if node.op == "root" then return interval.root(a, node.n) end
  local b = evaluate(node[2], env)
  return b and binary[node.op](a, b)
end

-- Whether the operands' real units go together, and give the dimension wanted.
local function fits(entry, env)
  local good = true
  local function wrong() good = false return {} end
  local given = formula.dimension(entry.tree, function(node)
    local _, dimension = operand(node, env)
    return dimension or wrong()
  end, wrong)
  return good and given
end

-- Showing ---------------------------------------------------------------------------------------------------------------

local signs = { ["+"] = " + ", ["-"] = " − ", ["*"] = " × ", ["/"] = " ÷ " }
local strength = { ["+"] = 1, ["-"] = 1, ["*"] = 2, ["/"] = 2 }

-- The formula with its figures: 1318.7亿元 ÷ 211.8万人. least: the strength that stands without brackets; plain: without bounds.
local function worked(node, env, least, plain)
  local op = node.op
  if op == "number" then return node.text end
  if op == "ref" then
    local time = years_on(env.time, node.years)
    local row = env.area.at[key_of(node.code == "x" and env.x or node.code, node.measure, node.target, time)]
    return (plain and row.value and tostring(row.value) or quantity.show(row)) .. row.unit
  end
  if op == "threshold" then return worked(node[1], env, least, true) end
  if op == "negate" then return "−" .. worked(node[1], env, 3) end
  if op == "root" then return "(" .. worked(node[1], env, 0) .. ")^(1/" .. node.n .. ")" end
  local shown = worked(node[1], env, strength[op]) .. signs[op] .. worked(node[2], env, strength[op] + 1)
  return strength[op] < least and "(" .. shown .. ")" or shown
end

local function significant(amount)
  local digits = tostring(amount):gsub("[-.]", ""):gsub("^0+", "")
  return #digits
end

local function is_ratio(unit)
  local dimension = formula.unit(unit, quantity.unit)
  return dimension ~= nil and next(dimension) == nil
end

-- To which place a value is shown: as many digits as its least exact operand has, rates aside where there are amounts; three at
-- least.
local function places_of(entry, amount, from)
  if entry.digits then return entry.digits end
  local least, of_rates = 18, 18
  for _, row in ipairs(from) do
    local digits = significant(row.value or row.lower)
    if is_ratio(row.unit) then of_rates = math.min(of_rates, digits) else least = math.min(least, digits) end
  end
  if least == 18 then least = of_rates end
  local whole = tostring(amount:abs()):match("^%d+")
  local digits = whole == "0" and 0 or #whole
  return math.max(least, 3) - digits
end

-- Rows ------------------------------------------------------------------------------------------------------------------

local function status_of(from)
  local has = {}
  for _, row in ipairs(from) do has[row.status] = true end
  return has.estimate and "estimate" or has.actual and "actual" or "target"
end

local function unit_of(entry, env)
  if entry.unit ~= "x" then return entry.unit end
  for _, row in ipairs(env.from) do
    if row.indicator == env.x and row.measure ~= "growth" then return row.unit end
  end
end

local function words(entry, env, name)
  local zh, en = name.name .. " = " .. worked(entry.tree, env, 0), name.english .. " = " .. worked(entry.tree, env, 0)
  local note = entry.note
  return { zh = note and zh .. "（" .. note.zh .. "）" or zh, en = note and en .. " (" .. note.en .. ")" or en }
end

local function environment(area, time, x, read)
  return { area = area, time = time, x = x, read = read, from = {}, used = {} }
end

local function derived_row(entry, area, time, x)
  local env = environment(area, time, x, interval.of_quantity)
  local given = evaluate(entry.tree, env)
  local dimension = given and fits(entry, env)
  local unit = dimension and unit_of(entry, env)
  if not unit then return nil end
  local wanted, mult = formula.unit(unit, quantity.unit)
  local told = wanted and formula.same(wanted, dimension) and interval.told(given)
  if not told then return nil end
  local function in_unit(amount) return amount and amount:shift(-mult) end
  local first, name, known = env.from[1], described(entry, x), quantity.unit(unit)
  local value, low, high = in_unit(told.value), in_unit(told.lower), in_unit(told.upper)
  return {
    document = first.document, doc = first.doc, type = first.type, line = first.line, column = first.column,
    start = first.start, ["end"] = first["end"], text_start = first.text_start, text_end = first.text_end, text = first.text,
    quote = first.quote, subject = name.name, indicator = name.code, name = name.name,
    measure = entry.measure or "level", basis = "", value = value, lower = low, upper = high, bound = told.bound, unit = unit,
    unit_base = known and known.base or unit, unit_mult = known and known.mult or 0, status = status_of(env.from),
    period = time, area = first.area, area_code = first.area_code, section = "", rule = "derived/" .. entry.code,
    numeral = "arabic", from = env.from, derived = words(entry, env, name), english = name.english, entry = entry, of = x,
    places = places_of(entry, value or low, env.from),
  }
end

-- The first operand of the year itself: where an area has it, an entry may be worked out.
local function lead(entry)
  local first
  formula.walk(entry.tree, function(node)
    if not first and node.op == "ref" and node.years == 0 then first = node end
  end)
  return first
end

-- The periods for which an area has the lead, and the indicators that x may be: a list of { time, x }. x is an amount: a rate
-- grows by points, and is not reached in part.
local function occasions(entry, area, x)
  local list, seen, first = {}, {}, lead(entry)
  for _, row in ipairs(first and area.rows or {}) do
    local of = entry.each and row.indicator or nil
    local code = entry.each and first.code == "x" and (x or row.indicator) or first.code
    local key = (of or "") .. " " .. row.period
    if row.indicator == code and row.measure == first.measure and (row.status == "target") == (first.target or false) and
       not seen[key] and not (of and row.measure == "level" and is_ratio(row.unit)) then
      seen[key], list[#list + 1] = true, { time = row.period, x = of }
    end
  end
  return list
end

local function wanted_entries(wanted)
  if wanted then return wanted end
  local list = {}
  for i, entry in ipairs(entries) do list[i] = { derived = entry } end
  return list
end

local methods = {}
local meta = { __index = methods }

--- What observations hold, to be asked several times: derive.over(rows):rows(), :within_rounding(row).
function derive.over(list) return setmetatable({ areas = index(list) }, meta) end

--- What can be worked out. wanted: a list of what derive.indicator gives; nil for all that there is.
--- Returns: derived rows, by area, indicator and period as they come.
function methods:rows(wanted)
  local made = rows.of {}
  for _, area in ipairs(self.areas) do
    for _, one in ipairs(wanted_entries(wanted)) do
      for _, occasion in ipairs(occasions(one.derived, area, one.of)) do
        local row = derived_row(one.derived, area, occasion.time, occasion.x)
        if row then made[#made + 1] = row end
      end
    end
  end
  return made
end

--- The amounts between which a derived row's value lies when its operands may have been rounded to their last digits, in its
--- unit. Returns: an interval, or nil.
function methods:within_rounding(row)
  for _, area in ipairs(self.areas) do
    if area.key == best.area(row) then
      local given = evaluate(row.entry.tree, environment(area, row.period, row.of, interval.of_rounded))
      local _, mult = formula.unit(row.unit, quantity.unit)
      return given and { lo = given.lo and given.lo:shift(-mult), hi = given.hi and given.hi:shift(-mult) }
    end
  end
end

return derive
