-- lists.lua - the lists that a report annexes: livelihood tasks, policies to be issued, action plans, terms explained, tables.
--
-- They are found by general signs: a mark of an annex (附件1) or a title of a known kind, and items that are numbered one after
-- the other. The words are in rules/lists.lua. Offsets are those of document.text, from 1, ends included.
local words = require "rules.lists"
local chars = require "zb.chars"
local departments = require "zb.departments"
local ordinal = require "zb.ordinal"
local period = require "zb.period"
local rows = require "zb.rows"
local spans = require "zb.spans"

local lists = {}

local stops = { "。", "；", ";", "！", "？", "!", "?", "：", ":" }
local colons = { "：", ":" }
local opens, closes = { "（", "(" }, { "）", ")" }
local TITLE = 45          -- characters of a title, at most
local TERM = 42           -- characters of a term before its colon, at most

--- The kind of list that a title tells of, as rules/lists.lua has it; "other" where no word of it is known.
function lists.kind(title)
  local other
  for _, kind in ipairs(words.kinds) do
    if chars.first(title, kind.words) then return kind end
    if kind.name == "other" then other = kind end
  end
  return other
end

local function unit_of(p)
  return { text = chars.trim(p.text), from = p.text_start, to = p.text_end, line = p.line, kind = p.kind }
end

local function count(s, set)
  local n = 0
  for _, c in ipairs(chars.list(s)) do
    for _, one in ipairs(set) do if c == one then n = n + 1 end end
  end
  return n
end

-- A bracket is open at the end.
local function open_ended(s) return count(s, opens) > count(s, closes) end

-- ---- where a list begins ----

