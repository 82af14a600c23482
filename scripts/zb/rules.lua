-- rules.lua - reads every file of rules/ and of the user's directory laid over it, checks them, and hands the records
-- to the builder. This is the entry; it returns a function that does it all.
local zb = ...
local place, schema, words = zb.use "place", zb.use "schema", zb.use "words"
local tables, areas, types, head = zb.use "tables", zb.use "areas", zb.use "types", zb.use "head"
local table_words, pattern, reporting = zb.use "table", zb.use "pattern", zb.use "reporting"
local derived, examples = zb.use "derived", zb.use "examples"
local names = zb.names

-- Runs a rule file. Returns: the table that it returns.
local function read(file)
  local ok, value, line = zb.run(file.number)
  if not ok then place.fail_line(file, value, line) end
  if type(value) ~= "table" then
    place.fail_line(file, "the file must return a table, not " .. schema.shown(value), 1)
  end
  return value
end

-- Reads a file and hands its table on.
local function read_into(take, file, ...)
  local value
  if place.try(function() value = read(file) end) then
    place.try(take, file, value, ...)
  else
    place.unread[file.group and file.group .. "/" .. file.base or file.base] = true
  end
end

local check_rule = schema.record({
  name = schema.string, match = schema.text, measure = schema.one_of(names.measure), basis = schema.one_of(names.basis),
  bound = schema.one_of(names.bound), status = schema.one_of(names.status), sign = schema.sign,
  priority = schema.integer(-1000000, 1000000), unclaimed = schema.boolean, phrase = schema.boolean,
  examples = examples.list, hook = schema["function"], note = schema.text,
}, nil, { "name", "match" })

local rules, rule_of = {}, {}

local function add_rule(group, file, i, r)
  local at = place.of(file, i)
  schema.within(place.of(file), i, r, check_rule)
  if not r.name:find("^[a-z][a-z0-9_]*$") then
    place.fail(at, "a rule's name has small letters, digits and _", { child = "name" })
  end
  local name = group .. "/" .. r.name
  local known = rule_of[name]
  if known and known.file.user == file.user then
    place.fail(at, ("the rule '%s' is there twice: also in %s"):format(name, place.name(known.at)),
               { child = "name", code = "twice" })
  end
  local slot = known or { name = name, group = group }
  if not known then
    rules[#rules + 1], rule_of[name] = slot, slot
    slot.origin, slot.index, slot.first = file, i, file.user and 0 or 1
  end
  slot.rule, slot.file, slot.at, slot.hook_index = r, file, at, i
end

local function add_rules(file, value, group)
  schema.table(place.of(file), value)
  for i, r in ipairs(value) do place.try(add_rule, group, file, i, r) end
  schema.list(schema.any)(place.of(file), value)
end

-- Higher priority first, then the user's before the shipped, then files by name, then place in the file.
local function before(a, b)
  local pa, pb = a.rule.priority or 0, b.rule.priority or 0
  if pa ~= pb then return pa > pb end
  if a.first ~= b.first then return a.first < b.first end
  if a.origin ~= b.origin then return zb.less(a.origin.path, b.origin.path) end
  return a.index < b.index
end

local hook_text = {}

local function hook_number(slot)
  local file = slot.file
  local held = hook_text[file]
  local number, at, n = zb.hook { file = file.name, index = slot.hook_index, text = not held and file.text or nil,
                                  at = held and held.at, n = held and held.n }
  hook_text[file] = held or { at = at, n = n }
  return number
end

local function emit_rules(number, count)
  for _, slot in ipairs(rules) do
    local r, p = slot.rule, slot.pattern
    for _, row in ipairs { p.left, p.right } do
      for _, e in ipairs(row) do pattern.emit(e) end
    end
    zb.rule {
      name = slot.name, kinds = p.kinds, left_n = #p.left, right_n = #p.right, subject = p.subject,
      types = slot.group == "common" and (1 << count) - 1 or number[slot.group] and 1 << number[slot.group] or 0,
      measure = names.measure[r.measure], basis = names.basis[r.basis], bound = names.bound[r.bound],
      status = names.status[r.status], sign = r.sign, priority = r.priority, unclaimed = r.unclaimed and 1 or 0,
      phrase = r.phrase and 1 or 0,
      hook = r.hook and hook_number(slot) or nil,
    }
  end
end

local top = { units = tables.units, catalogue = tables.catalogue, terms = tables.terms, areas = areas.add,
              lexicon = words.lexicon, head = head.add, table = table_words.add, lists = reporting.lists,
              targets = reporting.targets, tasks = reporting.tasks, derived = derived.add,
              checks = reporting.checks, flags = reporting.flags }

-- Sorts the files by what they are: { group = directory or nil, base = name without .lua }. The group cases is for zhibiao
-- test.
local function place_file(file)
  file.group, file.base = file.path:match("^rules/([^/]*)/([^/]*)%.lua$")
  if not file.group then file.base = file.path:match("^rules/([^/]*)%.lua$") end
  if not file.group and not top[file.base] then
    place.fail_line(file, "no file of this name is read here; report types have directories" ..
                          schema.instead(file.base, schema.keys(top)), 1)
  end
end

local function add_type(file, value) types.add(file.group, file, value) end

local function check_cases(file, value) examples.cases(place.of(file), value) end

local function want_type(file)
  if file.group ~= "common" and not types.has(file.group) then
    place.fail_line(file, "no report type '" .. file.group .. "': its directory has no init.lua" ..
                          schema.instead(file.group, types.directories()), 1)
  end
end

local function read_rules()
  for _, file in ipairs(zb.files) do
    local type = file.group ~= "common" and file.group ~= "cases"
    if file.group and file.base == "init" and type then read_into(add_type, file) end
  end
  for _, file in ipairs(zb.files) do
    if file.group == "cases" then
      if zb.checking then read_into(check_cases, file) end
    elseif file.group and (file.base ~= "init" or file.group == "common") and place.try(want_type, file) then
      read_into(add_rules, file, file.group)
    end
  end
  table.sort(rules, before)
end

-- Parses the patterns. Returns: those that could be, whose rules are left.
local function parse()
  local good, parsed = {}, {}
  for _, slot in ipairs(rules) do
    if place.try(function() slot.pattern = pattern.parse(slot.at, slot.rule.match) end) then
      slot.pattern.at = slot.at
      good[#good + 1], parsed[#parsed + 1] = slot, slot.pattern
    end
  end
  rules = good
  return parsed
end

-- Hands everything to the builder.
local function emit(parsed, number, count)
  types.emit()
  tables.emit_units()
  tables.emit_indicators()
  tables.emit_terms()
  areas.emit()
  head.emit()
  table_words.emit()
  pattern.literals(parsed)
  words.emit()
  emit_rules(number, count)
end

--- Returns, where rules are checked: every mistake, and how many rules there are.
return function()
  local files = zb.files
  for _, file in ipairs(files) do file.placed = place.try(place_file, file) end
  for _, file in ipairs(files) do
    if file.placed and not file.group then read_into(top[file.base], file) end
  end
  reporting.finish()
  derived.finish()
  read_rules()
  local parsed = parse()
  words.check_used(pattern.classes(parsed))
  local number, count = types.number()
  emit(parsed, number, count)
  if zb.checking then
    zb.use "lint"(rules, number, count)
    return place.kept(), #rules
  end
end
