-- option.lua - the options of a report script: what they may be declared as, and from the user's words to their values.
--
-- An option is declared as a table:
--   name      as on the command line, without dashes: letters and -
--   kind      one of the keys of `kinds` below
--   about     one line of help: text, or { zh = …, en = … }
--   default   the value where the user gives none (already a value, not words)
--   required  true: the report cannot be made without it
--   choices   of kind choice: the list of words allowed
local catalogue = require "zb.catalogue"
local derive = require "zb.derive"
local period = require "zb.period"

local option = {}

-- Edits (insert, delete, replace) from a to b, in bytes; good enough to find what was mistyped.
local function distance(a, b)
  local last = {}
  for j = 0, #b do last[j] = j end
  for i = 1, #a do
    local now = { [0] = i }
    for j = 1, #b do
      local swap = a:byte(i) == b:byte(j) and 0 or 1
      now[j] = math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + swap)
    end
    last = now
  end
  return last[#b]
end

--- The candidate nearest to a word that was mistyped; nil where none is near.
function option.nearest(word, candidates)
  local best, least
  if #word > 48 then return nil end
  for _, candidate in ipairs(candidates) do
    local d = #candidate <= 48 and distance(word, candidate) or math.huge
    if d <= #word // 3 + 2 and d < #candidate and (not least or d < least) then best, least = candidate, d end
  end
  return best
end

--- Raises a fault of the caller, which is told without a place in a script.
function option.fail(message, ...)
  error({ message = message:format(...) }, 0)
end

local function unknown(what, word, candidates)
  local near = option.nearest(word, candidates)
  if near then option.fail("%s '%s' is not known; did you mean '%s'?", what, word, near) end
  option.fail("%s '%s' is not known; it is one of %s", what, word, table.concat(candidates, ", "))
end

local by_word      -- indicator by code, name and alias

local function indicator(word)
  if not by_word then
    by_word = {}
    for _, x in ipairs(catalogue.indicators()) do
      by_word[x.code], by_word[x.name] = x, x
    end
    for _, x in ipairs(catalogue.indicators()) do
      for alias in x.aliases:gmatch("[^|]+") do by_word[alias] = by_word[alias] or x end
    end
  end
  local found = by_word[word] or derive.indicator(word)
  if found then return found end
  local names = derive.codes()
  for _, x in ipairs(catalogue.indicators()) do
    names[#names + 1] = x.code
    names[#names + 1] = x.name
  end
  local near = option.nearest(word, names)
  if near then option.fail("indicator '%s' is not known; did you mean '%s'?", word, near) end
  option.fail("indicator '%s' is not known; zhibiao indicators lists them", word)
end

--- Indicator of the catalogue by code, name or alias, or a derived one (zb.derive). Raises where there is
--- none, naming the nearest.
option.indicator = indicator

local function split(words)
  local list = {}
  for word in words:gmatch("[^,，]+") do list[#list + 1] = word end
  return list
end

-- Each kind: argument (as in a help text; nil takes none) and read(words, declaration), which returns the value or raises.
local kinds = {
  flag = { read = function() return true end },
  text = { argument = "TEXT", read = function(words) return words end },
  words = { argument = "A,B,…", read = split },
  integer = {
    argument = "N",
    read = function(words, declared)
      local n = math.tointeger(tonumber(words))
      if not n or n < 0 then option.fail("--%s wants a number from 0 on, not '%s'", declared.name, words) end
      return n
    end,
  },
  year = {
    argument = "YEAR",
    read = function(words, declared)
      local n = words:find("^%d%d%d%d$") and math.tointeger(tonumber(words))
      if not n then option.fail("--%s wants a year such as 2025, not '%s'", declared.name, words) end
      return n
    end,
  },
  period = {
    argument = "PERIOD",
    read = function(words, declared)
      if not period.parse(words) then
        option.fail("--%s wants a period such as 2025, 2021-2025, 2025-S1, 2025-Q1 or 2025-06, not '%s'", declared.name, words)
      end
      return words
    end,
  },
  choice = {
    argument = "WORD",
    read = function(words, declared)
      for _, word in ipairs(declared.choices) do if word == words then return word end end
      unknown("--" .. declared.name, words, declared.choices)
    end,
  },
  indicator = { argument = "INDICATOR", read = indicator },
  indicators = {
    argument = "I,J,…",
    read = function(words)
      local list = {}
      for i, word in ipairs(split(words)) do list[i] = indicator(word) end
      return list
    end,
  },
}

--- What stands for the option's value in a help text; "" where it takes none.
function option.argument(declared) return kinds[declared.kind].argument or "" end

--- The value that the user's words give. Raises a fault of the caller.
function option.read(declared, words) return kinds[declared.kind].read(words, declared) end

local keys = { name = "string", kind = "string", about = true, default = true, required = "boolean", choices = "table" }

--- Checks a declaration. Returns: nil, or what is wrong with it.
function option.check(declared)
  if type(declared) ~= "table" then return "an option is a table" end
  for key, value in pairs(declared) do
    local want = keys[key]
    if not want then return ("unknown key '%s' of an option"):format(tostring(key)) end
    if want ~= true and type(value) ~= want then return ("'%s' of an option must be a %s"):format(key, want) end
  end
  if not declared.name or not declared.name:find("^[a-z][a-z-]*$") then return "an option's name has small letters and -" end
  if not kinds[declared.kind or ""] then
    local names = {}
    for name in pairs(kinds) do names[#names + 1] = name end
    table.sort(names)
    return ("option '%s': kind is one of %s"):format(declared.name, table.concat(names, ", "))
  end
  if declared.kind == "choice" and not declared.choices then return ("option '%s' has no choices"):format(declared.name) end
end

return option
