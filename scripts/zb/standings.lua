-- standings.lua - places of areas among each other: by their figures, or as a text states them; and marks for them by
-- rules/flags.lua.
local policy = require "rules.flags"
local catalogue = require "zb.catalogue"
local chars = require "zb.chars"
local quantity = require "zb.quantity"
local rows = require "zb.rows"

local standings = {}

local function set_of(list)
  local set = {}
  for _, key in ipairs(list or {}) do set[key] = true end
  return set
end

local by_level, less_is_better = set_of(policy.by_level), set_of(policy.less_is_better)

-- ---- groups ----

local function level_of(code)
  if #code ~= 6 then return nil end
  return code:sub(3) == "0000" and "province" or code:sub(5) == "00" and "city" or "county"
end

local function takes(group, row)
  if group.areas then return set_of(group.areas)[row.area] end
  return group.level ~= nil and group.level == level_of(row.area_code)
end

local rest = { code = "rest", title = policy.rest }

--- The group of rules/flags.lua that an observation's area belongs to.
function standings.group_of(row)
  for _, group in ipairs(policy.groups) do if takes(group, row) then return group end end
  return rest
end

-- ---- figures ----

local by_name

-- The catalogue's entry for an observation: its code, or its subject where that is an indicator's name. Figures of areas inside
-- the document's own have no code.
local function indicator_of(row)
  if not by_name then
    by_name = {}
    for _, x in ipairs(catalogue.indicators()) do
      by_name[x.code], by_name[x.name] = x, x
      for alias in x.aliases:gmatch("[^|]+") do by_name[alias] = by_name[alias] or x end
    end
  end
  return by_name[row.indicator or ""] or by_name[row.subject]
end

local measured = { growth = true, level = true }
local plain = { yoy = true, comparable = true, [""] = true }
local done = { actual = true, estimate = true }

-- Finals before estimates, what a document tells of its own area before what it tells of others.
local function better(row, than)
  if row.status ~= than.status then return row.status == "actual" end
  return row.area == row.document.area and than.area ~= than.document.area
end

