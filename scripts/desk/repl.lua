-- repl.lua - zhibiao repl: answers to a line. A sentence is shown with its tokens and observations, Lua is run, and a line that
-- begins with a colon is one of the commands below. Called with { rules = directory, type =, year = }. Returns: the exit status.
-- luacheck: globals command repl tokens extract explain rules indicators reload
local command = command
local zhibiao = require "zhibiao"

local state = { rules = nil, dir = nil, seen = nil, type = nil, year = nil }

-- What a person may set: repl.steps, the Lua instructions that a line may take; repl.codes, "all" for detail indicators, too.
repl = { steps = 200000000, codes = "headline" }

local function width(text)
  local n = 0
  for _, c in utf8.codes(text, true) do n = n + (c > 0x2E7F and 2 or 1) end
  return n
end

local function pad(text, columns) return text .. (" "):rep(columns - width(text)) end

local function load_rules()
  local rules, why = zhibiao.rules(state.dir)
  if not rules then return nil, why end
  state.rules = rules
  return true
end

-- Rules that were saved since the last line count from now on; a mistake in them is told, and those before it stay.
local function refresh()
  if not state.dir then return end
  local now = command.look(state.dir)
  if now == state.seen then return end
  state.seen = now
  local good, why = load_rules()
  print(good and "(rules read again)" or "(the rules before still count: " .. why .. ")")
end

local function asked(text) return state.rules, text, state.type, state.year, repl.codes == "all" end

-- ---- what Lua lines may use ----

--- tokens(sentence): a list of { text, classes }; printed where it is all that a line says.
function tokens(text) return command.tokens(asked(text)) end

--- extract(sentence): the document that zhibiao.extract gives.
function extract(text)
  return assert(zhibiao.extract(text, { rules = state.rules, type = state.type, year = state.year, codes = repl.codes }))
end

--- explain(sentence): why each of its figures was read so.
function explain(text) command.explain(asked(text)) end

