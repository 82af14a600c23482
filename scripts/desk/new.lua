-- new.lua - zhibiao new: files of rules and reports to begin with, which work at once.
--
-- Called with { KIND, NAME, rules = directory, code =, unit =, kind =, class =, title =, word = }. Never writes over what is
-- there: a new file is made, or an entry put into the catalogue or lexicon. Rules are read after that, and what they do not
-- take is undone. Returns: the exit status.
local command = command                                           -- luacheck: globals command
local zhibiao = require "zhibiao"

local FINE, USAGE, INVALID = 0, 2, 3

local function fail(text, ...) error({ status = USAGE, code = "usage", text = text:format(...) }, 0) end

local function read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read "a"
  file:close()
  return text
end

local function write(path, text)
  command.folders(path)
  local file, why = io.open(path, "wb")
  if not file then error({ status = USAGE, code = "io", text = why }, 0) end
  local done, trouble = file:write(text)
  if not file:close() or not done then
    error({ status = USAGE, code = "io", text = trouble or path .. ": cannot be written" }, 0)
  end
end

local function template(name, values)
  return (command.source("scripts/new/" .. name .. ".lua"):gsub("@(%u+)@", values))
end

-- A sample is a Lua file like all that is built in; its text is what it returns.
local function sample(name, values) return load(template(name, values))() end

local function slug(name, what, example)
  if not name:find("^[a-z][a-z0-9_]*$") or #name > 40 then
    fail("'%s' is no name of a %s: small letters, digits and _, beginning with a letter, at most 40; such as %s", name, what,
         example)
  end
  return name
end

local function lua_string(text)
  if text:find("[%c\"\\]") then fail("'%s': quotation marks, backslashes and line breaks do not belong into a word", text) end
  return '"' .. text .. '"'
end

-- Writes files { path, text }, all of them or none, and sees that the rules of dir are good with them.
local function keep(files, dir)
  local before = {}
  for i, f in ipairs(files) do
    before[i] = read(f[1])
    if before[i] and not f.entry then fail("%s is there already; another name, or edit it", f[1]) end
  end
  for _, f in ipairs(files) do write(f[1], f[2]) end
  if not dir then return end
  local rules, why = zhibiao.rules(dir)
  if rules then return end
  for i, f in ipairs(files) do
    if before[i] then write(f[1], before[i]) else os.remove(f[1]) end
  end
  error({ status = INVALID, code = "rule", text = "nothing was written, because the rules would not be read: " .. why }, 0)
end

-- text, a file that returns a table, with an entry behind the last of the table.
local function with_entry(path, text, entry)
  local head, tail = text:match("^(.*)(\n}%s*)$")
  if not head or not text:find("return%s*{") then
    fail("%s does not end with a line that is }, so nothing was put into it; put this into its table: %s", path, entry)
  end
  local code = head:gsub("%-%-[^\n]*", ""):gsub("%s+$", "")
  if not code:find("[,{;]$") then
    local last, remark = head:match("^(.-[^%s])(%s*%-%-[^\n]*)$")
    if not last or last:find("\n[^\n]*%-%-[^\n]*$") then last, remark = head, "" end
    head = last .. "," .. remark
  end
  return head .. "\n  " .. entry .. tail
end

local make = {}

function make.rule(name, options, dir)
  local folder, rule = name:match("^([^/]+)/([^/]+)$")
  if not folder then folder, rule = "common", name end
  slug(folder, "rule's folder", "common or work_report")
  slug(rule, "rule", "slimmed, or work_report/slimmed for one type of report")
  local path = ("%s/%s/%s.lua"):format(dir, folder, rule)
  local word = options.word or "瘦身"
  lua_string(word)
  if word:find("'", 1, true) then fail("a word has no '") end
  local values = { NAME = rule, WORD = word, DIR = dir }
  local wanted = "行政审批事项" .. word .. "38项。"
  keep({ { path, template("rule", values) } }, dir)
  return { path }, ("echo '%s' | zhibiao extract --rules %s%s -"):format(wanted, dir,
    folder ~= "common" and " --type " .. folder or "")
end

function make.indicator(name, options, dir)
  local code = options.code
  if not code then
    fail("an indicator wants a code, too: zhibiao new indicator %s --code culture_revenue", name)
  end
  slug(code, "code", "culture_revenue")
  local path = dir .. "/catalogue.lua"
  local entry = ("{ code = %s, name = %s, unit = %s, kind = %s },"):format(lua_string(code), lua_string(name),
    lua_string(options.unit or "亿元"), lua_string(options.kind or "flow"))
  local text = read(path)
  local shipped = command.source "rules/catalogue.lua" .. (text or "")
  if shipped:find('code = "' .. code .. '"', 1, true) then
    fail("the code %s is taken; zhibiao indicators --search %s", code, code)
  end
  if shipped:find('name = "' .. name .. '"', 1, true) then
    fail("%s is in the catalogue; zhibiao indicators --search %s", name, name)
  end
  local fresh = "-- catalogue.lua - indicators of one's own: code, name in use, aliases = { … } for other names, unit,\n" ..
    "-- and kind (flow, stock, ratio or index). detail = true: told with --codes all only.\nreturn {\n  " .. entry .. "\n}\n"
  keep({ { path, text and with_entry(path, text, entry) or fresh, entry = true } }, dir)
  return { path }, ("echo '2024年，全市%s12.5%s。' | zhibiao extract --rules %s -"):format(name, options.unit or "亿元", dir)
