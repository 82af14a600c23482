-- review.lua - the document's text as it stands with every figure marked in it, for reading against the figures and for saying
-- which are right (in HTML; other formats list the figures).
local page = require "zb.page"

local function title_of(document)
  return document.title ~= "" and document.title or document.doc:match("[^/\\]+$") or document.doc
end

local function run(job)
  local first, count, unclaimed = job.documents[1], #job.rows, 0
  for _, row in ipairs(job.rows) do if row.rule == "unclaimed" then unclaimed = unclaimed + 1 end end
  local title = title_of(first)
  if #job.documents > 1 then
    title = { zh = ("核对 %d 份材料"):format(#job.documents), en = ("Review of %d documents"):format(#job.documents) }
  end
  local p = page.new {
    title = title,
    subtitle = { zh = ("%d 个数据，%d 个未识别 · %s"):format(count, unclaimed, first.doc),
                 en = ("%d figures, %d unclaimed · %s"):format(count, unclaimed, first.doc) },
  }
  for _, document in ipairs(job.documents) do
    if #job.documents > 1 then p:heading(2, title_of(document)) end
    p:document(document)
  end
  return p
end

return {
  title = { zh = "核对", en = "Review" },
  about = { zh = "原文与其中的每个数据，逐个核对、更正", en = "the text with every figure marked in it, to be checked and corrected" },
  run = run,
}
