-- overlay.lua - a shipped table of rules/ with the user's laid over it; what `require "rules.NAME"` gives.
--
-- Key by key, whatever the depth. A list whose entries have a code or a name is laid over entry by entry: one of the same code
-- (or name) changes the keys that it has, others come behind. Any other list takes the place of the shipped one. Neither table
-- is changed.
local overlay

local function identity(entry)
  return type(entry) == "table" and (entry.code or entry.name) or nil
end

local function named_list(list)
  for _, entry in ipairs(list) do if not identity(entry) then return false end end
  return #list > 0
end

local function lay(list, over)
  local place = {}
  for i, entry in ipairs(list) do place[identity(entry)] = i end
  for _, entry in ipairs(over) do
    local at = place[identity(entry)] or #list + 1
    list[at], place[identity(entry)] = overlay(list[at], entry), at
  end
end

--- base with over on it: a new table.
function overlay(base, over)
  if type(base) ~= "table" or type(over) ~= "table" then
    if over == nil then return base end
    return over
  end
  local result, listed = {}, #over > 0
  for key, value in pairs(base) do
    if not listed or math.type(key) ~= "integer" then result[key] = value end
  end
  if listed and named_list(base) and named_list(over) then
    for i, entry in ipairs(base) do result[i] = entry end
    lay(result, over)
  else
    for i, entry in ipairs(over) do result[i] = entry end
  end
  for key, value in pairs(over) do
    if math.type(key) ~= "integer" then result[key] = overlay(base[key], value) end
  end
  return result
end

return overlay
