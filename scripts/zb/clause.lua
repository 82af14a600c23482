-- clause.lua - a clause of a document as something that a cell can cite: what an observation says of its place, without a figure.
local clause = {}

local LINE = 65536          -- bytes of a line that are looked back over for its beginning

--- The citation of text that stands in a paragraph; where normalising changed it, of the paragraph's beginning.
function clause.cite(document, paragraph, text)
  local found = document.text:sub(paragraph.text_start, paragraph.text_end):find(text, 1, true)
  local at = paragraph.text_start + (found or 1) - 1
  local _, lines = document.text:sub(paragraph.text_start, at - 1):gsub("\n", "")
  local before = document.text:sub(math.max(at - LINE, 1), at - 1)
  local line_start = before:match(".*\n()") or 1
  return {
    document = document, doc = document.doc, type = document.type, line = paragraph.line + lines,
    column = (utf8.len(before, line_start, -1, true) or 0) + 1, text_start = at, text_end = at + #text - 1, text = "",
    quote = text, subject = "", measure = "", basis = "", bound = "", unit = "", status = "", period = "",
    area = document.area, area_code = document.area_code, section = paragraph.section, rule = "",
  }
end

return clause
