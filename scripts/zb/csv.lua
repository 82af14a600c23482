-- csv.lua - rows of text as CSV: RFC 4180, lines ended by CR LF.
local page = require "zb.page"
local quantity = require "zb.quantity"
local say = require "zb.say"

local csv = {}

--- Text of a document as a cell: one that a spreadsheet would run as a formula has an apostrophe put in front; amounts and a
--- lone - are left.
function csv.guarded(s)
  if s:find("^[=+%-@\t\r]") and not s:find("^[+%-][%d.]+%%?[^%d%s%p]*$") and s ~= "-" then return "'" .. s end
  return s
end

--- The columns of a table as CSV has them: { column, title }, and behind a column of numbers whose cells have bounds (≥6) one
--- for these, { column, title, bound = true }.
function csv.columns(block, speak)
  local list = {}
  for _, column in ipairs(block.columns) do
    list[#list + 1] = { column = column, title = say.title(column, speak) }
    for _, row in ipairs(block.rows) do
      if column.unit and csv.bound(row[column.key]) ~= "" then
        local title = speak(column.title) .. speak { zh = "界限", en = " bound" }
        list[#list + 1] = { column = column, title = title, bound = true }
        break
      end
    end
  end
  return list
end

--- The sign of the bound that a cell's number has; "" for none.
function csv.bound(cell)
  return page.is_cell(cell) and say.number(cell) and quantity.sign(cell) or ""
end

--- Hands one row to out.
function csv.put(out, cells)
  local fields = {}
  for i, s in ipairs(cells) do fields[i] = s:find('[",\r\n]') and '"' .. s:gsub('"', '""') .. '"' or s end
  out(table.concat(fields, ","), "\r\n")
end

return csv
