-- likeness.lua - how alike two phrases are, in per cent: by the characters that they share once verbs and numbers are off.
local words = require "rules.tasks"
local chars = require "zb.chars"

local likeness = {}

local function longest_first(list)
  local sorted = { table.unpack(list) }
  table.sort(sorted, function(a, b)
    if #a ~= #b then return #a > #b end
    return a < b
  end)
  return sorted
end

local verbs, of_policies = longest_first(words.verbs), longest_first(words.of_policies)

local marks = {}
for _, c in ipairs(chars.list("“”‘’《》（）()，。；：、,;:!！?？—-～·•「」〔〕【】[]% 　")) do marks[c] = true end

-- A place where a character of a Chinese text begins, so that no verb is found across two of them.
local function without(s, word)
  local from = 1
  while true do
    local at, stop = s:find(word, from, true)
    if not at then return s end
    s = s:sub(1, at - 1) .. s:sub(stop + 1)
    from = at
  end
end

--- The characters of a phrase that name its thing.
function likeness.core(phrase)
  for _, verb in ipairs(verbs) do phrase = without(phrase, verb) end
  local list = {}
  for _, c in ipairs(chars.list(phrase)) do
    if not marks[c] and not c:find("^[%d.]") then list[#list + 1] = c end
  end
  return list
end

--- The core of a policy's name: without the words that many such names share, and without the area's.
function likeness.policy(name, area)
  if area ~= "" then name = without(name, area) end
  for _, word in ipairs(of_policies) do name = without(name, word) end
  return likeness.core(name)
end

local function counts(list)
  local n = {}
  for _, key in ipairs(list) do n[key] = (n[key] or 0) + 1 end
  return n
end

local function shared(a, b)
  local n, of_b = 0, counts(b)
  for key, k in pairs(counts(a)) do n = n + math.min(k, of_b[key] or 0) end
  return n
end

--- How alike two cores are, 0 to 100. One of one or two characters is half like what it is part of, else like its equal only.
function likeness.of(a, b)
  if #a == 0 or #b == 0 then return 0 end
  if math.min(#a, #b) <= 2 then
    local x, y = table.concat(a), table.concat(b)
    return x == y and 100 or (x:find(y, 1, true) or y:find(x, 1, true)) and 50 or 0
  end
  return 200 * shared(a, b) // (#a + #b)
end

-- Neighbouring characters, joined.
local function pairs_of(list)
  local twos = {}
  for i = 1, #list - 1 do twos[i] = list[i] .. list[i + 1] end
  return twos
end

--- How much of a core, of two characters at least, stands in a text (its characters), 0 to 100: by pairs of neighbours.
function likeness.within(core, text)
  if #core < 2 then return 0 end
  local twos = pairs_of(core)
  return 100 * shared(twos, pairs_of(text)) // #twos
end

return likeness
