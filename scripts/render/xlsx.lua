-- xlsx.lua - a page as a workbook: a sheet of what the page says, one for each table and chart, and one of the evidence that
-- cells link to. Numbers are numbers, with the digits and the bound that they are stated with.
local page = require "zb.page"
local say = require "zb.say"
local text = require "zb.text"
local xlsx = require "zb.xlsx"

local ink = { good = 0x1B7A3D, bad = 0xB3261E, warn = 0x8A5A00, fine = 0x1F4E99, muted = 0x6B6B6B, link = 0x1F4E99 }

-- A name that Excel takes for a sheet: not longer than 31 characters, unlike all others.
local function sheet_name(wanted, used)
  local clean = wanted:gsub("[%[%]:*?/\\'%c]", " ")
  local cut = utf8.offset(clean, 29)
  local base = cut and clean:sub(1, cut - 1) or clean
  if base:find("^%s*$") then base = "Sheet" end
  local name, n = base, 1
  while used[name:lower()] do
    n = n + 1
    name = (utf8.offset(base, 27) and base:sub(1, utf8.offset(base, 27) - 1) or base) .. " " .. n
  end
  used[name:lower()] = true
  return name
end

-- Formats by what they look like: Excel has room for a few thousand, and most cells look alike.
local function formats(book)
  local known = {}
  return function(look)
    local keys = {}
    for key, value in pairs(look) do keys[#keys + 1] = key .. "=" .. tostring(value) end
    table.sort(keys)
    local id = table.concat(keys, ";")
    known[id] = known[id] or book:format(look)
    return known[id]
  end
end

local signs = { ge = "≥", gt = ">", le = "≤", lt = "<", approx = "≈" }

-- How Excel shows a number: the digits it is stated with, its bound before it, its unit and mark behind it; * is for derived.
local function number_format(cell, number, column, speak)
  local digits = number:scale()
  local shown = digits > 0 and "0." .. ("0"):rep(digits) or "0"
  local bound = page.is_cell(cell) and signs[cell.bound or ""]
  local unit = page.is_cell(cell) and cell.unit or ""
  if column.unit and speak(column.unit) == unit then unit = "" end
  if page.is_cell(cell) and cell.derived then unit = unit .. "*" end
  if page.is_cell(cell) and cell.mark then unit = unit .. " " .. speak(cell.mark) end
  if unit ~= "" then shown = shown .. '"' .. unit:gsub('"', "") .. '"' end
  return bound and '"' .. bound .. '"' .. shown or shown
end

local function put_cell(sheet, r, c, cell, column, tone, look, context)
  local number = say.number(cell)
  local cited = page.is_cell(cell) and cell.cite and cell.cite[1]
  tone = page.is_cell(cell) and cell.tone or tone
  local style = { border = true, color = tone and ink[tone], bold = tone == "strong" or nil }
  if cited then
    sheet:link(r, c, context.evidence_sheet, context.number[cited] + 1)
    style.color = style.color or ink.link
  end
  if number then
    style.number, style.align = number_format(cell, number, column, context.speak), "right"
    sheet:number(r, c, number, look(style))
    return text.width(page.is_cell(cell) and say.cell(cell, column, context.speak) or tostring(number)) + 4
  end
  local shown = say.cell(cell, column, context.speak)
  style.wrap = text.width(shown) > 40 or shown:find("\n", 1, true) and true or nil
  style.align = column.type == "number" and "right" or nil
  sheet:text(r, c, shown, look(style))
  return text.width(shown) + 2
end

-- Heights of rows whose text is wrapped: not every program finds them by itself.
local function set_heights(sheet, block, widths, context)
  for i, row in ipairs(block.rows) do
    local lines = 1
    for c, column in ipairs(block.columns) do
      local shown = text.width(say.cell(row[column.key], column, context.speak))
      if shown > 40 then lines = math.max(lines, -(-(shown + 2) // widths[c])) end
    end
    if lines > 1 then sheet:height(i + 1, lines * 16) end
  end
end

local function put_table(book, block, look, context, used)
  local name = sheet_name(context.speak(block.title or context.heading or block.name), used)
  local sheet, widths = book:sheet(name), {}
  for c, column in ipairs(block.columns) do
    local title = say.title(column, context.speak)
    sheet:text(1, c, title, look { bold = true, background = 0xE8EEF4, border = true, wrap = true,
                                   align = column.type == "number" and "right" or nil })
    widths[c] = math.min(text.width(title) + 4, 20)
  end
  for i, row in ipairs(block.rows) do
    for c, column in ipairs(block.columns) do
      local width = put_cell(sheet, i + 1, c, row[column.key], column, row.heading and "strong" or row.tone, look, context)
      widths[c] = math.max(widths[c], math.min(width, 60))
    end
  end
  for c, width in ipairs(widths) do sheet:width(c, width) end
  set_heights(sheet, block, widths, context)
  sheet:head(1, #block.columns, #block.rows + 1)
  if block.note then sheet:text(#block.rows + 3, 1, context.speak(block.note), look { italic = true, color = ink.muted }) end
  return name
end

local function put_chart(book, block, look, context, used)
  local speak = context.speak
  local name = sheet_name(speak(block.title or block.name) .. speak { zh = " 图", en = " chart" }, used)
  local sheet, labels, series = book:sheet(name), {}, {}
  if block.lines then
    for i, point in ipairs(block.points) do labels[i] = speak(point) end
    for i, line in ipairs(block.lines) do series[i] = { name = speak(line.label), at = function(k) return line.values[k] end } end
  else
    local items = block.bars or block.bullets
    for i, item in ipairs(items) do labels[i] = speak(item.label) end
    series[1] = { name = speak(block.title), at = function(k) return items[k].value end }
    if block.bullets then
      series[1].name = speak { zh = "结果", en = "result" }
      series[2] = { name = speak { zh = "目标", en = "target" }, at = function(k) return items[k].target end }
    end
  end
  local columns, names = {}, {}
  for c, one in ipairs(series) do
    columns[c], names[c] = c + 1, one.name
    sheet:text(1, c + 1, one.name .. (block.unit and "（" .. speak(block.unit) .. "）" or ""), look { bold = true, border = true })
    for k in ipairs(labels) do
      local value = one.at(k)
      if value then sheet:number(k + 1, c + 1, value, look { border = true }) end
    end
  end
  for k, label in ipairs(labels) do sheet:text(k + 1, 1, label, look { border = true }) end
  sheet:width(1, 18)
  if #labels > 0 then
    sheet:chart { kind = block.lines and "line" or "bar", title = block.title and speak(block.title) or "", name = name,
                  first = 2, last = #labels + 1, labels = 1, values = columns, names = names, row = 1, column = #series + 3 }
  end
  return name
end

-- How derived cells were worked out, as lines.
local function put_derived(self, line, speak)
  local first = true
  for _, block in ipairs(self.blocks) do
    for _, row in ipairs(block.kind == "table" and block.rows or {}) do
      for _, column in ipairs(block.columns) do
        local cell = row[column.key]
        if page.is_cell(cell) and cell.derived then
          local title = { zh = "推算说明（带 * 的单元格）", en = "How cells with * were worked out" }
          if first then line(speak(title), { bold = true, size = 13 }) end
          first = false
          line("* " .. speak(cell.derived), { wrap = true })
        end
      end
    end
  end
end

-- sheets: the names of the others, which it leads to.
local function put_front(sheet, self, sheets, look, context)
  local speak, r = context.speak, 1
  local function line(s, style)
    sheet:text(r, 1, s, look(style))
    if style.size then sheet:height(r, style.size * 7 // 5 + 2) end
    r = r + 1
  end
  line(speak(self.title), { bold = true, size = 16 })
  if self.subtitle then line(speak(self.subtitle), { color = ink.muted }) end
  for _, block in ipairs(self.blocks) do
    if block.kind == "heading" then line(speak(block.text), { bold = true, size = block.level == 2 and 13 or 11 })
    elseif block.kind == "text" or block.kind == "note" then
      line(speak(block.text), { wrap = true, italic = block.kind == "note" or nil })
    elseif block.kind == "list" then
      for _, item in ipairs(block.items) do line("· " .. say.cell(item, nil, speak), { wrap = true }) end
    end
  end
  put_derived(self, line, speak)
  r = r + 1
  line(speak { zh = "工作表", en = "Sheets" }, { bold = true })
  for _, name in ipairs(sheets) do
    sheet:link(r, 1, name, 1)
    line(name, { color = ink.link })
  end
  sheet:width(1, 100)
end

local function put_evidence(sheet, evidence, look, speak)
  local heads = {
    { { zh = "编号", en = "number" }, 6 }, { { zh = "材料", en = "document" }, 30 }, { { zh = "行", en = "line" }, 7 },
    { { zh = "列", en = "column" }, 7 }, { { zh = "数据", en = "figure" }, 14 }, { { zh = "主体", en = "subject" }, 26 },
    { { zh = "状态", en = "status" }, 8 }, { { zh = "期间", en = "period" }, 11 }, { { zh = "地区", en = "area" }, 12 },
    { { zh = "原文", en = "quote" }, 90 },
  }
  for c, head in ipairs(heads) do
    sheet:text(1, c, speak(head[1]), look { bold = true, background = 0xE8EEF4, border = true })
    sheet:width(c, head[2])
  end
  for i, row in ipairs(evidence) do
    local cells = { i, row.doc, row.line, row.column, row.text, row.subject or "", speak(say.word(row.status)), row.period or "",
                    row.area or "", row.quote }
    for c, value in ipairs(cells) do
      if math.type(value) then sheet:number(i + 1, c, value, look { border = true })
      else sheet:text(i + 1, c, value, look { border = true, wrap = c == #cells or nil }) end
    end
  end
  sheet:head(1, #heads, #evidence + 1)
end

return function(self, out, context)
  local speak, used = context.speak, {}
  local book = xlsx.new { title = speak(self.title) }
  local look = formats(book)
  local evidence, number = page.evidence(self)
  local front = book:sheet(sheet_name(speak { zh = "说明", en = "About" }, used))
  local inner = { speak = speak, number = number, evidence_sheet = sheet_name(speak { zh = "依据", en = "Evidence" }, used) }
  local sheets = {}
  for _, block in ipairs(self.blocks) do
    if block.kind == "heading" then inner.heading = block.text
    elseif block.kind == "table" then sheets[#sheets + 1] = put_table(book, block, look, inner, used)
    elseif block.kind == "chart" then sheets[#sheets + 1] = put_chart(book, block, look, inner, used) end
  end
  sheets[#sheets + 1] = inner.evidence_sheet
  put_evidence(book:sheet(inner.evidence_sheet), evidence, look, speak)
  put_front(front, self, sheets, look, context)
  out(book:bytes())
end
