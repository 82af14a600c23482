-- csv.lua - one table of the page as CSV in UTF-8: the one that the format's argument names (csv:NAME), else the main one. Behind
-- the table's columns stand the places and quotes that the row rests on, and how derived values were worked out.
local csv = require "zb.csv"
local page = require "zb.page"
local say = require "zb.say"

return function(self, out, context)
  local speak, block = context.speak, page.main_table(self, context.argument)
  if not block then
    error({ message = context.argument and ("the report has no table '%s'"):format(context.argument) or
                      "the report has no table, which CSV is made of; try md, html or json" }, 0)
  end
  local heads = {}
  local columns = csv.columns(block, speak)
  for i, one in ipairs(columns) do heads[i] = csv.guarded(one.title) end
  heads[#heads + 1] = speak { zh = "出处", en = "source" }
  heads[#heads + 1] = speak { zh = "原文", en = "quote" }
  csv.put(out, heads)
  for _, row in ipairs(block.rows) do
    if not row.heading then
      local cells, places, quotes = {}, {}, {}
      for i, one in ipairs(columns) do
        local cell = row[one.column.key]
        local number = say.number(cell)
        if one.bound then cells[i] = csv.bound(cell)
        else cells[i] = number and one.column.unit and tostring(number) or csv.guarded(say.cell(cell, one.column, speak)) end
        if not one.bound and page.is_cell(cell) and cell.derived then quotes[#quotes + 1] = speak(cell.derived) end
        for _, cited in ipairs(not one.bound and page.is_cell(cell) and cell.cite or {}) do
          places[#places + 1] = say.place(cited)
          if quotes[#quotes] ~= cited.quote then quotes[#quotes + 1] = cited.quote end
        end
      end
      cells[#cells + 1] = csv.guarded(table.concat(places, " "))
      cells[#cells + 1] = csv.guarded(table.concat(quotes, " / "))
      csv.put(out, cells)
    end
  end
end
