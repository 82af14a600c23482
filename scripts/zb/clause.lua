-- clause.lua - a clause of a document as something that a cell can cite: what an observation says of its place, without a figure.
local clause = {}

--- The citation of text that stands in a paragraph; where normalising changed it, of the paragraph's beginning.
function clause.cite(document, paragraph, text)
  local at = document.text:find(text, paragraph.text_start, true)
  if not at or at > paragraph.text_end then at = paragraph.text_start end
  local before = document.text:sub(1, at - 1)
  local line_start = before:match(".*\n()") or 1
  local _, lines = before:gsub("\n", "")
  return {
    document = document, doc = document.doc, type = document.type, line = lines + 1,
    column = (utf8.len(before, line_start, -1, true) or 0) + 1, text_start = at, text_end = at + #text - 1, start = at - 1,
    ["end"] = at + #text - 1, text = "", quote = text, subject = "", measure = "", basis = "", bound = "", unit = "", status = "",
    period = "", area = document.area, area_code = document.area_code, section = paragraph.section, rule = "",
  }
end

return clause
