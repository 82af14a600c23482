-- grids.lua - the tables that stand in a document, with the observations of their cells.
local chars = require "zb.chars"
local rows = require "zb.rows"
local spans = require "zb.spans"

local grids = {}

-- Cells of a row of a table; each figure goes to the first cell from the left that has it.
local function cells_of(document, paragraph)
  local cells, at = {}, 1
  for text in (paragraph.text .. "\t"):gmatch("([^\t]*)\t") do cells[#cells + 1] = { text = chars.trim(text) } end
  for _, row in ipairs(spans.rows(document, paragraph.text_start, paragraph.text_end)) do
    for i = at, #cells do
      local number = row.text:match("[%d.,]+") or row.text
      if cells[i].text:find(number, 1, true) then
        cells[i].row, at = row, i + 1
        break
      end
    end
  end
  return cells
end

local function figures(cells)
  local n = 0
  for _, cell in ipairs(cells) do if cell.row then n = n + 1 end end
  return n
end

-- Heads of the columns: the first row and those behind it that hold no figure, read downwards; a head goes on to the right
-- where the next cell is empty.
local function heads_of(lines)
  local heads, last = {}, 1
  while last < #lines and last < 3 and figures(lines[last + 1]) == 0 and (lines[last + 1][1] or { text = "" }).text == "" do
    last = last + 1
  end
  for i = 1, last do
    local carried = ""
    for c, cell in ipairs(lines[i]) do
      if cell.text ~= "" or c == 1 then carried = cell.text end
      local text = i < last and carried or cell.text
      heads[c] = (heads[c] and heads[c] ~= "" and text ~= "" and heads[c] .. " " or heads[c] or "") .. text
    end
  end
  return heads, last
end

-- 单位：亿元 above or as the only cell of the first row.
local function unit_of(text)
  local open = chars.starts(text, { "（", "(" })
  local rest = open and text:sub(#open + 1) or text
  local label = chars.starts(rest, { "单位：", "单位:" })
  if not label then return nil end
  local close = chars.ends(rest, { "）", ")" })
  return rest:sub(#label + 1, -#(close or "") - 1)
end

local function finish(document, title, run)
  local grid = { title = title, line = run[1].line, from = run[1].text_start, to = run[#run].text_end, lines = {} }
  for _, paragraph in ipairs(run) do
    local cells = cells_of(document, paragraph)
    local unit = #grid.lines == 0 and unit_of((paragraph.text:gsub("\t", "")))
    if unit then grid.unit = unit else grid.lines[#grid.lines + 1] = cells end
  end
  local heads, count = heads_of(grid.lines)
  for _ = 1, count do table.remove(grid.lines, 1) end
  grid.heads, grid.width = heads, #heads
  for _, cells in ipairs(grid.lines) do grid.width = math.max(grid.width, #cells) end
  return grid
end

--- The tables of a document: { title, unit (or nil), heads (texts), lines (lists of cells { text, row = observation or nil }),
--- width (columns), line, from, to }. The title is the heading above.
function grids.of(document)
  local list, run, title, unit = {}, {}, "", nil
  local function close()
    if #run > 1 then
      list[#list + 1] = finish(document, title, run)
      list[#list].unit = list[#list].unit or unit
    end
    run, unit = {}, nil
  end
  for _, paragraph in ipairs(document.paragraphs) do
    if paragraph.kind == "row" then
      run[#run + 1] = paragraph
    else
      close()
      unit = unit_of(paragraph.text)
      if paragraph.kind == "heading" and not unit then title = paragraph.text end
    end
  end
  close()
  return rows.of(list)
end

return grids
