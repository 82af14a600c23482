-- page.lua - what a report says, before it is written in any format: headings, text, lists, tables, charts.
--
-- Text anywhere is a string, or { zh = …, en = … }. A cell is nil, text, an integer, a decimal, or what page.cell makes: a
-- quantity or text with the observations that it rests on (cite). Renderers (scripts/render) take a page and nothing else.
local page = {}
local methods = {}
local meta = { __index = methods }

local function is_text(value)
  return type(value) == "string" or (type(value) == "table" and type(value.zh) == "string" and type(value.en) == "string")
end

local function want_text(value, what)
  if not is_text(value) then error(what .. " must be text: a string or { zh = …, en = … }", 3) end
end

local function known_keys(given, allowed, what)
  for key in pairs(given) do
    if not allowed[key] then error(("%s has no '%s'"):format(what, tostring(key)), 3) end
  end
end

--- A page to be filled: page.new{ title = text, subtitle = text }.
function page.new(head)
  known_keys(head, { title = true, subtitle = true }, "a page")
  want_text(head.title, "a page's title")
  return setmetatable({ title = head.title, subtitle = head.subtitle, blocks = {} }, meta)
end

local cell_keys = {
  text = true, value = true, lower = true, upper = true, bound = true, unit = true, unit_base = true, unit_mult = true,
  tone = true, mark = true, cite = true, derived = true, href = true,
}
local tones = { good = true, bad = true, warn = true, fine = true, muted = true, strong = true }

