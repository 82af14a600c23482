-- The paragraphs of the documents, as zhibiao text --layout shows them.
local page = require "zb.page"

local signs = { paragraph = "¶", heading = "#", row = "|" }

local function run(job)
  local rows = {}
  for _, document in ipairs(job.documents) do
    assert(document.nothing == nil, "a document has what it has not")
    local list = document.paragraphs
    assert(list == document.paragraphs, "made twice")
    local named = false
    for key in pairs(document) do named = named or key == "paragraphs" end
    assert(named and document.nothing == nil)
    local text = document.text
    for _, p in ipairs(list) do
      local here = text:sub(p.text_start, p.text_end) == p.text
      rows[#rows + 1] = { line = tostring(p.line), text = signs[p.kind] .. "\t" .. p.text, here = tostring(here) }
    end
  end
  local columns = {}
  for i, key in ipairs { "line", "text", "here" } do columns[i] = { key = key, title = { zh = key, en = key } } end
  local p = page.new { title = { zh = "段落", en = "paragraphs" } }
  p:table { name = "paragraphs", columns = columns, rows = rows }
  return p
end

return { title = { zh = "段落", en = "paragraphs" }, about = { zh = "文件的段落", en = "paragraphs of documents" }, run = run }
