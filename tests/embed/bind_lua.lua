-- The Lua module: rows of documents, their keys parted by the byte 31; and what goes wrong.
-- usage: bind_lua.lua MY-RULES KEY,… DOCUMENT…
local zhibiao = require "zhibiao"
local my_rules, keys = arg[1], {}
for key in arg[2]:gmatch("[^,]+") do keys[#keys + 1] = key end

-- what goes wrong is told, and nothing is raised but for arguments of a wrong kind
local function fails(code, pattern, value, message, got)
  assert(value == nil and got == code and message:find(pattern, 1, true), tostring(message) .. " " .. tostring(got))
end
fails("io", "cannot be read", zhibiao.extract_file("gone.txt"))
fails("encoding", "UTF-8", zhibiao.extract("\xff\xff\xff\xff\x01 12\xff"))
fails("argument", "nope", zhibiao.extract("a", { type = "nope" }))
fails("argument", "1949", zhibiao.extract("a", { year = 3000 }))
fails("rule", "common/a.lua:1:", zhibiao.rules { ["common/a.lua"] = "return {" })
assert(not pcall(zhibiao.extract) and not pcall(zhibiao.extract, "a", { codes = "x" }) and not pcall(zhibiao.extract, "a", 1))

-- rules of one's own, from a directory and from memory
local note = "2024年，全市技术合同成交额36.8亿元，蹿升31%，行政审批事项瘦身38项。"
local mine = assert(zhibiao.rules(my_rules))
assert(zhibiao.extract(note, { rules = mine })[3].value == "-38")
local file = assert(io.open(my_rules .. "/common/slimmed.lua")):read("a")
assert(zhibiao.extract(note, { rules = assert(zhibiao.rules { ["common/slimmed.lua"] = file }) })[3].value == "-38")
assert(zhibiao.extract(note)[3].value == "38" and zhibiao.extract(note, { name = "note" })[1].doc == "note")
mine = nil -- luacheck: ignore
collectgarbage()

for i = 3, #arg do
  local document = assert(zhibiao.extract_file(arg[i]))
  assert(document.doc == arg[i] and #document.sha256 == 64 and type(document.diagnostics) == "table")
  for _, o in ipairs(document) do
    local row = {}
    for k, key in ipairs(keys) do row[k] = tostring(o[key] == nil and "" or o[key]) end
    print(table.concat(row, "\31"))
  end
end
