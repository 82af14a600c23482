-- departments.lua - who is in charge, as a text names it: 责任单位：市民政局、市财政局, or …的意见（市民政局）. The words are in
-- rules/lists.lua.
local words = require "rules.lists"
local chars = require "zb.chars"

local departments = {}

local colons = { "：", ":" }
local opens, closes = { "（", "(" }, { "）", ")" }

local function is_department(name)
  name = chars.trim(name)
  if chars.len(name) < 2 or chars.len(name) > 24 then return false end
  local plain = name:gsub("（.-）$", "")
  return chars.ends(plain, words.departments) ~= nil
end

local name_marks = { "、", "，", ",", "；", ";", " " }

-- The names in a text, trimmed; 各州、市人民政府 is one.
local function names_of(text)
  local names = {}
  for _, part in ipairs(chars.split(text, name_marks)) do
    local last = names[#names]
    if last and chars.starts(last, { "各" }) and not chars.ends(last, words.departments) then
      names[#names] = last .. "、" .. chars.trim(part)
    else
      names[#names + 1] = chars.trim(part)
    end
  end
  return names
end

-- Names of departments in a text, or nil where one of them is none.
local function departments_of(text)
  local names = names_of(text)
  for _, name in ipairs(names) do if not is_department(name) then return nil end end
  return #names > 0 and names or nil
end

-- Takes 责任单位：… out of a text. Returns: the text without it, and the names.
local function take_labels(text)
  local names, from = {}, 1
  while true do
    local word, at, stop = chars.first(text, words.in_charge, from)
    if not word then break end
    local colon = chars.starts(text:sub(stop + 1), colons)
    if not colon then
      from = stop + 1
    else
      local _, last, close = chars.first(text, { "）", ")", "。", "；", ";" }, stop + #colon + 1)
      local body = text:sub(stop + #colon + 1, (last or #text + 1) - 1)
      for _, name in ipairs(names_of(body)) do names[#names + 1] = name end
      local open = chars.ends(text:sub(1, at - 1), opens)
      text = text:sub(1, at - 1 - #(open or "")) .. text:sub((close or #text) + 1)
      from = math.max(at - #(open or ""), 1)
    end
  end
  return text, names
end

-- Takes a last bracket that holds departments only: …的意见（市民政局）. Returns: the text without it, and the names.
local function take_bracket(text)
  local tail = chars.ends(text, { "。", "；", ";" }) or ""
  local body = chars.trim(text:sub(1, -#tail - 1))
  local close = chars.ends(body, closes)
  if not close then return text, {} end
  local depth = 0
  for i = #body - #close, 1, -1 do
    local here = body:sub(i)
    if chars.starts(here, closes) then depth = depth + 1 end
    local open = chars.starts(here, opens)
    if open and depth == 0 then
      local names = departments_of(body:sub(i + #open, -#close - 1))
      if names then return chars.trim(body:sub(1, i - 1)), names end
      return text, {}
    elseif open then
      depth = depth - 1
    end
  end
  return text, {}
end

--- The departments that a text names by a label; an empty list where it has none.
function departments.labelled(text)
  local _, names = take_labels(text)
  return names
end

--- The departments that a text names as in charge, by a label (责任单位：…) or in a bracket at its end: a list of names, and the
--- text without them.
function departments.of(text)
  local rest, names = take_labels(text)
  if #names == 0 then rest, names = take_bracket(rest) end
  return names, rest
end

return departments
