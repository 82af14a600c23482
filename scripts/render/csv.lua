-- csv.lua - the page's main table as CSV (RFC 4180, UTF-8, CR LF). Behind the table's columns stand the places and quotes that
-- the row rests on. A cell of text that a spreadsheet would run as a formula has an apostrophe put in front.
local page = require "zb.page"
local say = require "zb.say"

local function guarded(s)
  if s:find("^[=+%-@\t\r]") and not s:find("^[+%-][%d.]+[^%d%s%p]*$") and s ~= "-" then return "'" .. s end
  return s
end

local function field(s)
  if s:find('[",\r\n]') then return '"' .. s:gsub('"', '""') .. '"' end
  return s
end

local function put_row(out, cells)
  for i, s in ipairs(cells) do cells[i] = field(s) end
  out(table.concat(cells, ","), "\r\n")
end

return function(self, out, context)
  local speak, block = context.speak, page.main_table(self)
  if not block then error({ message = "the report has no table, which CSV is made of; try md, html or json" }, 0) end
  local heads = {}
  for i, column in ipairs(block.columns) do heads[i] = guarded(say.title(column, speak)) end
  heads[#heads + 1] = speak { zh = "出处", en = "source" }
  heads[#heads + 1] = speak { zh = "原文", en = "quote" }
  put_row(out, heads)
  for _, row in ipairs(block.rows) do
    if not row.heading then
      local cells, places, quotes = {}, {}, {}
      for i, column in ipairs(block.columns) do
        local cell = row[column.key]
        local number = say.number(cell)
        cells[i] = number and column.unit and tostring(number) or guarded(say.cell(cell, column, speak))
        for _, cited in ipairs(page.is_cell(cell) and cell.cite or {}) do
          places[#places + 1] = say.place(cited)
          if quotes[#quotes] ~= cited.quote then quotes[#quotes + 1] = cited.quote end
        end
      end
      cells[#cells + 1] = guarded(table.concat(places, " "))
      cells[#cells + 1] = guarded(table.concat(quotes, " / "))
      put_row(out, cells)
    end
  end
end
