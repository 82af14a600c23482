-- place.lua - where in a rule file something stands.
--
-- Lua tables carry no lines, so when there is a mistake to tell, the file is read once more, as tokens: the table that
-- it returns becomes a tree of places. A file that makes its table by a program is told by its line only as far as the
-- tokens show it.
--
-- Mistakes. While rules are loaded the first one is raised and ends it. While they are checked (zb.checking) place.try keeps
-- each that its function raises, and what comes behind goes on.
local zb = ...
local place = {}

local opens = { ["("] = 1, ["["] = 1, ["{"] = 1, ["function"] = 1, ["if"] = 1, ["do"] = 1, ["repeat"] = 1 }
local closes = { [")"] = 1, ["]"] = 1, ["}"] = 1, ["end"] = 1, ["until"] = 1 }

local function long_bracket(text, at)
  local _, stop, eq = text:find("^%[(=*)%[", at)
  if not stop then return nil end
  local _, close = text:find("]" .. eq .. "]", stop + 1, true)
  return stop + 1, close or #text
end

local function string_end(text, at)
  local quote = text:sub(at, at)
  at = at + 1
  while at <= #text do
    local c = text:sub(at, at)
    if c == quote then return at end
    if c == "\\" then at = at + 1 end
    at = at + 1
  end
  return #text
end

