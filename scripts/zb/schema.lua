-- schema.lua - what a table of rules/ may hold. A check is a function(at, value) that raises a mistake at its place.
local zb = ...
local place = zb.use "place"
local schema = {}

local function letters(word)
  local list = {}
  for _, c in utf8.codes(word, true) do list[#list + 1] = c end
  return list
end

-- How many letters must be changed, added, dropped or exchanged with their neighbour to make b of a.
local function distance(a, b)
  a, b = letters(a), letters(b)
  local before, row = {}, {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local next_row = { [0] = i }
    for j = 1, #b do
      local cost = a[i] == b[j] and 0 or 1
      next_row[j] = math.min(row[j] + 1, next_row[j - 1] + 1, row[j - 1] + cost)
      if i > 1 and j > 1 and a[i] == b[j - 1] and a[i - 1] == b[j] then
        next_row[j] = math.min(next_row[j], before[j - 2] + 1)
      end
    end
    before, row = row, next_row
  end
  return row[#b]
end

-- The keys of a table that are strings, in the order of their bytes.
schema.keys = zb.keys

-- The nearest of the names to a wrong one, nil where none is near.
function schema.nearest(name, names)
  local best, least = nil, 3
  if #name > 60 or not utf8.len(name) then return nil end
  for _, other in ipairs(names) do
    local d = distance(name, other)
    if d < least and d < math.max(utf8.len(other), 2) then best, least = other, d end
  end
  return best
end

-- What may be said instead of a wrong name: the nearest of the names, or all of a few.
function schema.instead(name, names)
  local best = schema.nearest(name, names)
  if #name > 60 or not utf8.len(name) then return "" end
  if best then return "; did you mean '" .. best .. "'?" end
  return #names > 0 and #names <= 20 and "; known: " .. table.concat(names, ", ") or ""
end

-- A value as a message shows it.
local function shown(value)
  if type(value) == "string" then
    local n = utf8.len(value) and utf8.offset(value, 31)
    return "'" .. (n and n <= #value and value:sub(1, n - 1) .. "…" or value) .. "'"
  end
  if type(value) == "number" or type(value) == "boolean" then return tostring(value) end
  return "a " .. type(value)
end
schema.shown = shown

function schema.string(at, value)
  if type(value) ~= "string" then place.fail(at, "a string is expected here, not " .. shown(value)) end
  if not utf8.len(value) then place.fail(at, "no UTF-8") end
  if #value >= 200 then place.fail(at, "a string of " .. #value .. " bytes; less than 200 are allowed") end
end

-- Text of any length.
function schema.text(at, value)
  if type(value) ~= "string" then place.fail(at, "a string is expected here, not " .. shown(value)) end
end

function schema.boolean(at, value)
  if type(value) ~= "boolean" then place.fail(at, "true or false is expected here, not " .. shown(value)) end
end

schema["function"] = function(at, value)
  if type(value) ~= "function" then place.fail(at, "a function is expected here, not " .. shown(value)) end
end

function schema.any() end

function schema.integer(low, high)
  return function(at, value)
    if math.type(value) ~= "integer" or value < low or value > high then
      place.fail(at, ("a whole number from %d to %d is expected here, not %s"):format(low, high, shown(value)))
    end
  end
end

-- One of the names that are keys of the table.
function schema.one_of(names)
  return function(at, value)
    if type(value) ~= "string" then place.fail(at, "a name is expected here, not " .. shown(value)) end
    if names[value] == nil then
      place.fail(at, shown(value) .. " is not known here" .. schema.instead(value, schema.keys(names)))
    end
  end
end

function schema.sign(at, value)
  if value ~= 1 and value ~= -1 then place.fail(at, "sign is 1 or -1, not " .. shown(value)) end
end

function schema.table(at, value)
  if type(value) ~= "table" then place.fail(at, "a table is expected here, not " .. shown(value)) end
end

-- Calls check for the value at a key, with at grown by that key.
function schema.within(at, key, value, check)
  local n = at.n + 1
  at[n], at.n = key, n
  check(at, value)
  at.n = n - 1
end
local within = schema.within

-- The same; a mistake there is kept while rules are checked. Returns: whether there was none.
schema.attempt = zb.checking and function(at, key, value, check)
  local n, good = at.n, place.try(within, at, key, value, check)
  at.n = n
  return good
end or function(at, key, value, check)
  local n = at.n + 1
  at[n], at.n = key, n
  check(at, value)
  at.n = n - 1
  return true
end
local attempt = schema.attempt

local dropped = {}       -- by list: the numbers of entries that have a mistake

-- ipairs of a list that was checked, without the entries that have a mistake.
schema.items = not zb.checking and ipairs or function(list)
  local bad = dropped[list] or {}
  return function(_, i)
    repeat i = i + 1 until not bad[i]
    if list[i] ~= nil then return i, list[i] end
  end, list, 0
end

local function drop(list, i)
  dropped[list] = dropped[list] or {}
  dropped[list][i] = true
end

-- fields: checks by name. items: the check of what stands without a name; of the n-th where it is a list of checks.
-- needs: names that must be there.
function schema.record(fields, items, needs)
  local known = schema.keys(fields)
  local function item_check(at, i)
    if type(items) == "function" then return items end
    if items and items[i] then return items[i] end
    place.fail(at, "nothing more is expected here", { child = i })
  end
  local function unknown(at, value, n, wrong)
    for _, key in ipairs(schema.keys(value)) do
      if not fields[key] then
        wrong[schema.nearest(key, known) or 0] = true
        place.tell(at, "unknown key '" .. key .. "'" .. schema.instead(key, known), { child = key, key = true, code = "key" })
      end
    end
    for key in pairs(value) do
      if type(key) ~= "string" and not (math.type(key) == "integer" and key >= 1 and key <= n) then
        place.tell(at, "a key that is no name: " .. shown(key), { code = "key" })
      end
    end
  end
  local function item(at, value, i)
    if value[i] == nil then place.fail(at, "entry " .. i .. " is missing") end
    within(at, i, value[i], item_check(at, i))
  end
  return function(at, value)
    schema.table(at, value)
    local n, found, depth, wrong = #value, 0, at.n, {}
    for i = 1, n do
      if not place.try(item, at, value, i) then
        drop(value, i)
        at.n, wrong[i] = depth, true
      end
    end
    for _, key in ipairs(known) do
      if value[key] ~= nil then
        found = found + 1
        if not attempt(at, key, value[key], fields[key]) then value[key], found, wrong[key] = nil, found - 1, true end
      end
    end
    if found + n ~= zb.count(value) then unknown(at, value, n, wrong) end
    for _, key in ipairs(needs or {}) do
      if wrong[key] and (value[key] == nil or type(key) == "number") then place.give_up() end
      if value[key] == nil then
        place.fail(at, type(key) == "number" and "a word is missing here" or "'" .. key .. "' is missing here")
      end
    end
  end
end

function schema.list(check) return schema.record({}, check) end

-- A table whose keys are names of the user's.
function schema.map(check)
  return function(at, value)
    schema.table(at, value)
    for key in pairs(value) do
      if type(key) ~= "string" then place.fail(at, "a name in front of this entry is missing", { child = key }) end
    end
    for _, key in ipairs(schema.keys(value)) do
      if not attempt(at, key, value[key], check) then value[key] = nil end
    end
  end
end

return schema