-- What is cited, as a list of observations: a derived row (zb.derive) is cited by what it is made of.
local function cited(cite)
  if not cite then return nil end
  local list = {}
  for _, row in ipairs(cite.quote and { cite } or cite) do
    for _, source in ipairs(row.from or { row }) do list[#list + 1] = source end
  end
  return list
end

--- A cell: { text = … } or a quantity's keys; tone: good, bad, warn, fine (blue), muted, strong; mark: text behind it (✓),
--- for those who see no colour; cite: an observation or a list of them; derived: how it was worked out, in words.
function page.cell(cell)
  known_keys(cell, cell_keys, "a cell")
  if cell.tone and not tones[cell.tone] then error("a cell's tone is good, bad, warn, fine, muted or strong", 2) end
  cell.cite = cited(cell.cite)
  cell.cell = true
  return cell
end

--- The cell of an observation: its quantity, resting on it; of a derived row (zb.derive) as it is to be shown, resting on what it
--- is made of. tone and mark as above.
function page.figure(row, tone, mark)
  local function shown(value) return value and row.places and value:round(row.places) or value end
  return page.cell {
    value = shown(row.value), lower = shown(row.lower), upper = shown(row.upper), bound = row.bound, unit = row.unit,
    unit_base = row.unit_base, unit_mult = row.unit_mult, tone = tone, mark = mark, cite = row, derived = row.derived,
  }
end

local function add(self, block)
  self.blocks[#self.blocks + 1] = block
  return block
end

--- A heading of level 2 (a chapter) or 3.
function methods:heading(level, text)
  want_text(text, "a heading")
  add(self, { kind = "heading", level = level, text = text })
end

--- A paragraph; cite: an observation or list of them.
function methods:text(text, cite)
  want_text(text, "a paragraph")
  add(self, { kind = "text", text = text, cite = cited(cite) })
end

--- What the reader must know to trust the page: a limit, a doubt, what was missing.
function methods:note(text)
  want_text(text, "a note")
  add(self, { kind = "note", text = text })
end

--- A list of texts or cells.
function methods:list(items)
  add(self, { kind = "list", items = items })
end

local table_keys = { name = true, title = true, columns = true, rows = true, note = true, main = true, group = true }
local column_keys = { key = true, title = true, type = true, unit = true, width = true, group = true }
local column_types = { text = true, number = true, code = true, quote = true }

--- A table. name: of the file that holds it alone; columns: { key, title, type = text|number|code|quote, unit, group = text of
--- the head that columns beside each other share }; rows: tables of cells by key (a row's tone = … colours all of it; heading =
--- true makes it a row that parts the table); main: true for the one that CSV writes (else the first).
function methods:table(t)
  known_keys(t, table_keys, "a table")
  if type(t.name) ~= "string" or not t.name:find("^[a-z][a-z0-9_]*$") then
    error("a table's name has small letters, digits and _", 2)
  end
  if type(t.columns) ~= "table" or #t.columns == 0 then error("a table has no columns", 2) end
  if type(t.rows) ~= "table" then error("a table has no rows", 2) end
  for _, column in ipairs(t.columns) do
    known_keys(column, column_keys, "a column")
    if type(column.key) ~= "string" then error("a column has no key", 2) end
    want_text(column.title, ("the title of column '%s'"):format(column.key))
    column.type = column.type or "text"
    if not column_types[column.type] then error("a column's type is text, number, code or quote", 2) end
  end
  t.kind = "table"
  return add(self, t)
end

--- A column for a table: its key, its title in both languages, and where given its type and unit.
function page.column(key, zh, en, kind, unit)
  return { key = key, title = { zh = zh, en = en }, type = kind, unit = unit }
end

local chart_keys = {
  name = true, chart = true, title = true, unit = true, bars = true, lines = true, bullets = true, points = true,
}

local function is_empty(value)
  return value == nil or value == "" or type(value) == "table" and value.zh == ""
end

--- The columns that some row fills.
function page.filled(columns, rows)
  local list = {}
  for _, column in ipairs(columns) do
    for _, row in ipairs(rows) do
      if not is_empty(row[column.key]) then
        list[#list + 1] = column
        break
      end
    end
  end
  return list
end

--- A chart. chart = "bar": bars = { { label, value, cite } … } · "line": points = labels of the axis, lines = { { label,
--- values = { decimal or nil, by point } } … } · "bullet": bullets = { { label, value, target, tone, cite } … }. Values are
--- decimals.
function methods:chart(c)
  known_keys(c, chart_keys, "a chart")
  if not (c.chart == "bar" and c.bars or c.chart == "line" and c.lines and c.points or c.chart == "bullet" and c.bullets) then
    error("a chart is bar with bars, line with points and lines, or bullet with bullets", 2)
  end
  for _, item in ipairs(c.bars or c.bullets or {}) do item.cite = cited(item.cite) end
  c.kind = "chart"
  return add(self, c)
end

--- A document's text with its figures marked, for reading against them (HTML only; other formats list the figures).
function methods:document(document)
  return add(self, { kind = "document", document = document })
end

--- Whether a value is a cell made by page.cell.
function page.is_cell(value) return type(value) == "table" and value.cell == true end

local function cites_of(block, visit)
  if block.cite then for _, row in ipairs(block.cite) do visit(row) end end
  if block.kind == "table" then
    for _, row in ipairs(block.rows) do
      for _, column in ipairs(block.columns) do
        local cell = row[column.key]
        if page.is_cell(cell) and cell.cite then for _, r in ipairs(cell.cite) do visit(r) end end
      end
    end
  end
  for _, list in ipairs { block.items or {}, block.bars or {}, block.bullets or {} } do
    for _, item in ipairs(list) do
      if type(item) == "table" and item.cite then
        for _, r in ipairs(item.cite) do visit(r) end
      end
    end
  end
end

--- The observations that a page rests on, each once, in the order of their first use; and their numbers by observation.
function page.evidence(self)
  local list, number = {}, {}
  for _, block in ipairs(self.blocks) do
    cites_of(block, function(row)
      if number[row] then return end
      list[#list + 1] = row
      number[row] = #list
    end)
  end
  return list, number
end

--- The table that CSV writes: the one called name, else the main one, else the first. nil where there is none.
function page.main_table(self, name)
  local first
  for _, block in ipairs(self.blocks) do
    if block.kind == "table" then
      if name and block.name == name or not name and block.main then return block end
      first = first or block
    end
  end
  return not name and first or nil
end

return page