-- The next token from `at` on: its kind, the places of its first and last byte, and of a string's first byte inside.
local function token(text, at)
  while true do
    at = text:find("[^ \t\r\n]", at)
    if not at then return nil end
    if text:sub(at, at + 1) ~= "--" then break end
    local _, stop = long_bracket(text, at + 2)
    at = (stop or (text:find("\n", at, true) or #text)) + 1
  end
  local c = text:sub(at, at)
  if c == '"' or c == "'" then return "string", at, string_end(text, at), at + 1 end
  local inside, long = long_bracket(text, at)
  if inside then return "string", at, long, inside end
  local _, stop = text:find("^[%w_]+", at)
  if stop then return text:sub(at, stop), at, stop end
  return c, at, at
end

local function tokens(text)
  local list, at = {}, 1
  while true do
    local kind, from, to, inside = token(text, at)
    if not kind then return list end
    list[#list + 1] = { kind = kind, at = from, stop = to, inside = inside }
    at = to + 1
  end
end

-- Reads the table constructor at token i. Returns: a node with the places of its entries, and the token behind it.
local function read_table(text, list, i)
  local node, n = { at = list[i].at, entries = {}, twice = {} }, 0
  local kind = function(k) return list[k] and list[k].kind end
  i = i + 1
  while kind(i) and kind(i) ~= "}" do
    local key_at, key = list[i].at
    if kind(i + 1) == "=" and kind(i + 2) ~= "=" then
      key, i = kind(i), i + 2
    elseif kind(i) == "[" and kind(i + 2) == "]" and kind(i + 3) == "=" then
      local t = list[i + 1]
      key = t.kind == "string" and text:sub(t.inside, t.stop - 1) or tonumber(t.kind)
      i = i + 4
    else
      n = n + 1
      key = n
    end
    local entry = { key = key_at, value = list[i] and list[i].at, inside = list[i] and list[i].inside }
    if kind(i) == "{" then entry.node, i = read_table(text, list, i) end
    local depth = 0
    while kind(i) and not (depth == 0 and (kind(i) == "," or kind(i) == ";" or kind(i) == "}")) do
      depth = depth + (opens[kind(i)] or 0) - (closes[kind(i)] or 0)
      i = i + 1
    end
    entry.last = list[i - 1] and list[i - 1].stop
    if key ~= nil then
      if node.entries[key] then node.twice[#node.twice + 1] = { key = key, at = key_at, first = node.entries[key].key } end
      node.entries[key] = entry
    end
    if kind(i) ~= "}" then i = i + 1 end
  end
  return node, i + 1
end

-- The tree of the table that the file returns, or nil.
local function tree(text)
  local list, depth, named = tokens(text), 0, {}
  for i, t in ipairs(list) do
    local k = t.kind
    if depth == 0 and k == "return" and list[i + 1] then
      local at = list[i + 1].kind == "{" and i + 1 or named[list[i + 1].kind]
      return at and read_table(text, list, at)
    end
    if depth == 0 and k == "{" and i > 2 and list[i - 1].kind == "=" then named[list[i - 2].kind] = i end
    depth = depth + (opens[k] or 0) - (closes[k] or 0)
  end
end

local trees = {}         -- by file; false where the file returns no table that can be seen

local function tree_of(file)
  if trees[file] == nil then trees[file] = tree(file.text) or false end
  return trees[file] or nil
end

-- The byte where the entry at the keys of `path` stands; its key where `key` is set; `offset` bytes inside a string.
local function find(file, path, key, offset)
  local node = tree_of(file)
  local at = node and node.at
  for i = 1, path.n do
    local entry = node and node.entries[path[i]]
    if not entry then return at end
    local last = i == path.n
    at = (last and key or not entry.value) and entry.key or entry.value
    if last and not key and offset and entry.inside then at = entry.inside + offset end
    node = entry.node
  end
  return at
end

-- A line as it can be shown: one cell for each character that is none.
local function clean(line)
  if not utf8.len(line) then line = line:gsub("[\128-\255]", "?") end
  return (line:gsub("\r$", ""):gsub("%c", " "))
end

local function column(text, from, at) return (utf8.len(text, from, at - 1, true) or at - from) + 1 end

-- Returns: the number of the line that holds a byte, where it begins, and the line.
local function line_at(text, at)
  local line, from = 1, 1
  while true do
    local stop = text:find("\n", from, true)
    if not stop or stop >= at then return line, from, clean(text:sub(from, (stop or #text + 1) - 1)) end
    line, from = line + 1, stop + 1
  end
end

local function start_of(text, line)
  local from = 1
  for _ = 2, line do from = (text:find("\n", from, true) or #text) + 1 end
  return from
end

-- The byte in the line that begins at `from` where the word stands that Lua's message names: for a syntax error the first
-- that Lua does not get beyond.
local function named(text, from, message)
  local stop = (text:find("\n", from, true) or #text + 1) - 1
  local near = message:match("near '(.*)'$")
  local word = near or message:match("%(%a+ '([^']*)'%)$")
  if near then word = near:gsub("^<\\(%d+)>$", function(n) return string.char(n) end) end
  local first
  local at = from
  while word and word ~= "" do
    local to
    at, to = text:find(word, at, true)
    if not at or to > stop then break end
    first = first or at
    if near then
      local _, why = load(text:sub(1, to), "=rule", "t", {})
      if why and not why:find("<eof>", 1, true) then return at end
    end
    at = to + 1
  end
  return first or text:find("[^ \t]", from) or from
end

-- The byte in the line that begins at `from` where a name is read: neither a key nor inside a string.
local function read_at(text, from, message)
  local name = message:match("^unknown name '([%a_][%w_]*)'")
  local stop = name and text:find("\n", from, true) or #text + 1
  local list = name and tokens(text) or {}
  local kind = function(i) return list[i] and list[i].kind end
  for i, t in ipairs(list) do
    local key = kind(i + 1) == "=" and kind(i + 2) ~= "=" or kind(i - 1) == "." or kind(i - 1) == ":"
    if t.kind == name and t.at >= from and t.at < stop and not key then return t.at end
  end
end

-- Where something stands: a file and the keys that lead to it.
function place.of(file, ...) return { file = file, n = select("#", ...), ... } end

-- What is known of the byte of a file, in the mistake.
local function set_byte(err, file, byte)
  local line, from, source = line_at(file.text, byte)
  err.line, err.source, err.column = line, source, column(file.text, from, byte)
  return err
end

-- A mistake at a place. how: key = true for the key instead of the value; child: a key below; offset: bytes inside the string
-- there; code: the kind of mistake.
local function mistake(at, message, how)
  how = how or {}
  local file, path, key = at.file, at, how.key
  if how.child ~= nil then
    path = place.of(file)
    for i = 1, at.n do path[i] = at[i] end
    path.n = at.n + 1
    path[path.n] = how.child
  end
  local err = { file = file.name, message = message, code = how.code }
  local byte = find(file, path, key, how.offset)
  return byte and set_byte(err, file, byte) or err
end

-- Raises a mistake at a place.
function place.fail(at, message, how) error(mistake(at, message, how), 0) end

-- Raises a mistake at a line of a file, with the column of the word that Lua's message names.
function place.fail_line(file, message, line)
  local err = { file = file.name, message = message, code = "syntax" }
  if line and line > 0 then
    local from = start_of(file.text, line)
    local _, _, source = line_at(file.text, from)
    local at = read_at(file.text, from, message) or named(file.text, from, message)
    err.line, err.source, err.column = line, source, column(file.text, from, at)
    err.message = message:gsub("'<\\%d+>'$", function()   -- a byte of a Chinese sign, as Lua tells it
      local sign = file.text:match("^" .. utf8.charpattern, at)
      return sign and "'" .. sign .. "'; outside of strings Lua takes ASCII signs only"
    end)
  end
  error(err, 0)
end

-- What the file has written at a place: { key, value, last = bytes where its key and value begin and where it ends, node }; nil
-- where the table is made by a program.
function place.entry(at)
  local node, entry = tree_of(at.file), nil
  for i = 1, at.n do
    entry = node and node.entries[at[i]]
    if not entry then return nil end
    node = entry.node
  end
  return entry
end

-- The line of a place in its file, 0 where it cannot be told.
function place.line(at)
  local byte = find(at.file, at)
  return byte and line_at(at.file.text, byte) or 0
end

-- "file:line" of a place, to be named in the message about another.
function place.name(at)
  local byte = find(at.file, at)
  return byte and at.file.name .. ":" .. line_at(at.file.text, byte) or at.file.name
end

local kept, known = {}, {}
local nothing = {}       -- raised where the mistake has been kept already

local function keep(err)
  local key = ("%s:%d:%d:%s"):format(err.file, err.line or 0, err.column or 0, err.message)
  if not known[key] then kept[#kept + 1] = err end
  known[key] = true
end

local function taken(good, err)
  if good then return true end
  if err == nothing then return false end
  if type(err) ~= "table" or not err.file then error(err, 0) end
  keep(err)
  return false
end

-- Calls fn. Returns: true; false where it raised a mistake, which is kept.
place.try = zb.checking and function(fn, ...) return taken(pcall(fn, ...)) end or function(fn, ...)
  fn(...)
  return true
end

-- Files that could not be read at all, by their name without .lua: what they should hold is not missed.
place.unread = {}

-- Ends what place.try called, for a mistake that has been kept.
function place.give_up() error(nothing, 0) end

-- A mistake behind which the caller can go on.
place.tell = zb.checking and function(at, message, how) keep(mistake(at, message, how)) end or place.fail

-- What is told only where rules are checked, and keeps none from working.
function place.warn(at, message, how)
  if not zb.checking then return end
  local err = mistake(at, message, how)
  err.warning = true
  keep(err)
end

-- The entries of a file's tables that are written twice under one name: Lua takes the last of them without a word.
function place.twice(file)
  local function look(node)
    for _, t in ipairs(node.twice) do
      local line = line_at(file.text, t.first)
      keep(set_byte({ file = file.name, message = ("'%s' is there twice in this table, first in line %d; the last one holds")
                                                  :format(t.key, line), code = "twice" }, file, t.at))
    end
    for _, entry in pairs(node.entries) do if entry.node then look(entry.node) end end
  end
  local node = tree_of(file)
  if node then look(node) end
end

-- Everything that was kept, by file, line and column.
function place.kept()
  table.sort(kept, function(a, b)
    if a.file ~= b.file then return zb.less(a.file, b.file) end
    if a.line ~= b.line then return (a.line or 0) < (b.line or 0) end
    if a.column ~= b.column then return (a.column or 0) < (b.column or 0) end
    return zb.less(a.message, b.message)
  end)
  return kept
end

return place