--- Figures that areas can be ranked by: a list of { row, indicator, area, group, measure, period }, one for each area.
function standings.figures(all)
  local list, known = rows.of {}, {}
  for _, row in ipairs(all) do
    local indicator = row.value and row.area ~= "" and done[row.status] and measured[row.measure] and plain[row.basis]
                      and indicator_of(row)
    if indicator then
      local group = standings.group_of(row)
      local key = table.concat({ group.code, indicator.code, row.measure, row.period, row.area }, "\0")
      local one = known[key]
      if not one then
        one = { indicator = indicator, area = row.area, group = group, measure = row.measure, period = row.period, row = row }
        known[key], list[#list + 1] = one, one
      elseif better(row, one.row) then
        one.row = row
      end
    end
  end
  return list
end

-- ---- places ----

-- The measure to rank an indicator by: the one that policy (or the caller) wants, or the other where more areas have that.
local function measure_of(list, code, wanted)
  local first = wanted or (by_level[code] and "level" or "growth")
  local other = first == "level" and "growth" or "level"
  local a, b = #list:where { measure = first }, #list:where { measure = other }
  if not wanted and a < policy.least and b > a then return other end
  return first
end

-- Places by area, ties sharing the better one; areas as a list in their order; ties as lists of areas.
local function places(list, code)
  local sign = less_is_better[code] and 1 or -1
  local order = list:sort(function(one) return quantity.base(one.row) * sign end, "area")
  local place, ties = {}, {}
  for i, one in ipairs(order) do
    local last = order[i - 1]
    if last and quantity.base(last.row) == quantity.base(one.row) then
      place[one.area] = place[last.area]
      ties[#ties].areas[#ties[#ties].areas + 1] = one.area
    else
      place[one.area] = i
      ties[#ties + 1] = { place = i, areas = { one.area } }
    end
  end
  return place, order, rows.of(ties):where(function(tie) return #tie.areas > 1 end)
end

-- Only figures that can be compared: of the unit that most have.
local function of_one_unit(list)
  local most
  for _, group in ipairs(list:group(function(one) return one.row.unit_base or one.row.unit end)) do
    if not most or #group.rows > #most then most = group.rows end
  end
  return most or list
end

local function only(list, areas)
  return list:where(function(one) return areas[one.area] end)
end

local function areas_of(list)
  local set = {}
  for _, one in ipairs(list) do set[one.area] = true end
  return set
end

-- Areas of a list that are not among others, by name.
local function without(list, others)
  local names = {}
  for _, one in ipairs(list) do if not others[one.area] then names[#names + 1] = one.area end end
  table.sort(names)
  return names
end

--- The ranking of one indicator in one group: { lines = { { area, row, place, of, before, change, earlier = row } … }, ties,
--- joined, missing (names), both = how many areas have both periods }. change is counted among the areas that both periods
--- have. nil where too few areas have data.
function standings.ranking(list, code, now, before, wanted)
  local measure = measure_of(list:where { period = now }, code, wanted)
  local current = of_one_unit(list:where { period = now, measure = measure })
  if #current < policy.least then return nil, #current end
  local earlier = before and of_one_unit(list:where { period = before, measure = measure }) or rows.of {}
  local place, order, ties = places(current, code)
  local was = places(earlier, code)
  local now_areas, then_areas = areas_of(current), areas_of(earlier)
  local place_both, was_both = places(only(current, then_areas), code), places(only(earlier, now_areas), code)
  local earlier_row, both, lines = {}, 0, {}
  for _, one in ipairs(earlier) do earlier_row[one.area] = one.row end
  for i, one in ipairs(order) do
    local change = was_both[one.area] and was_both[one.area] - place_both[one.area]
    both = both + (change and 1 or 0)
    lines[i] = { area = one.area, row = one.row, place = place[one.area], of = #order, before = was[one.area], change = change,
                 earlier = earlier_row[one.area], group = one.group }
  end
  return { lines = rows.of(lines), ties = ties, both = both, measure = measure, earlier = #earlier,
           joined = #earlier > 0 and without(current, then_areas) or {}, missing = without(earlier, now_areas) }
end

-- ---- places that a text states ----

-- What stands right before an observation in its document, so many bytes back.
local function before_of(row, bytes)
  local text, at = row.document.text, row.text_start
  if not text then text, at = row.quote, row.quote:find(row.text, 1, true) or 1 end      -- not kept: its clause is
  return text:sub(math.max(at - bytes, 1), at - 1)
end

local function scope_of(row)
  local text, best, at_best = before_of(row, 48), nil, 0
  for _, scope in ipairs(policy.scopes) do
    local from = 1
    while true do
      local at = text:find(scope, from, true)
      if not at then break end
      if at > at_best then best, at_best = scope, at end
      from = at + 1
    end
  end
  return best or ""
end

local place_units = { ["位"] = true, ["个位次"] = true, ["位次"] = true, ["名"] = true, ["个名次"] = true, ["个位"] = true }

-- How a place moved, where the same sentence says so: 比上年提升2个位次.
local function moved(list, i)
  local row, next_row = list[i], list[i + 1]
  local follows = next_row and next_row.measure == "change" and place_units[next_row.unit] and next_row.quote == row.quote
  if not follows then return nil end
  return next_row.value and math.tointeger(tonumber(tostring(next_row.value))), next_row
end

--- Places that texts state: { area, indicator or subject, place, up_to (前3位), from_last (后3位), scope, of (of
--- rules/flags.lua's peers), change, rows, period, group }.
function standings.stated(document)
  local list, found = document.rows, rows.of {}
  for i, row in ipairs(list) do
    local place = row.measure == "rank" and done[row.status] and row.value and math.tointeger(tonumber(tostring(row.value)))
    if place then
      local change, change_row = moved(list, i)
      local scope = scope_of(row)
      found[#found + 1] = {
        area = row.area, indicator = indicator_of(row), name = row.name or row.subject, place = place, up_to = row.bound == "le",
        from_last = chars.ends(before_of(row, 9), { "后", "后 " }) ~= nil, scope = scope, of = policy.peers[scope], change = change,
        rows = change_row and { row, change_row } or { row }, period = row.period, group = standings.group_of(row),
      }
    end
  end
  return found
end

-- Whether two stated places are of the same thing.
local function same_race(a, b)
  return a.area == b.area and a.scope == b.scope and a.name == b.name and not (a.up_to or b.up_to or a.from_last or b.from_last)
end

--- Those stated for a period, with the place before and the change where only the earlier document tells them.
function standings.stated_for(all, now, before)
  return all:where { period = now }:map(function(one)
    local earlier = all:first(function(other) return other.period == before and same_race(one, other) end)
    if not earlier then return one end
    local both = { table.unpack(one.rows) }
    both[#both + 1] = earlier.rows[1]
    local more = { before = earlier.place, change = one.change or earlier.place - one.place, rows = both }
    return setmetatable(more, { __index = one })
  end)
end

-- ---- marks ----

local function within(range, n)
  return range and n and n >= range[1] and (not range[2] or n <= range[2])
end

local function reason(kind, n)
  local text = policy.wording[kind]
  return { zh = text.zh:format(n), en = text.en:format(n) }
end

-- The places from the last: 1 for the last one; nil where it is not known how many there are.
local function from_last(line)
  if line.from_last then return line.place end
  return line.of and line.of - line.place + 1
end

--- The marks of a place: a list of { flag, reasons }. line: { place, of or nil, change or nil, from_last or nil, group }. Where
--- the first and the last overlap, a place counts as one of the first.
function standings.marks(line)
  local marks, change = {}, line.change or 0
  for _, flag in ipairs(line.group.flags or policy.flags) do
    local reasons = {}
    local top = flag.first and not line.from_last and line.place <= flag.first
    local last = from_last(line)
    if top then reasons[#reasons + 1] = reason("first", flag.first) end
    if flag.last and last and last <= flag.last and not (line.of and line.place <= line.of - line.place + 1) then
      reasons[#reasons + 1] = reason("last", flag.last)
    end
    if within(flag.rise, change) then reasons[#reasons + 1] = reason("rise", change) end
    if within(flag.fall, -change) then reasons[#reasons + 1] = reason("fall", -change) end
    if #reasons > 0 then marks[#marks + 1] = { flag = flag, reasons = reasons } end
  end
  return marks
end

--- Whether among so many areas of a group some would be both of the first and of the last.
function standings.overlap(group, n)
  local first, last = 0, 0
  for _, flag in ipairs(group.flags or policy.flags) do
    first, last = math.max(first, flag.first or 0), math.max(last, flag.last or 0)
  end
  return n < first + last
end

--- The flags that the rules know, each once, in their order.
function standings.flags()
  local list, known = {}, {}
  local function add(flags)
    for _, flag in ipairs(flags or {}) do
      if not known[flag.code] then known[flag.code], list[#list + 1] = true, flag end
    end
  end
  add(policy.flags)
  for _, group in ipairs(policy.groups) do add(group.flags) end
  return list
end

--- How many areas a ranking needs.
function standings.least() return policy.least end

return standings