end

local function classes()
  local list, seen = {}, {}
  for class in command.source("rules/lexicon.lua"):gmatch("\n  ([%l_]+) = {") do
    if not seen[class] then list[#list + 1], seen[class] = class, true end
  end
  return list, seen
end

function make.word(name, options, dir)
  local list, known = classes()
  local class = options.class
  if not class or not known[class] then
    local near = class and command.nearest(class, list)
    fail("a word wants --class%s: one of %s", class and (" and '%s' is none%s"):format(class, near and
      ", did you mean '" .. near .. "'" or "") or "", table.concat(list, ", "))
  end
  local path, word = dir .. "/lexicon.lua", lua_string(name)
  local text = read(path)
  local fresh = "-- lexicon.lua - words of one's own by their class; rules/lexicon.lua of the sources tells the classes.\n" ..
    "return {\n  " .. class .. " = { " .. word .. " },\n}\n"
  if text then
    if text:find(word, 1, true) then fail("%s has %s already", path, word) end
    local put
    text, put = text:gsub("(\n%s*" .. class .. "%s*=%s*{%s*)", "%1" .. word:gsub("%%", "%%%%") .. ", ", 1)
    if put == 0 then text = with_entry(path, text, class .. " = { " .. word .. " },") end
  end
  keep({ { path, text or fresh, entry = true } }, dir)
  if class ~= "rise" and class ~= "fall" then return { path }, ("zhibiao extract --rules %s FILE"):format(dir) end
  return { path }, ("echo '全市税收收入%s3.5%%。' | zhibiao extract --rules %s -"):format(name, dir)
end

function make.type(name, options, dir)
  slug(name, "report type", "department_budget")
  if command.source("rules/" .. name .. "/init.lua") or name == "common" then
    fail("there is a report type %s already; zhibiao types", name)
  end
  local title = options.title
  if not title then
    fail("a report type wants a title, the words in its documents' heads: zhibiao new type %s --title 部门预算", name)
  end
  lua_string(title)
  local values = { NAME = name, TITLE = title, DIR = dir }
  local folder = dir .. "/" .. name .. "/"
  keep({ { folder .. "init.lua", template("type", values) }, { folder .. "totals.lua", template("type_rule", values) },
         { folder .. "sample.txt", sample("sample", values) } }, dir)
  return { folder .. "init.lua", folder .. "totals.lua", folder .. "sample.txt" },
    ("zhibiao extract -v --rules %s %ssample.txt"):format(dir, folder)
end

function make.report(name, _, dir)
  slug(name, "report", "largest")
  local path = name .. ".lua"
  keep { { path, template("report", { NAME = name, DIR = dir }) } }
  return { path }, ("zhibiao report ./%s FILE"):format(path)
end

local takes = {
  rule = { word = true }, indicator = { code = true, unit = true, kind = true }, word = { class = true }, type = { title = true },
  report = {},
}
local kinds = { "rule", "indicator", "word", "type", "report" }

local function run(arguments)
  local kind, name = arguments[1], arguments[2]
  if not kind or not name or arguments[3] then
    fail("say what, and its name: zhibiao new rule slimmed; %s", table.concat(kinds, ", "))
  end
  if not make[kind] then
    local near = command.nearest(kind, kinds)
    fail("there is no new '%s'%s; it is one of %s", kind, near and ", did you mean '" .. near .. "'" or "",
         table.concat(kinds, ", "))
  end
  for key in pairs(arguments) do
    if type(key) == "string" and key ~= "rules" and not takes[kind][key] then
      fail("--%s does not go with a new %s; zhibiao new --help", key, kind)
    end
  end
  if name == "" or name:find("[%c]") then fail("a %s has a name", kind) end
  local dir = (arguments.rules or os.getenv "ZHIBIAO_RULES" or "my-rules"):gsub("(.)/+$", "%1")
  if dir == "" then dir = "my-rules" end
  local files, try = make[kind](name, arguments, dir)
  for _, path in ipairs(files) do print("wrote  " .. path) end
  print("try    " .. try)
  return FINE
end

return function(arguments)
  local done, result = pcall(run, arguments)
  if done then return result end
  if type(result) ~= "table" then error(result, 0) end
  command.tell(result.code, result.text)
  return result.status
end
