-- types.lua - the init.lua of each report type: how to know the type, and its sections.
local zb = ...
local place, schema, words = zb.use "place", zb.use "schema", zb.use "words"
local types = {}

local names = zb.names
local by_name, list = {}, {}

local phrases = schema.list(schema.string)
local section_flags = { glossary = 2, goals = 4, recap = 8, closing = 16 }
local years = { meeting = 0, reported = 1 }

local section_fields = {
  name = schema.string, status = schema.one_of(names.status), period = schema.one_of(names.period),
  order = schema.integer(0, 255), start = phrases, heading = phrases, anywhere = phrases,
}
for flag in pairs(section_flags) do section_fields[flag] = schema.boolean end

local check = schema.record {
  title = schema.string, order = schema.integer(0, 1000), year = schema.one_of(years),
  marks = schema.list(schema.record({}, { schema.string, schema.integer(1, 255) }, { 1, 2 })),
  threshold = schema.integer(1, 255), sections = schema.list(schema.record(section_fields, nil, { "name" })),
  first = schema.string, note = schema.text,
}

local function add_section(t, s, at)
  local known = t.section[s.name]
  if not known then
    known = { name = s.name, phrases = {}, number = #t.sections }
    t.section[s.name] = known
    t.sections[#t.sections + 1] = known
    if #t.sections > 255 then place.fail(at, "more than 255 sections") end
  end
  for _, key in ipairs { "status", "period", "order" } do
    if s[key] ~= nil then known[key] = names[key] and names[key][s[key]] or s[key] end
  end
  for flag in pairs(section_flags) do
    if s[flag] ~= nil then known[flag] = s[flag] end
  end
  for _, how in ipairs { "anywhere", "start", "heading" } do
    for i, text in schema.items(s[how] or {}) do
      local here = place.of(at.file, "sections", at[2], how, i)
      known.phrases[#known.phrases + 1] = { text = text, how = how, at = here }
    end
  end
end

local function set_first(t, name, at)
  if not t.section[name] then
    place.fail(at, "no section '" .. name .. "'" .. schema.instead(name, schema.keys(t.section)), { child = "first" })
  end
  t.first = t.section[name].number + 1
end

-- Reads the init.lua of a type; a second one (the user's) is laid over the first.
function types.add(name, file, value)
  local at, t = place.of(file), by_name[name]
  if not name:find("^[a-z][a-z0-9_]*$") or #name > 40 then
    place.fail(at, "the directory of a report type has a name of small letters, digits and _")
  end
  check(at, value)
  if not t then
    t = { name = name, order = 1000, threshold = 1, section = {}, sections = {}, marks = {} }
    by_name[name] = t
    list[#list + 1] = t
  end
  for _, key in ipairs { "title", "order", "year", "threshold" } do
    if value[key] ~= nil then t[key] = value[key] end
  end
  if not t.title then place.tell(at, "'title' is missing here") end
  for i, m in schema.items(value.marks or {}) do
    t.marks[#t.marks + 1] = { text = m[1], weight = m[2], at = place.of(file, "marks", i, 1) }
  end
  local seen = {}
  for i, s in schema.items(value.sections or {}) do
    local here = place.of(file, "sections", i)
    if seen[s.name] then
      place.tell(here, "the section '" .. s.name .. "' is there twice", { child = "name", code = "twice" })
    end
    seen[s.name] = true
    place.try(add_section, t, s, here)
  end
  if value.first ~= nil then place.try(set_first, t, value.first, at) end
end

-- Numbers the types by their order, then name. Returns: number by name, and how many there are.
function types.number()
  local number = {}
  table.sort(list, function(a, b)
    if a.order ~= b.order then return a.order < b.order end
    return zb.less(a.name, b.name)
  end)
  for i, t in ipairs(list) do
    number[t.name] = i - 1
    t.number = i - 1
  end
  return number, #list
end

function types.has(name) return by_name[name] ~= nil or place.unread[name .. "/init"] ~= nil end

-- The directories that there may be: common, and those of the types.
function types.directories()
  local directories = schema.keys(by_name)
  directories[#directories + 1] = "common"
  return directories
end

local opening_flags = { anywhere = 0, start = 2, heading = 4 }

local function add_phrase(t, s, p, seen)
  local word = words.add(p.text, nil, nil, nil, p.at)
  local key = p.how .. " " .. word.text
  if seen[key] then return end
  word.openings = word.openings or {}
  word.openings[#word.openings + 1] = { type = t.number, section = s.number, flags = opening_flags[p.how] }
  seen[key] = true
end

local function add_mark(t, m)
  local word = words.add(m.text, nil, nil, nil, m.at)
  word.marks = word.marks or {}
  local last = word.marks[#word.marks]
  if last and last.type == t.number then   -- two spellings of one phrase: the heavier counts
    last.weight = math.max(last.weight, m.weight)
  else
    word.marks[#word.marks + 1] = { type = t.number, weight = m.weight }
  end
end

local function add_phrases(t)
  for _, s in ipairs(t.sections) do
    local seen = {}
    for _, p in ipairs(s.phrases) do
      place.try(add_phrase, t, s, p, seen)
    end
  end
  for _, m in ipairs(t.marks) do place.try(add_mark, t, m) end
end

function types.emit()
  for _, t in ipairs(list) do
    zb.type { name = t.name, title = t.title or "", year_is = years[t.year or "meeting"], fallback = t.first or 0,
              threshold = t.threshold }
    for _, s in ipairs(t.sections) do
      s.flags = 0
      for flag, bit in pairs(section_flags) do
        if s[flag] then s.flags = s.flags | bit end
      end
      zb.section(s)
    end
    add_phrases(t)
  end
end

return types
