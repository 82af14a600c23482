-- say.lua - text and cells in the reader's language, as renderers need them.
local decimal = require "zb.decimal"
local quantity = require "zb.quantity"

local say = {}

local words = {
  actual = { "完成", "actual" }, estimate = { "预计", "estimate" }, target = { "目标", "target" }, reference = { "参考", "reference" },
  level = { "总量", "level" }, increment = { "新增", "increment" }, growth = { "增速", "growth" }, change = { "增减", "change" },
  share = { "占比", "share" }, multiple = { "倍数", "multiple" }, rank = { "位次", "rank" }, gap = { "差距", "gap" },
  yoy = { "同比", "year on year" }, comparable = { "同口径", "comparable" }, year_start = { "比年初", "since year start" },
  eq = { "等于", "equal" }, ge = { "不低于", "at least" }, gt = { "超过", "more than" }, le = { "不超过", "at most" },
  lt = { "低于", "less than" }, approx = { "约", "about" }, range = { "区间", "range" },
  annual_average = { "年均", "annual average" }, cumulative = { "累计", "cumulative" },
}

--- The word for a code of measure, basis, bound or status: say.word("actual") is 完成 and actual.
function say.word(code)
  local pair = words[code or ""]
  return pair and { zh = pair[1], en = pair[2] } or code or ""
end

--- A function from text to a string of the language.
function say.speaker(english)
  local key = english and "en" or "zh"
  return function(text)
    if text == nil then return "" end
    if type(text) == "table" then return text[key] or "" end
    return tostring(text)
  end
end

--- What a cell shows: its text, or its quantity with its unit where that is not its column's; its mark behind it.
function say.cell(cell, column, speak)
  if cell == nil then return "" end
  if type(cell) ~= "table" or not cell.cell then return decimal.is(cell) and tostring(cell) or speak(cell) end
  local mark = cell.mark and " " .. speak(cell.mark) or ""
  if cell.text ~= nil then return speak(cell.text) .. mark end
  if not cell.value and not cell.lower then return "" end
  local unit = cell.unit or ""
  if column and column.unit and speak(column.unit) == unit then unit = "" end
  return quantity.show(cell) .. unit .. mark
end

--- The number that a cell holds, as a decimal; nil where it is text or a range.
function say.number(cell)
  if decimal.is(cell) then return cell end
  if math.type(cell) == "integer" then return decimal(cell) end
  return type(cell) == "table" and cell.cell and cell.value or nil
end

--- The title of a column, behind its group's, its unit in brackets.
function say.title(column, speak)
  local title = speak(column.title)
  if column.group then title = speak(column.group) .. speak { zh = "：", en = ": " } .. title end
  return column.unit and title .. "（" .. speak(column.unit) .. "）" or title
end

--- The area of an observation; where the document does not say it, the document's title or name stands for it.
function say.area(row)
  if row.area ~= "" then return row.area end
  return row.document.title ~= "" and row.document.title or row.doc
end

--- Where an observation stands: document:line:column.
function say.place(row) return ("%s:%d:%d"):format(row.doc, row.line, row.column) end

return say
