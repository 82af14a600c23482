-- md.lua - a page as Markdown (CommonMark with pipe tables) that reads well raw: columns are padded to their width.
local page = require "zb.page"
local say = require "zb.say"
local text = require "zb.text"

-- Text of documents must not be taken for marks.
local function escape(s)
  return (s:gsub("[\\`*_%[%]<>|]", "\\%0"):gsub("[\r\n\t]+", " "))
end

local function padded(s, width, right)
  local blanks = (" "):rep(width - text.width(s))
  return right and blanks .. s or s .. blanks
end

-- A derived cell has a note of its own, which tells how it was worked out and of what.
local function notes(cell, number)
  if not page.is_cell(cell) then return "" end
  local list = {}
  for i, row in ipairs(cell.cite or {}) do list[i] = "[^" .. number[row] .. "]" end
  if not cell.derived then return table.concat(list) end
  local derived = number.derived
  derived[#derived + 1] = { text = cell.derived, cite = table.concat(list) }
  return "[^d" .. #derived .. "]"
end

local function put_table(block, out, speak, number)
  local columns, width, lines = block.columns, {}, {}
  local function add(line)
    for i, s in ipairs(line) do width[i] = math.max(width[i] or 3, text.width(s)) end
    lines[#lines + 1] = line
  end
  local heads = {}
  for i, column in ipairs(columns) do heads[i] = escape(say.title(column, speak)) end
  add(heads)
  for _, row in ipairs(block.rows) do
    local line = {}
    for i, column in ipairs(columns) do
      local cell = row[column.key]
      local mark = row.heading and "**" or ""
      local shown = escape(say.cell(cell, column, speak))
      line[i] = (shown ~= "" and mark .. shown .. mark or "") .. notes(cell, number)
    end
    add(line)
  end
  if block.title then out("**", escape(speak(block.title)), "**\n\n") end
  for n, line in ipairs(lines) do
    for i, s in ipairs(line) do out("| ", padded(s, width[i], columns[i].type == "number"), " ") end
    out("|\n")
    if n == 1 then
      for i in ipairs(line) do
        out("|", columns[i].type == "number" and (" " .. ("-"):rep(width[i]) .. ":") or (" " .. ("-"):rep(width[i]) .. " "))
      end
      out("|\n")
    end
  end
  out("\n")
  if block.note then out("_", escape(speak(block.note)), "_\n\n") end
end

-- A chart is its numbers.
local function put_chart(block, out, speak)
  local unit = block.unit and "（" .. speak(block.unit) .. "）" or ""
  if block.title then out("**", escape(speak(block.title) .. unit), "**\n\n") end
  for _, item in ipairs(block.bars or block.bullets or {}) do
    out("- ", escape(speak(item.label)), ": ", item.value and tostring(item.value) or "–")
    if item.target then out(" / ", tostring(item.target)) end
    out("\n")
  end
  for _, line in ipairs(block.lines or {}) do
    local parts = {}
    for i, point in ipairs(block.points) do
      if line.values[i] then parts[#parts + 1] = speak(point) .. " " .. tostring(line.values[i]) end
    end
    out("- ", escape(speak(line.label)), ": ", escape(table.concat(parts, ", ")), "\n")
  end
  out("\n")
end

local function put_figures(block, out)
  for _, row in ipairs(block.document.rows) do
    out("- ", escape(("%d:%d  %s  %s"):format(row.line, row.column, row.text, row.subject or "")), "\n")
  end
  out("\n")
end

local put = {
  heading = function(block, out, speak) out(("#"):rep(block.level), " ", escape(speak(block.text)), "\n\n") end,
  text = function(block, out, speak, number)
    out(escape(speak(block.text)), notes({ cell = true, cite = block.cite }, number), "\n\n")
  end,
  note = function(block, out, speak) out("> ", escape(speak(block.text)), "\n\n") end,
  list = function(block, out, speak, number)
    for _, item in ipairs(block.items) do out("- ", escape(say.cell(item, nil, speak)), notes(item, number), "\n") end
    out("\n")
  end,
  table = put_table, chart = put_chart, document = put_figures,
}

return function(self, out, context)
  local speak = context.speak
  local evidence, number = page.evidence(self)
  number.derived = {}
  out("# ", escape(speak(self.title)), "\n\n")
  if self.subtitle then out(escape(speak(self.subtitle)), "\n\n") end
  for _, block in ipairs(self.blocks) do put[block.kind](block, out, speak, number) end
  for i, x in ipairs(number.derived) do out("[^d", tostring(i), "]: ", escape(speak(x.text)), " ", x.cite, "\n") end
  for i, row in ipairs(evidence) do
    out("[^", tostring(i), "]: ", escape(row.quote), " — ", escape(say.place(row)), "\n")
  end
end
