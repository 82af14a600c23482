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

-- How often each of a list's strings stands in it: keys, each once, and n, by key.
local function bag_of(list)
  local bag = { keys = {}, n = {} }
  for _, key in ipairs(list) do
    if not bag.n[key] then bag.keys[#bag.keys + 1] = key end
    bag.n[key] = (bag.n[key] or 0) + 1
  end
  return bag
end

-- Neighbouring characters, joined.
local function pairs_of(core)
  local twos = {}
  for i = 1, #core - 1 do twos[i] = core[i] .. core[i + 1] end
  return twos
end

-- A core is held against many: it keeps the bags of its characters and of their pairs.
local function ones(core)
  core.ones = core.ones or bag_of(core)
  return core.ones
end

local function twos(core)
  core.twos = core.twos or bag_of(pairs_of(core))
  return core.twos
end

local function shared(a, b)
  local n = 0
  for _, key in ipairs(a.keys) do
    local k, other = a.n[key], b.n[key]
    if other then n = n + (k < other and k or other) end
  end
  return n
end

--- How alike two cores are, 0 to 100. One of one or two characters is half like what it is part of, else like its equal only.
function likeness.of(a, b)
  if #a == 0 or #b == 0 then return 0 end
  if math.min(#a, #b) <= 2 then
    local x, y = table.concat(a), table.concat(b)
    return x == y and 100 or (x:find(y, 1, true) or y:find(x, 1, true)) and 50 or 0
  end
  return 200 * shared(ones(a), ones(b)) // (#a + #b)
end

--- How much of a core, of two characters at least, stands in a text (its core), 0 to 100: by pairs of neighbours.
function likeness.within(core, text)
  if #core < 2 then return 0 end
  return 100 * shared(twos(core), twos(text)) // (#core - 1)
end

--- Many texts (their cores) to look cores up in: for likeness.among.
function likeness.index(texts)
  local places = {}                 -- by pair of neighbours: number of a text, how often it has the pair, and so on
  for i, core in ipairs(texts) do
    local bag = twos(core)
    for _, key in ipairs(bag.keys) do
      local list = places[key] or {}
      places[key] = list
      list[#list + 1], list[#list + 2] = i, bag.n[key]
    end
  end
  return { n = #texts, places = places }
end

--- How much of a core, of two characters at least, stands in each text of an index: as likeness.within, by the text's number; nil
--- where nothing does.
function likeness.among(core, index)
  local bag, found = twos(core), {}
  for _, key in ipairs(bag.keys) do
    local list, k = index.places[key] or {}, bag.n[key]
    for at = 1, #list, 2 do
      local n = list[at + 1]
      found[list[at]] = (found[list[at]] or 0) + (k < n and k or n)
    end
  end
  for i = 1, index.n do found[i] = found[i] and 100 * found[i] // (#core - 1) end
  return found
end

return likeness
