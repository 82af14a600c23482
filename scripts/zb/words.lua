-- words.lua - every word that is looked for in a text, with all that it says: lexicon, indicators, areas, phrases.
local zb = ...
local place, schema = zb.use "place", zb.use "schema"
local names = zb.names

local words, nothing = {}, {}
local entry_of, order = {}, {}
local classes, first_user = {}, zb.first_user_class
local user_classes, user_class_at = {}, {}

for name, number in pairs(names.class) do classes[name] = number end

-- Classes that the lexicon cannot add to: made by the engine, or from other files.
local made = {}
for _, name in ipairs { "text", "figure", "date", "number", "comma", "pause", "semicolon", "stop", "colon", "open", "close",
                        "mark", "quoted", "indicator", "area", "literal" } do
  made[name] = true
end

words.classes = classes

-- A new class of the user's. Returns: its number.
function words.new_class(name, at)
  local number = first_user + #user_classes
  if number > 63 then
    place.fail(at, "too many classes: " .. 64 - first_user .. " may be added")
  end
  user_classes[#user_classes + 1] = name
  user_class_at[name] = place.of(at.file, name)
  classes[name] = number
  return number
end

-- The word as normalised text has it; a mistake where it can be none.
function words.normal(text, at)
  if type(text) ~= "string" then schema.string(at, text) end
  local word, wrong = zb.normal(text)
  if not word then place.fail(at, wrong) end
  return word
end

local function clash(e, what, at)
  place.fail(at, ("'%s' says two things: its %s here is not that of %s"):format(e.text, what, place.name(e.at)))
end

-- Adds a word to a class, or says more of it. ref: number of the indicator or area, or nil; attributes: numbers by name
-- (sign, basis, …, flags), or nil. at is kept. Returns: the word's record, to which openings and marks may be added.
function words.add(text, class, ref, attributes, at)
  local word = words.normal(text, at)
  local e = entry_of[word]
  if not e then
    e = { text = word, classes = 0, at = at }
    entry_of[word] = e
    order[#order + 1] = e
  end
  if class then e.classes = e.classes | 1 << class end
  if ref then
    if e.ref and e.ref ~= ref then clash(e, "meaning", at) end
    e.ref = ref
  end
  for name, value in pairs(attributes or nothing) do
    e.attributes = e.attributes or {}
    local before = e.attributes[name]
    if name == "flags" or name == "roles" then
      value = value | (before or 0)
    elseif before ~= nil and before ~= value then
      clash(e, name, at)
    end
    e.attributes[name] = value
  end
  return e
end

-- The record of a word, or nil.
function words.get(text) return entry_of[zb.normal(text)] end

-- lexicon.lua

local flags = { near = 1, start = 2, heading = 4, total = 8 }

local fields = {
  sign = schema.sign, years = schema.integer(1, 255), parts = schema.string,
  basis = schema.one_of(names.basis), bound = schema.one_of(names.bound),
  status = schema.one_of(names.status), period = schema.one_of(names.period),
}
for flag in pairs(flags) do fields[flag] = schema.boolean end

local check_word = schema.record(fields, { schema.string }, { 1 })
local check_defaults = schema.record(fields)

-- Attributes by name as numbers.
local function resolve(entry, defaults)
  local a = {}
  for name in pairs(fields) do
    local value = entry[name]
    if value == nil then value = defaults[name] end
    if flags[name] then
      if value then a.flags = (a.flags or 0) | flags[name] end
    elseif value ~= nil then
      a[name] = names[name] and names[name][value] or value
    end
  end
  return a
end

local twice = { code = "twice" }
local class_defaults = {}        -- of the shipped lexicon: words that a user adds to a class have them, too

local function add_class(at, name, list)
  schema.table(at, list)
  if made[name] then
    place.fail(at, "no word can be added to the class '" .. name .. "': the engine or another file makes it", { key = true })
  end
  if not name:find("^[a-z][a-z0-9_]*$") or #name > 40 then
    place.fail(at, "a class has a name of small letters, digits and _", { key = true })
  end
  local role = names.role[name]
  local class = not role and (classes[name] or words.new_class(name, at)) or nil
  local defaults = class_defaults[name] or {}
  if list.defaults ~= nil and schema.attempt(at, "defaults", list.defaults, check_defaults) then defaults = list.defaults end
  class_defaults[name] = defaults
  for _, key in ipairs(schema.keys(list)) do
    if key ~= "defaults" then
      place.tell(at, "unknown key '" .. key .. "'" .. schema.instead(key, { "defaults" }),
                 { child = key, key = true, code = "key" })
    end
  end
  local function attributes(entry)
    local a = resolve(entry, defaults)
    if role then a.roles = 1 << role end
    return a
  end
  local plain = attributes {}
  local seen = {}
  local function add(entry, here)
    if type(entry) == "table" then check_word(here, entry) end
    local e = words.add(type(entry) == "table" and entry[1] or entry, class, nil,
                        type(entry) == "table" and attributes(entry) or plain, here)
    if not seen[e] then seen[e] = here
    else place.warn(here, ("'%s' is in this class already, in line %d"):format(e.text, place.line(seen[e])), twice) end
  end
  for i, entry in ipairs(list) do place.try(add, entry, place.of(at.file, name, i)) end
end

-- Groups: a name for several classes, for patterns.
words.groups = {}

local function add_groups(at, groups)
  schema.map(schema.list(schema.string))(at, groups)
  for _, name in ipairs(schema.keys(groups)) do
    if classes[name] then
      place.tell(place.of(at.file, "groups", name), "'" .. name .. "' is a class; a group needs a name of its own",
                 { key = true })
    end
    local mask = 0
    for i, class in schema.items(groups[name]) do
      if classes[class] then
        mask = mask | 1 << classes[class]
      else
        place.tell(place.of(at.file, "groups", name, i),
                   "unknown class '" .. class .. "'" .. schema.instead(class, schema.keys(classes)), { code = "class" })
      end
    end
    words.groups[name] = mask
  end
end

function words.lexicon(file, value)
  local at = place.of(file)
  schema.map(schema.table)(at, value)
  for _, name in ipairs(schema.keys(value)) do
    if name == "groups" then goto later end
    schema.attempt(at, name, value[name], function(here, list) add_class(here, name, list) end)
    ::later::
  end
  if value.groups ~= nil then schema.attempt(at, "groups", value.groups, add_groups) end
end

-- A class that is not the engine's and that no pattern takes does nothing. used: the bits of all patterns' classes. Where
-- there are files of a user's only those are held to it: a rule of theirs may have replaced the one that took a class.
function words.check_used(used)
  local known, user = {}, false
  for _, file in ipairs(zb.files) do user = user or file.user end
  for _, name in ipairs(schema.keys(names.role)) do known[#known + 1] = name end
  for _, name in ipairs(schema.keys(classes)) do
    if not made[name] and (not user_class_at[name] or used & 1 << classes[name] ~= 0) then known[#known + 1] = name end
  end
  for _, name in ipairs(user_classes) do
    if used & 1 << classes[name] == 0 and user_class_at[name].file.user == user then
      local near = schema.instead(name, known)
      place.tell(user_class_at[name], "class '" .. name .. "' is used by no rule" ..
                                      (near:find("did you mean", 1, true) and near or "; name it in a rule's match"),
                 { key = true, code = "class" })
    end
  end
end

-- The bits of the classes that a token can have inside of a clause: the engine's own, and those that have words. Known once all
-- words are.
function words.alive()
  local bits = 0
  for _, name in ipairs { "text", "date", "number", "pause", "colon", "open", "close", "mark", "quoted" } do
    bits = bits | 1 << classes[name]
  end
  for _, e in ipairs(order) do bits = bits | e.classes end
  return bits & ~(1 << classes.opaque)
end

-- Hands everything to the builder; each word's record has its number from then on.
function words.emit()
  for _, name in ipairs(user_classes) do zb.class { name = name } end
  for i, e in ipairs(order) do
    e.number = i - 1
    zb.word(e.text, e.classes, e.ref, e.attributes)
    for _, o in ipairs(e.openings or {}) do zb.opening(o) end
    for _, m in ipairs(e.marks or {}) do zb.typemark(m) end
  end
end

return words
