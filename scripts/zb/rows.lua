-- rows.lua - a list of observations (or of any tables) with what one does to lists: choose, group, sort, join, pivot.
--
-- Every function returns a new list and leaves the old one alone; the tables in it are the same ones. An order that is not
-- asked for is the order in which things first came.
local rows = {}
local methods = {}
local meta = { __index = methods }

--- A list as rows; the list itself is taken, not copied.
function rows.of(list) return setmetatable(list, meta) end

local of = rows.of

-- A key of a row by name, or by a function of the row.
local function getter(key)
  if type(key) == "function" then return key end
  return function(row) return row[key] end
end

-- A test made of a table: each key must have the value, or one of a list of values, or pass the function; false asks that it
-- be absent.
local function test_of(want)
  if type(want) == "function" then return want end
  if type(want) ~= "table" then error("where wants a table of keys or a function", 3) end
  local tests = {}
  for key, value in pairs(want) do
    local test
    if type(value) == "function" then
      test = function(row) return value(row[key]) end
    elseif type(value) == "table" then
      local set = {}
      for _, v in ipairs(value) do set[v] = true end
      test = function(row) return row[key] ~= nil and set[row[key]] end
    elseif value == false then
      test = function(row) return not row[key] end
    else
      test = function(row) return row[key] == value end
    end
    tests[#tests + 1] = test
  end
  return function(row)
    for i = 1, #tests do if not tests[i](row) then return false end end
    return true
  end
end

--- The rows that fit: rows:where{ indicator = "gdp", status = { "actual", "estimate" } }, or rows:where(function(row) … end).
function methods:where(want)
  local test, list = test_of(want), {}
  for i = 1, #self do if test(self[i]) then list[#list + 1] = self[i] end end
  return of(list)
end

--- The first row that fits; without want, the first of all; nil if there is none.
function methods:first(want)
  local test = want and test_of(want)
  for i = 1, #self do if not test or test(self[i]) then return self[i] end end
end

--- What fn(row, i) gives for each row, nil left out.
function methods:map(fn)
  local list = {}
  for i = 1, #self do
    local value = fn(self[i], i)
    if value ~= nil then list[#list + 1] = value end
  end
  return of(list)
end

--- Groups by a key or function: a list of { key = …, rows = … }; rows without the key (nil) are left out.
function methods:group(key)
  local get, list, known = getter(key), {}, {}
  for i = 1, #self do
    local value = get(self[i])
    if value ~= nil then
      local group = known[value]
      if not group then
        group = { key = value, rows = of {} }
        known[value], list[#list + 1] = group, group
      end
      group.rows[#group.rows + 1] = self[i]
    end
  end
  return of(list)
end

--- The values of a key or function, each once.
function methods:values(key)
  local get, list, known = getter(key), {}, {}
  for i = 1, #self do
    local value = get(self[i])
    if value ~= nil and not known[value] then
      known[value], list[#list + 1] = true, value
    end
  end
  return of(list)
end

--- A table from the key's value to the first row that has it.
function methods:index(key)
  local get, map = getter(key), {}
  for i = 1, #self do
    local value = get(self[i])
    if value ~= nil and map[value] == nil then map[value] = self[i] end
  end
  return map
end

-- -1, 0 or 1; nil comes last, and values of one kind are compared as such.
local function compare(a, b)
  if a == nil or b == nil then return a == b and 0 or a == nil and 1 or -1 end
  if a == b then return 0 end
  return a < b and -1 or 1
end

--- Sorted by keys: names, "-name" for falling order, or functions(row). Rows that are equal keep their order; nil comes last.
function methods:sort(...)
  local wanted, order = { ... }, {}
  local gets, falling = {}, {}
  for k, key in ipairs(wanted) do
    if type(key) == "string" and key:sub(1, 1) == "-" then key, falling[k] = key:sub(2), true end
    gets[k] = getter(key)
  end
  for i = 1, #self do
    local item = { row = self[i], at = i }
    for k = 1, #gets do item[k] = gets[k](self[i]) end
    order[i] = item
  end
  table.sort(order, function(x, y)
    for k = 1, #gets do
      local d = compare(x[k], y[k])
      if falling[k] and x[k] ~= nil and y[k] ~= nil then d = -d end
      if d ~= 0 then return d < 0 end
    end
    return x.at < y.at
  end)
  for i = 1, #order do order[i] = order[i].row end
  return of(order)
end

--- Pairs { left = row, right = row or nil } of the rows of two lists that agree on a key or function.
function methods:join(other, key)
  local get, right = getter(key), of(other):index(key)
  return self:map(function(row)
    local value = get(row)
    return { left = row, right = value ~= nil and right[value] or nil }
  end)
end

--- A crossing: rows:pivot("area", "period") gives { rows = keys, columns = keys, at = function(r, c) → list of rows }.
function methods:pivot(row_key, column_key)
  local row_get, column_get, cells = getter(row_key), getter(column_key), {}
  for i = 1, #self do
    local r, c = row_get(self[i]), column_get(self[i])
    if r ~= nil and c ~= nil then
      cells[r] = cells[r] or {}
      cells[r][c] = cells[r][c] or of {}
      local cell = cells[r][c]
      cell[#cell + 1] = self[i]
    end
  end
  return {
    rows = self:values(row_key), columns = self:values(column_key),
    at = function(r, c) return cells[r] and cells[r][c] or of {} end,
  }
end

--- Both lists, one behind the other.
function methods:with(other)
  local list = {}
  for i = 1, #self do list[i] = self[i] end
  for i = 1, #other do list[#list + 1] = other[i] end
  return of(list)
end

--- The first n.
function methods:take(n)
  local list = {}
  for i = 1, math.min(n, #self) do list[i] = self[i] end
  return of(list)
end

return rows
