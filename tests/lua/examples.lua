-- examples.lua - runs the examples of every rule and compares what comes out with what they say.
--
-- usage: lua5.4 tests/lua/examples.lua ZHIBIAO RULES [DIR]
--   RULES  the directory of the shipped rules
--   DIR    a directory of one's own laid over them: its examples are run instead, with --rules DIR
--
-- A sentence is a document of its own; the k-th expectation of an example is for its k-th figure. Rules of a report type
-- are tried in that type, those of common/ in the type other. The year is 2024, unless the type is the meeting's: 2025.

local zhibiao, shipped, own = ...
local directory = own or shipped
local passed, failed = 0, 0

local function lines_of(command)
  local pipe = assert(io.popen(command))
  local list = {}
  for line in pipe:lines() do list[#list + 1] = line end
  pipe:close()
  return list
end

local function quoted(s) return "'" .. s:gsub("'", "'\\''") .. "'" end

-- The value of a JSON text without nested objects, as zhibiao writes its observations.
local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
local function flat_json(line)
  local object, at = {}, 1
  while true do
    local key, stop = line:match('^[{,]"([%w_]+)":()', at)
    if not key then return object end
    if line:sub(stop, stop) == '"' then
      local close = stop + 1
      while line:sub(close, close) ~= '"' do close = close + (line:sub(close, close) == "\\" and 2 or 1) end
      object[key] = line:sub(stop + 1, close - 1):gsub("\\(.)(%x?%x?%x?%x?)", function(c, h)
        return c == "u" and utf8.char(tonumber(h, 16)) or (escapes[c] or c) .. h
      end)
      at = close + 1
    else
      local word = line:match("^[^,}]+", stop)
      object[key] = tonumber(word)
      at = stop + #word
    end
  end
end

local function same(want, got)
  if type(want) == "number" or tonumber(got) then return tonumber(want) == tonumber(got) end
  return want == (got or "")
end

local function fail(example, text, ...)
  failed = failed + 1
  print(("not ok: %s: %s: %s"):format(example.rule, example.sentence, text:format(...)))
end

local function compare(example, figures)
  for k, want in ipairs(example.expected) do
    local got = figures[k]
    if not got then return fail(example, "figure %d is missing", k) end
    for key, value in pairs(want) do
      if key == "basis" and value == "empty" then value = "" end
      if not same(value, got[key]) then
        return fail(example, "figure %d: %s is %s, not %s", k, key, got[key] or "null", value)
      end
    end
  end
  passed = passed + 1
end

-- Every example of the rule files of one group (a report type, or common).
local function examples_of(group)
  local list = {}
  for _, path in ipairs(lines_of("ls " .. quoted(directory .. "/" .. group) .. "/*.lua")) do
    local rules = not path:find("/init%.lua$") and dofile(path) or {}
    for _, rule in ipairs(rules) do
      for _, example in ipairs(rule.examples or {}) do
        list[#list + 1] = { rule = group .. "/" .. rule.name, sentence = example[1], expected = { table.unpack(example, 2) } }
      end
    end
  end
  return list
end

local function year_of(group)
  for _, base in ipairs { directory, shipped } do
    local chunk = group ~= "common" and loadfile(base .. "/" .. group .. "/init.lua")
    local year = chunk and chunk().year
    if year then return year == "meeting" and 2025 or 2024 end
  end
  return 2024
end

-- One process reads all examples of a group.
local function run(group, folder)
  local examples, by_name, names = examples_of(group), {}, {}
  if #examples == 0 then return end
  for i, example in ipairs(examples) do
    local name = ("%s/%d.txt"):format(folder, i)
    local file = assert(io.open(name, "wb"))
    file:write(example.sentence, "\n")
    file:close()
    names[i], by_name[name], example.figures = quoted(name), example, {}
  end
  local command = ("%s extract --format ndjson %s --type %s --year %d %s"):format(quoted(zhibiao),
    own and "--rules " .. quoted(own) or "", group == "common" and "other" or group, year_of(group), table.concat(names, " "))
  for _, line in ipairs(lines_of(command)) do
    local o = flat_json(line)
    local example = not o.record and by_name[o.doc]
    if example then example.figures[#example.figures + 1] = o end
  end
  for _, example in ipairs(examples) do compare(example, example.figures) end
end

local folder = lines_of("mktemp -d")[1]
for _, group in ipairs(lines_of("ls -p " .. quoted(directory))) do
  if group:find("/$") then run(group:sub(1, -2), folder) end
end
os.execute("rm -r " .. quoted(folder))
print(("rules: %d passed, %d failed"):format(passed, failed))
os.exit(failed == 0)
