-- json.lua - a page as one JSON object: title, blocks in their order, and the evidence that cells point to by number.
local json = require "zb.json"
local page = require "zb.page"
local say = require "zb.say"

local function numbers(cite, number)
  local list = {}
  for i, row in ipairs(cite or {}) do list[i] = number[row] end
  return #list > 0 and list or nil
end

local function cell_value(cell, speak, number)
  if not page.is_cell(cell) then return cell == nil and json.null or type(cell) == "table" and cell.zh and speak(cell) or cell end
  if cell.text == nil and not cell.value and not cell.lower then return json.null end
  return { raw = json.object {
    { "text", cell.text ~= nil and speak(cell.text) or say.cell(cell, nil, speak) }, { "value", cell.value },
    { "lower", cell.lower }, { "upper", cell.upper }, { "bound", cell.bound }, { "unit", cell.unit }, { "tone", cell.tone },
    { "mark", cell.mark and speak(cell.mark) },
    { "derived", cell.derived and speak(cell.derived) }, { "cite", numbers(cell.cite, number) },
  } }
end

local put = {
  heading = function(b, speak) return { { "level", b.level }, { "text", speak(b.text) } } end,
  text = function(b, speak, number) return { { "text", speak(b.text) }, { "cite", numbers(b.cite, number) } } end,
  note = function(b, speak) return { { "text", speak(b.text) } } end,
  list = function(b, speak, number)
    local items = {}
    for i, item in ipairs(b.items) do items[i] = cell_value(item, speak, number) end
    return { { "items", items } }
  end,
  table = function(b, speak, number)
    local columns, lines = {}, {}
    for i, c in ipairs(b.columns) do
      columns[i] = { raw = json.object { { "key", c.key }, { "title", speak(c.title) }, { "type", c.type },
                                         { "unit", c.unit and speak(c.unit) } } }
    end
    for i, row in ipairs(b.rows) do
      local cells = {}
      for k, c in ipairs(b.columns) do cells[k] = { c.key, cell_value(row[c.key], speak, number) } end
      lines[i] = { raw = json.object(cells) }
    end
    return { { "name", b.name }, { "title", b.title and speak(b.title) }, { "columns", columns }, { "rows", lines },
             { "note", b.note and speak(b.note) } }
  end,
  chart = function(b, speak)
    local items = {}
    for i, x in ipairs(b.bars or b.bullets or {}) do
      items[i] = { raw = json.object { { "label", speak(x.label) }, { "value", x.value or json.null }, { "target", x.target } } }
    end
    for i, x in ipairs(b.lines or {}) do
      local values = {}
      for k in ipairs(b.points) do values[k] = x.values[k] or json.null end
      items[i] = { raw = json.object { { "label", speak(x.label) }, { "values", values } } }
    end
    local points = {}
    for i, p in ipairs(b.points or {}) do points[i] = speak(p) end
    return { { "name", b.name }, { "chart", b.chart }, { "title", b.title and speak(b.title) },
             { "unit", b.unit and speak(b.unit) }, { "points", b.points and points }, { "series", items } }
  end,
  document = function(b) return { { "doc", b.document.doc } } end,
}

return function(self, out, context)
  local speak = context.speak
  local evidence, number = page.evidence(self)
  local blocks, cited = {}, {}
  for i, block in ipairs(self.blocks) do
    local fields = put[block.kind](block, speak, number)
    table.insert(fields, 1, { "kind", block.kind })
    blocks[i] = { raw = json.object(fields) }
  end
  for i, row in ipairs(evidence) do
    cited[i] = { raw = json.object {
      { "number", i }, { "doc", row.doc }, { "line", row.line }, { "column", row.column }, { "start", row.start },
      { "end", row["end"] }, { "text", row.text }, { "quote", row.quote }, { "subject", row.subject },
      { "indicator", row.indicator or json.null }, { "period", row.period }, { "area", row.area }, { "status", row.status },
      { "measure", row.measure },
    } }
  end
  out(json.object { { "title", speak(self.title) }, { "subtitle", self.subtitle and speak(self.subtitle) },
                    { "blocks", blocks }, { "evidence", cited } }, "\n")
end
