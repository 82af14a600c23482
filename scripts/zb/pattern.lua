-- pattern.lua - the `match` of a rule: a row of elements around one figure.
--
--   {subject} {basis}? {rise|'回升'} {figure:rate|point} {after}*
--
--   {class}  {a|b}      a word of the class; of one of the classes
--   'literal'           that word; also as an alternative: {rise|'回升'}
--   ? * +               behind an element: may be missing, any number, one or more
--   {figure}            exactly one; {figure:kind|kind} of these kinds of unit
--   {subject}           as the outermost on its side: the subject is what stands there
--   {carried}           at the left end: the subject told before; {carried} {subject}: with the words before the figure
--   ^  $                the clause begins, ends here
local zb = ...
local place, schema, words = zb.use "place", zb.use "schema", zb.use "words"
local pattern = {}

local subjects = zb.names.subject
local any = 255
local repeats = { ["?"] = { 0, 1 }, ["*"] = { 0, any }, ["+"] = { 1, any } }

local function fail(at, offset, message) place.fail(at, message, { child = "match", offset = offset, code = "pattern" }) end

local wrong              -- the pattern that is read has a mistake behind which the reading goes on

local function tell(at, offset, message, code)
  wrong = true
  place.tell(at, message, { child = "match", offset = offset, code = code })
end

