-- datapackage.lua - a Frictionless data package (specs.frictionlessdata.io, data-package 1) that describes the CSV file which the
-- format's argument names (datapackage:FILE.csv): its fields with their types and units.
local csv = require "zb.csv"
local json = require "zb.json"
local page = require "zb.page"
local say = require "zb.say"

return function(self, out, context)
  local speak, block = context.speak, page.main_table(self)
  if not block then error({ message = "the report has no table for a data package to describe" }, 0) end
  local path = context.argument or block.name .. ".csv"
  local fields = {}
  local function field(name, kind, title)
    fields[#fields + 1] = { raw = json.object { { "name", name }, { "type", kind }, { "title", title } } }
  end
  for _, one in ipairs(csv.columns(block, speak)) do
    local column = one.column
    local numeric = not one.bound and column.type == "number"
    for _, row in ipairs(block.rows) do
      local cell = row[column.key]
      local bare = column.unit or not page.is_cell(cell)        -- without its unit behind it
      if not row.heading and cell ~= nil and not (bare and say.number(cell)) then numeric = false end
    end
    field(one.title, numeric and "number" or "string", one.bound and one.title or speak(column.title))
  end
  field(speak { zh = "出处", en = "source" }, "string", speak { zh = "材料、行、列", en = "document, line, column" })
  field(speak { zh = "原文", en = "quote" }, "string", speak { zh = "依据的原文", en = "the words that it rests on" })
  local sources = {}
  for i, document in ipairs(context.documents) do
    sources[i] = { raw = json.object { { "title", document.title ~= "" and document.title or document.doc },
                                       { "path", document.doc }, { "hash", "sha256:" .. document.sha256 } } }
  end
  out(json.object {
    { "profile", "tabular-data-package" }, { "name", block.name }, { "title", speak(self.title) },
    { "resources", { { raw = json.object {
      { "profile", "tabular-data-resource" }, { "name", block.name }, { "path", path }, { "format", "csv" },
      { "mediatype", "text/csv" }, { "encoding", "utf-8" },
      { "dialect", { raw = json.object { { "lineTerminator", "\r\n" } } } },
      { "schema", { raw = json.object { { "fields", fields }, { "missingValues", { "" } } } } },
      { "sources", sources },
    } } } },
  }, "\n")
end