--- rules(word): the names of the rules, those that hold the word.
function rules(word)
  local list = {}
  for _, name in ipairs(command.rule_names(state.rules)) do
    if not word or name:find(word, 1, true) then list[#list + 1] = name end
  end
  return list
end

--- indicators(word): those of the catalogue whose code, name or aliases hold the word.
function indicators(word)
  local list = {}
  for _, i in ipairs(command.indicators(state.rules)) do
    if not word or (i.code .. "|" .. i.name .. "|" .. i.aliases):find(word, 1, true) then list[#list + 1] = i end
  end
  return list
end

--- reload(): reads the rules again.
function reload()
  local good, why = load_rules()
  if not good then error(why, 0) end
end

-- ---- showing ----

local function show_value(value, depth)
  if type(value) == "string" and depth > 0 then return (("%q"):format(value):gsub("\\\n", "\\n")) end
  if type(value) ~= "table" then return tostring(value) end
  if depth > 2 then return "{ … }" end
  local parts, keys = {}, {}
  for i, item in ipairs(value) do
    if i > 40 then parts[#parts + 1] = ("… %d in all"):format(#value) break end
    parts[#parts + 1] = show_value(item, depth + 1)
  end
  for key in pairs(value) do if math.type(key) ~= "integer" then keys[#keys + 1] = tostring(key) end end
  table.sort(keys)
  for _, key in ipairs(keys) do parts[#parts + 1] = key .. " = " .. show_value(value[key], depth + 1) end
  local wide = 0
  for _, part in ipairs(parts) do wide = wide + width(part) + 2 end
  if wide > 100 and depth == 0 then return "{\n  " .. table.concat(parts, ",\n  ") .. "\n}" end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

local function show_sentence(text)
  local list, columns = command.tokens(asked(text)), 0
  for _, token in ipairs(list) do columns = math.max(columns, width(token.text)) end
  columns = math.min(columns, 40)
  for _, token in ipairs(list) do print("  " .. pad(token.text, columns) .. "  " .. token.classes) end
  print()
  io.stdout:flush()
  command.show(asked(text))
end

-- ---- commands ----

local commands, order = {}, { "help", "explain", "type", "year", "reload", "quit" }

function commands.help()
  print [[
A sentence is answered with its tokens by class and its observations:
  全市税收收入增长5%。
A line of Lua is run, an expression is shown:
  = #rules(), tokens("增长5%")[1].classes
  tokens(s) extract(s) explain(s) rules(word) indicators(word) reload()
  repl.codes = "all"            detail indicators are told, too
  repl.steps                    the Lua instructions that a line may take
Commands:
  :explain SENTENCE             why each of its figures was read so
  :type T    :year Y            of the sentences that follow; without a word: to be found in the text
  :reload    :quit              rules that are saved are read again by themselves]]
end

function commands.explain(text)
  if text == "" then error("behind :explain stands a sentence", 0) end
  io.stdout:flush()
  command.explain(asked(text))
end

function commands.type(name)
  if name == "" then state.type = nil return end
  local known = command.type_names(state.rules)
  for _, other in ipairs(known) do if other == name then state.type = name return end end
  local near = command.nearest(name, known)
  error(("there is no type '%s'; %s"):format(name, near and "did you mean '" .. near .. "'?" or table.concat(known, ", ")), 0)
end

function commands.year(text)
  local year = math.tointeger(tonumber(text))
  if text ~= "" and (not year or year < 1949 or year > 2100) then error("a year is a number from 1949 to 2100", 0) end
  state.year = year
end

function commands.reload() reload() end

local function run_command(line)
  local name, rest = line:match("^:(%a*)%s*(.-)%s*$")
  if name == "quit" or name == "q" then return true end
  if not commands[name] then
    local near = command.nearest(name or "", order)
    error(("there is no :%s; %s"):format(name or "", near and "did you mean :" .. near .. "?" or ":help lists what there is"), 0)
  end
  commands[name](rest)
end

-- ---- lines ----

-- A line as Lua: a function; nil and whether more lines may complete it; nil for a sentence.
local function compile(line)
  local expression = line:match("^=(.*)$")
  if expression then
    local chunk, why = load("return " .. expression, "=line", "t")
    return chunk, false, why
  end
  local chunk = load("return " .. line, "=line", "t")
  if chunk then return chunk end
  local statement, why = load(line, "=line", "t")
  if statement then return statement end
  return nil, why:find("<eof>", 1, true) ~= nil and not line:find("[\x80-\xFF]"), why
end

local function answer(line)
  if line:find("^%s*$") then return end
  if line:find("^:") then return run_command(line) end
  local chunk, _, why = compile(line)
  if not chunk then
    if line:find("^=") or not line:find("[\x80-\xFF%d]") then error(why, 0) end
    return show_sentence(line)
  end
  local got = table.pack(chunk())
  if got.n > 0 then
    local shown = {}
    for i = 1, got.n do shown[i] = show_value(got[i], 0) end
    print(table.concat(shown, "  "))
  end
end

-- Completion of the word that is begun, a Lua name or a command: the n-th that there is.
function command.complete(begun, n)
  local list = {}
  local function offer(word) if word:sub(1, #begun) == begun then list[#list + 1] = word end end
  for _, name in ipairs(order) do offer(":" .. name) offer(name) end
  local prefix, of = begun:match("^(.*[.:])[%w_]*$"), _G
  if prefix then
    for part in prefix:gmatch("[%w_]+") do of = type(of) == "table" and of[part] or nil end
    if type(of) == "string" then of = string end
  end
  if type(of) == "table" then
    for key in pairs(of) do if type(key) == "string" then offer((prefix or "") .. key) end end
  end
  for _, name in ipairs(command.rule_names(state.rules)) do offer(name) end
  for _, name in ipairs(command.type_names(state.rules)) do offer(name) end
  table.sort(list)
  return list[n]
end

local function read_line()
  local line = command.read "zhibiao> "
  while line and not line:find("^[:=]") do
    local chunk, more = compile(line)
    if chunk or not more then break end
    local next_line = command.read "      >> "
    if not next_line then break end
    line = line .. "\n" .. next_line
  end
  return line
end

return function(arguments)
  local dir = arguments.rules or os.getenv "ZHIBIAO_RULES"
  if dir ~= "" then state.dir = dir end
  state.type, state.year = arguments.type, math.tointeger(tonumber(arguments.year))
  state.seen = state.dir and command.look(state.dir)
  local good, why = load_rules()
  if not good then
    command.tell("rule", why)
    return 3
  end
  for line in read_line do
    refresh()
    local done, result = command.limited(repl.steps, answer, line)
    io.stdout:flush()
    if not done then io.stderr:write("error: ", tostring(result), "\n") end
    if done and result then break end
  end
  return 0
end