-- A title behind a mark of an annex: 附件2 名词解释. Returns: title ("" where it stands in the next paragraph), or nil.
local function annex_title(unit)
  local mark = chars.starts(unit.text, words.annex)
  if not mark or chars.len(unit.text) > TITLE + 10 then return nil end
  local rest = unit.text:sub(#mark + 1)
  local number = rest:match("^[%d%-%.]+") or chars.starts(rest, chars.list("一二三四五六七八九十")) or ""
  rest = chars.trim(rest:sub(#number + 1))
  local colon = chars.starts(rest, { "：", ":", "." })
  rest = colon and chars.trim(rest:sub(#colon + 1)) or rest
  if chars.ends(rest, { "。", "）" }) or rest:find("^%d") then return nil end
  return rest
end

local listed = { glossary = true, policies = true, actions = true, livelihood = true, projects = true, notes = true }

-- Returns: title and the number of the first unit of the list, and whether a mark of an annex stands before; or nil.
local function opening(units, i)
  local unit, following = units[i], units[i + 1]
  if unit.kind == "row" or not following then return nil end
  local title = annex_title(unit)
  if title and title ~= "" then return title, i + 1, true end
  if title then
    local none = following.kind == "row" or ordinal.read(following.text) or chars.len(following.text) > TITLE
    return none and "" or following.text, none and i + 1 or i + 2, true
  end
  if chars.len(unit.text) > TITLE or ordinal.read(unit.text) or chars.ends(unit.text, { "。", "；", "，" }) then return nil end
  local n, form = ordinal.read(following.text)
  if n == 1 and form ~= "chinese point" and form ~= "chinese bracket" and listed[lists.kind(unit.text).name] then
    return unit.text, i + 1, false
  end
end

-- ---- items ----

-- Places in a paragraph's source where an item can begin: lines, and what follows the end of a sentence.
local function beginnings(slice)
  local list = {}
  for at in slice:gmatch("()\n") do list[#list + 1] = at + 1 end
  for _, mark in ipairs { "。", "；", ";", "）", ")" } do
    local from = 1
    while true do
      local at, stop = slice:find(mark, from, true)
      if not at then break end
      list[#list + 1], from = stop + 1, stop + 1
    end
  end
  table.sort(list)
  return list
end

-- Characters without the blanks that normalising takes out.
local function solid(s) return chars.len((s:gsub("%s", ""):gsub("　", ""))) end

-- Cuts a unit where the item number n of the form begins inside it: two units, or nil.
local function split(unit, source, n, form)
  local slice = source:sub(unit.from, unit.to)
  for _, at in ipairs(beginnings(slice)) do
    local found, its = ordinal.read(chars.trim(slice:sub(at, at + 80)), n)
    if found == n and its == form then
      local want, best, gap = solid(slice:sub(1, at - 1)), nil, 9
      local passed = 0
      for k, c in ipairs(chars.list(unit.text)) do
        if math.abs(k - 1 - want) < gap then
          local m, kind = ordinal.read(unit.text:sub(passed + 1), n)
          if m == n and kind == form then best, gap = passed, math.abs(k - 1 - want) end
        end
        passed = passed + #c
      end
      if best and best > 0 then
        local _, lines = slice:sub(1, at - 1):gsub("\n", "")
        local middle = unit.from + at - 1
        return { text = unit.text:sub(1, best), from = unit.from, to = middle - 1, line = unit.line, kind = "paragraph" },
               { text = unit.text:sub(best + 1), from = middle, to = unit.to, line = unit.line + lines, kind = "paragraph" }
      end
    end
  end
end

local function labelled(s)
  local word = chars.starts(s, words.in_charge) or chars.starts(s, words.goal)
  return word and chars.starts(s:sub(#word + 1), colons) ~= nil
end

-- Whether a unit that begins no item goes on with the one before it.
local function goes_on(units, k, item, n, form)
  local unit, text = units[k], item.parts[#item.parts]
  if unit.kind == "row" then return false end
  if labelled(unit.text) or open_ended(text) then return true end
  local ended = chars.ends(text, unit.kind == "paragraph" and { "。", "！" } or stops)
  if unit.kind == "paragraph" and not ended then return true end
  for ahead = k + 1, math.min(k + 3, #units) do
    local m, its = ordinal.read(units[ahead].text, n + 1)
    if its == form and m == n + 1 then return unit.kind == "paragraph" or not ended end
  end
  return false
end

-- Reads numbered items from units[first] on. Returns: items and the number of the unit behind them.
local function numbered(units, first, source)
  local n, form = ordinal.read(units[first].text)
  if n ~= 1 then return {}, first end
  local items, k, queue = {}, first, {}
  n = 0
  while k <= #units or queue[1] do
    local unit = table.remove(queue) or units[k]
    local ahead, rest = split(unit, source, n + (ordinal.read(unit.text, n + 1) == n + 1 and 2 or 1), form)
    if ahead then
      queue[#queue + 1] = rest
      unit = ahead
    end
    local m, its, text = ordinal.read(unit.text, n + 1)
    if its == form and m > n and m <= n + 3 then
      n = m
      items[#items + 1] = { number = m, parts = { text }, from = unit.from, to = unit.to, line = unit.line }
    elseif #items > 0 and not opening(units, k) and goes_on(units, k, items[#items], n, form) then
      local item = items[#items]
      item.parts[#item.parts + 1], item.to = unit.text, unit.to
    else
      return items, k
    end
    if #queue == 0 then k = k + 1 end
  end
  return items, k
end

-- Terms that are not numbered, one in a paragraph: 四破四立：….
local function unnumbered(units, first)
  local items, k = {}, first
  while k <= #units and units[k].kind ~= "row" and not opening(units, k) do
    local unit = units[k]
    local _, at = chars.first(unit.text, colons)
    if not at or chars.len(unit.text:sub(1, at - 1)) > TERM then break end
    items[#items + 1] = { number = #items + 1, parts = { unit.text }, from = unit.from, to = unit.to, line = unit.line }
    k = k + 1
  end
  return items, k
end

-- ---- what an item says ----

-- Term and what is said of it, at the first colon; nil where none stands near the beginning.
local function term_of(text)
  local colon, at = chars.first(text, colons)
  if not colon then return nil end
  local term = text:sub(1, at - 1)
  if chars.len(term) > TERM or chars.first(term, { "。", "；" }) then return nil end
  return chars.trim(term), chars.trim(text:sub(at + #colon))
end

-- The first sentence of a long text as its term: 一、提升…水平。….
local function first_sentence(text)
  local _, at, stop = chars.first(text, { "。" })
  if not at or chars.len(text:sub(1, at - 1)) > TERM or stop * 2 > #text then return nil end
  return text:sub(1, at - 1), chars.trim(text:sub(stop + 1))
end

local function describe(item, document, kind)
  local text = table.concat(item.parts)
  item.departments, text = departments.of(text)
  local goal, at, stop = chars.first(text, words.goal)
  local colon = goal and chars.starts(text:sub(stop + 1), colons)
  if colon and at > 1 then
    item.term, item.body = chars.trim(text:sub(1, at - 1)), chars.trim(text:sub(stop + #colon + 1))
    text = item.term .. "：" .. item.body
  elseif kind == "glossary" or kind == "actions" then
    item.term, item.body = term_of(text)
  elseif kind ~= "notes" then
    item.term, item.body = first_sentence(text)
  end
  local tail = chars.ends(text, kind == "glossary" and { "；", ";" } or { "；", ";", "。" })
  item.text = chars.trim(tail and text:sub(1, -#tail - 1) or text)
  item.rows = spans.rows(document, item.from, item.to)
  item.document, item.parts = document, nil
  return item
end

-- ①…。②…。 in one item of a glossary: each is a term of its own.
local function each_term(item)
  local marks, found = chars.list("①②③④⑤⑥⑦⑧⑨"), {}
  for i, mark in ipairs(marks) do
    local at = item.text:find(mark, 1, true)
    if not at then break end
    found[i] = at
  end
  if #found < 2 or found[1] > 1 then return { item } end
  local list = {}
  for i, at in ipairs(found) do
    local text = item.text:sub(at + #marks[i], (found[i + 1] or #item.text + 1) - 1)
    local term, body = term_of(text)
    list[i] = { number = item.number, text = text, term = term, body = body, departments = {}, rows = item.rows, line = item.line,
                from = item.from, to = item.to, document = item.document }
  end
  return list
end

-- ---- lists ----

-- Most of the items begin with a term and a colon.
local function has_terms(items)
  local with = 0
  for _, item in ipairs(items) do if term_of(item.parts[1]) then with = with + 1 end end
  return with * 2 >= #items
end

local function finish(document, title, items, from, to, line)
  local kind = lists.kind(title)
  if kind.name == "glossary" and not has_terms(items) then kind = lists.kind("说明") end
  local list = { title = title, kind = kind.name, head = kind.title, from = from, to = to, line = line, document = document,
                 items = {} }
  for _, item in ipairs(items) do
    describe(item, document, kind.name)
    for _, one in ipairs(kind.name == "glossary" and each_term(item) or { item }) do list.items[#list.items + 1] = one end
  end
  return list
end

-- The rows of a table from units[k] on, its unit and its title passed over.
local function table_rows(units, k)
  local first = k
  while units[first] and units[first].kind == "heading" and first < k + 3 and not ordinal.read(units[first].text) do
    first = first + 1
  end
  local last = first
  while units[last] and units[last].kind == "row" do last = last + 1 end
  if last > first then return first, last end
end

local function read_list(document, units, i, title, first, marked)
  if not units[first] then return nil end
  local from = units[i].from
  local _, behind = table_rows(units, first)
  if marked and behind then
    return finish(document, title, {}, from, units[behind - 1].to, units[i].line), behind
  end
  local kind = lists.kind(title).name
  for skipped = 0, marked and 2 or 0 do           -- a few lines of introduction may stand before the items
    if units[first + skipped] and ordinal.read(units[first + skipped].text) then
      local items, k = numbered(units, first + skipped, document.text)
      if #items == 0 then return nil end
      return finish(document, title, items, from, units[math.min(k - 1, #units)].to, units[i].line), k
    end
  end
  if kind == "glossary" then
    local items, k = unnumbered(units, first)
    if #items > 1 then return finish(document, title, items, from, units[k - 1].to, units[i].line), k end
  end
end

-- Numbered terms at a document's end that no title announces: the last run that begins with 1., or the one before it.
local function untitled_glossary(document, units, floor)
  local tries = 2
  for i = #units, 1, -1 do
    if units[i].from <= floor or tries == 0 then return nil end
    local n, form = ordinal.read(units[i].text)
    if n == 1 and form == "arabic point" then
      tries = tries - 1
      local items, k = numbered(units, i, document.text)
      local terms = 0
      for _, item in ipairs(items) do
        terms = terms + (chars.first(chars.cut(item.parts[1], TERM + 1), colons) and 1 or 0)
      end
      if #items >= 3 and k > #units and terms == #items then
        return finish(document, "用语说明", items, units[i].from, units[#units].to, units[i].line)
      end
    end
  end
end

-- Tasks in one sentence of the body: 办好15件民生实事，包括：…；…。
local function inline(document, unit)
  local word, at, stop = chars.first(unit.text, words.inline)
  if not word or unit.kind ~= "paragraph" then return nil end
  local before = unit.text:sub(1, at - 1)
  local sentence = before:sub(1 - (before:reverse():find(("。"):reverse(), 1, true) or #before + 1))
  if lists.kind(sentence).name ~= "livelihood" then return nil end
  local _, last = chars.first(unit.text, { "。" }, stop + 1)
  local parts = chars.split(unit.text:sub(stop + 1, (last or #unit.text + 1) - 1), { "；", ";" })
  if #parts < 3 then return nil end
  local source, items, from = document.text:sub(unit.from, unit.to), {}, 1
  for i, part in ipairs(parts) do
    local first = source:find(part, from, true)   -- nil where the text was normalised: the item is then the paragraph's
    items[i] = { number = i, parts = { part }, from = first and unit.from + first - 1 or unit.from,
                 to = first and unit.from + first + #part - 2 or unit.to, line = unit.line }
    from = first and first + #part or from
  end
  local list = finish(document, "民生实事", items, unit.from, unit.from - 1, unit.line)
  list.inline = true
  return list
end

--- The lists of a document, in their order: { title, kind, head (text), from, to, line, items, inline }. An item has number,
--- text, term and body (of a glossary, an action plan, or where a goal is labelled), departments (names), rows (its
--- observations), line, from, to. A list of kind "indicators" or other that is a table has no items.
function lists.of(document)
  local units, found, i = {}, {}, 1
  for k, p in ipairs(document.paragraphs) do units[k] = unit_of(p) end
  while i <= #units do
    local title, first, marked = opening(units, i)
    local list, behind
    if title then list, behind = read_list(document, units, i, title, first, marked) end
    list = list or inline(document, units[i])
    found[#found + 1] = list
    i = behind or i + 1
  end
  local has = false
  for _, list in ipairs(found) do has = has or list.kind == "glossary" end
  if not has then found[#found + 1] = untitled_glossary(document, units, found[#found] and found[#found].to or 0) end
  return rows.of(found)
end

--- The year by which what an item promises is due: the latest that its text or its targets name; nil where none is named.
function lists.end_year(item)
  local year
  local function later(y) if y and y >= 1990 and y <= 2100 and (not year or y > year) then year = y end end
  for y in item.text:gmatch("(%d%d%d%d)年") do later(math.tointeger(tonumber(y))) end
  for _, dash in ipairs { "%-", "—", "–", "至" } do
    for y in item.text:gmatch("%d%d%d%d" .. dash .. "(%d%d%d%d)") do later(math.tointeger(tonumber(y))) end
  end
  for _, row in ipairs(item.rows) do
    local span = row.status == "target" and period.parse(row.period)
    if span then later(span.to) end
  end
  return year
end

return lists
