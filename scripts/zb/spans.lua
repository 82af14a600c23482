-- spans.lua - what stands where in a document: its rows, paragraphs, lists and tables are in the order of their places.
local rows = require "zb.rows"

local spans = {}

-- The first of a list whose end is not before an offset: its number.
local function first_not_before(list, offset, end_of)
  local low, high = 1, #list + 1
  while low < high do
    local middle = (low + high) // 2
    if end_of(list[middle]) < offset then low = middle + 1 else high = middle end
  end
  return low
end

local function start_of(row) return row.text_start end
local function paragraph_end(paragraph) return paragraph.text_end end
local function range_end(range) return range.to end

--- The observations of a document that begin between two offsets of its text, ends included.
function spans.rows(document, from, to)
  local list, i = rows.of {}, first_not_before(document.rows, from, start_of)
  while document.rows[i] and document.rows[i].text_start <= to do
    list[#list + 1] = document.rows[i]
    i = i + 1
  end
  return list
end

--- The paragraph of a document that an offset lies in; nil where it lies in none.
function spans.paragraph(document, offset)
  local paragraph = document.paragraphs[first_not_before(document.paragraphs, offset, paragraph_end)]
  return paragraph and paragraph.text_start <= offset and paragraph or nil
end

--- The range { from, to, … } of a list, ordered and apart, that an observation begins in; nil where it begins in none.
function spans.holding(ranges, row)
  local range = ranges[first_not_before(ranges, row.text_start, range_end)]
  return range and range.from <= row.text_start and range or nil
end

return spans
