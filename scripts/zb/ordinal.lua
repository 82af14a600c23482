-- ordinal.lua - the number that an item of a list begins with: 1. 1、 （1） [1] 一、 （一） ①
local chars = require "zb.chars"

local ordinal = {}

local digit = { ["一"] = 1, ["二"] = 2, ["三"] = 3, ["四"] = 4, ["五"] = 5, ["六"] = 6, ["七"] = 7, ["八"] = 8, ["九"] = 9 }
local circled = {}
for n = 1, 20 do circled[utf8.char(0x245F + n)] = n end

-- 一 to 九十九; nil where text is no such numeral.
local function numeral(list)
  local n, ten = 0, false
  for i, c in ipairs(list) do
    if c == "十" and not ten then
      n, ten = (i == 1 and 1 or n) * 10, true
    elseif digit[c] and (i == 1 or ten and i == #list) then
      n = n + digit[c]
    else
      return nil
    end
  end
  return n > 0 and n or nil
end

-- What may stand before and behind the number, by form.
local forms = {
  { name = "bracket", open = { "（", "(" }, close = { "）", ")" } },
  { name = "square", open = { "［", "[", "〔", "【" }, close = { "］", "]", "〕", "】" } },
  { name = "point", open = {}, close = { ".", "．", "、", "﹒" } },
}

local function read_number(s)
  local digits = s:match("^%d%d?%d?")
  if digits then return math.tointeger(tonumber(digits)), "arabic", #digits end
  local list, length = {}, 0
  for _, code in utf8.codes(s:sub(1, 24), true) do
    local c = utf8.char(code)
    if c ~= "十" and not digit[c] then break end
    list[#list + 1], length = c, length + #c
  end
  local n = numeral(list)
  if n then return n, "chinese", length end
end

--- The number that a text begins with as an item of a list: number, form, what follows it. nil where it begins with none. A
--- number with decimals (1.5万) is none, unless its whole part is the one expected (9.1+4勤务 behind item 8).
function ordinal.read(s, expected)
  local mark = chars.starts(s, chars.list("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"))
  if mark then return circled[mark], "circled", s:sub(#mark + 1) end
  for _, form in ipairs(forms) do
    local open = chars.starts(s, form.open)
    if open or #form.open == 0 then
      local n, kind, length = read_number(s:sub(#(open or "") + 1))
      local rest = n and s:sub(#(open or "") + length + 1)
      local close = rest and chars.starts(rest, form.close)
      if close and not (form.name == "point" and kind == "arabic" and n ~= expected and rest:find("^%.%d")) then
        return n, kind .. " " .. form.name, chars.trim(rest:sub(#close + 1))
      end
    end
  end
end

return ordinal