-- Splits into { text, offset, low, high }; text is what stands between the braces, or a quoted literal.
local function split(at, match)
  local list, i = {}, 1
  while true do
    i = match:find("[^ \t\r\n]", i)
    if not i then return list end
    local c, stop, text = match:sub(i, i), i, nil
    if c == "{" then
      stop = match:find("}", i, true)
      if not stop then fail(at, i - 1, "the { is never closed") end
      text = match:sub(i + 1, stop - 1)
    elseif c == "'" then
      stop = match:find("'", i + 1, true)
      if not stop then fail(at, i - 1, "the ' is never closed") end
      text = match:sub(i, stop)
    elseif c == "^" or c == "$" then
      text = c
    else
      fail(at, i - 1, "an element is expected here: {class}, 'word', ^ or $; not '" ..
                      (match:match("^" .. utf8.charpattern, i) or c) .. "'")
    end
    local range = repeats[match:sub(stop + 1, stop + 1)]
    local item = { text = text, offset = i - 1, low = range and range[1] or 1, high = range and range[2] or 1 }
    item.repeated = range ~= nil
    list[#list + 1] = item
    i = stop + (range and 2 or 1)
    local next_char = match:sub(i, i)
    if next_char ~= "" and not next_char:find("[ \t\r\n{'$]") then
      fail(at, i - 1, "a space or an element is expected here; behind an element may stand one of ? * +")
    end
  end
end

-- The alternatives of an element, each with its offset.
local function alternatives(item)
  local list, from = {}, 1
  local shift = item.text:sub(1, 1) == "'" and 0 or 1
  for part, stop in item.text:gmatch("([^|]*)()") do
    local head, name = part:match("^(%s*)(.*)$")
    name = name:gsub("%s+$", "")
    list[#list + 1] = { name = name, offset = item.offset + shift + from - 1 + #head }
    from = stop + 1
  end
  return list
end

local function class_names()
  local list = schema.keys(words.classes)
  for _, name in ipairs { "subject", "carried", "figure" } do list[#list + 1] = name end
  for _, name in ipairs(schema.keys(words.groups)) do list[#list + 1] = name end
  return list
end

-- One element: { mask, literals, low, high }.
local function element(at, item)
  local e = { mask = 0, literals = {}, min = item.low, max = item.high, text = item.text, offset = item.offset }
  for _, a in ipairs(alternatives(item)) do
    local literal = a.name:match("^'(.*)'$")
    if literal then
      if literal == "" then fail(at, a.offset, "an empty word") end
      e.literals[#e.literals + 1] = { text = literal, offset = a.offset }
    elseif a.name == "figure" or a.name == "subject" or a.name == "carried" then
      fail(at, a.offset, "{" .. a.name .. "} stands alone, without alternatives and repeats")
    elseif words.groups[a.name] then
      e.mask = e.mask | words.groups[a.name]
    elseif words.classes[a.name] then
      e.mask = e.mask | 1 << words.classes[a.name]
    elseif place.unread["lexicon"] then
      wrong = true
    else
      tell(at, a.offset, "unknown class '" .. a.name .. "'" .. schema.instead(a.name, class_names()), "class")
    end
  end
  return e
end

-- The bits of the kinds named behind {figure:
local function kinds(at, item)
  local bits = 0
  local list = item.text:match("^figure:(.*)$")
  if not list then return (1 << zb.kinds) - 1 end
  local from = #"figure:"
  for name, stop in list:gmatch("([^|]*)()") do
    local number = zb.names.kind[name]
    if number then
      bits = bits | 1 << number
    else
      tell(at, item.offset + 1 + from, "unknown kind of figure '" .. name .. "'" ..
                                       schema.instead(name, schema.keys(zb.names.kind)), "kind")
    end
    from = #"figure:" + stop
  end
  return bits
end

local function find_figure(at, list)
  local figure
  for i, item in ipairs(list) do
    if item.text == "figure" or item.text:find("^figure:") then
      if figure then fail(at, item.offset, "a second {figure}; a rule has exactly one") end
      if item.repeated then fail(at, item.offset, "{figure} cannot be repeated") end
      figure = i
    end
  end
  if not figure then fail(at, 0, "no {figure}; a rule has exactly one") end
  return figure
end

-- Takes ^ $ {subject} {carried} off the ends of the row. Returns: first and last element left, and what was taken.
local function take_ends(list, figure)
  local first, last, taken = 1, #list, {}
  local function is(i, text) return list[i] and list[i].text == text and i ~= figure and not list[i].repeated end
  if is(first, "^") then taken.begins, first = list[first], first + 1 end
  if is(last, "$") then taken.ends, last = list[last], last - 1 end
  if first < figure and is(first, "carried") then taken.carried, first = list[first], first + 1 end
  if first < figure and is(first, "subject") then taken.left, first = list[first], first + 1 end
  if last > figure and is(last, "subject") then taken.right, last = list[last], last - 1 end
  return first, last, taken
end

local function subject(at, taken)
  if taken.right then
    if taken.left then fail(at, taken.right.offset, "a second {subject}") end
    if taken.carried then fail(at, taken.right.offset, "{subject} behind the figure, and {carried}: one of them") end
    return subjects.right
  end
  if taken.left and taken.begins then fail(at, taken.begins.offset, "^ before {subject} says nothing: leave it out") end
  if taken.carried then return taken.left and subjects.owner or subjects.carry end
  return taken.left and subjects.left or subjects.carry
end

-- Elements from..to of the list by step; an edge at the end where one was written.
local function side(at, list, from, to, step, edge)
  local row = {}
  for i = from, to, step do
    local text = list[i].text
    if text == "^" or text == "$" then
      fail(at, list[i].offset, text == "^" and "^ stands at the beginning" or "$ stands at the end")
    elseif text == "subject" then
      fail(at, list[i].offset, "{subject} is the outermost element of its side, without repeats")
    elseif text == "carried" then
      fail(at, list[i].offset, "{carried} is the first element, without repeats")
    end
    row[#row + 1] = element(at, list[i])
  end
  if edge then row[#row + 1] = { edge = true, mask = 0, literals = {}, min = 0, max = 0, flags = zb.edge } end
  return row
end

-- Returns: { left, right, kinds, subject, figure = its offset }; left from the figure outwards.
function pattern.parse(at, match)
  wrong = false
  local list = split(at, match)
  local figure = find_figure(at, list)
  local first, last, taken = take_ends(list, figure)
  local parsed = {
    kinds = kinds(at, list[figure]),
    figure = list[figure].offset,
    subject = subject(at, taken),
    left = side(at, list, figure - 1, first, -1, taken.begins),
    right = side(at, list, figure + 1, last, 1, taken.ends),
  }
  if wrong then place.give_up() end
  return parsed
end

-- Makes words of the literals of all patterns. One that is only a literal counts near a figure only, unless free text may
-- stand between.
function pattern.literals(parsed)
  local far, order = {}, {}
  local free = 1 << words.classes.text
  local function look(row, at)
    local open = false
    for _, e in ipairs(row) do
      for _, l in ipairs(e.literals) do
        if place.try(function() l.word = words.normal(l.text, at) end) then
          if far[l.word] == nil then
            far[l.word] = false
            order[#order + 1] = { word = l.word, at = at }
          end
          far[l.word] = far[l.word] or open
        end
      end
      open = open or e.mask & free ~= 0
    end
  end
  for _, p in ipairs(parsed) do
    look(p.left, p.at)
    look(p.right, p.at)
  end
  for _, l in ipairs(order) do
    local near = not far[l.word] and not words.get(l.word)
    place.try(words.add, l.word, words.classes.literal, nil, near and { flags = 1 } or nil, l.at)
  end
end

-- The bits of all classes that the patterns take.
function pattern.classes(parsed)
  local bits = 0
  for _, p in ipairs(parsed) do
    for _, row in ipairs { p.left, p.right } do
      for _, e in ipairs(row) do bits = bits | e.mask end
    end
  end
  return bits
end

-- An element as the builder takes it, when all words have been handed over.
function pattern.emit(e)
  local numbers
  for _, l in ipairs(e.literals or {}) do
    numbers = numbers or {}
    numbers[#numbers + 1] = l.word and words.get(l.word).number
  end
  zb.element { mask = e.mask, min = e.min, max = e.max, flags = e.flags, words = numbers }
end

return pattern
