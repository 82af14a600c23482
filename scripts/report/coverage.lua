-- coverage.lua - how much of each document was understood: figures by section, and the list of what was left.
local chars = require "zb.chars"
local decimal = require "zb.decimal"
local figures = require "zb.figures"
local page = require "zb.page"

local column = page.column

local function count(list)
  local n = { all = #list, coded = 0, left = 0 }
  for _, row in ipairs(list) do
    if row.rule == "unclaimed" then n.left = n.left + 1 elseif row.indicator then n.coded = n.coded + 1 end
  end
  n.claimed = n.all - n.left
  return n
end

-- A share in per cent, rounded to one digit; nil of nothing.
local function share(part, whole)
  if whole == 0 then return nil end
  return (decimal(part * 100) / decimal(whole)):round(1)
end

local document_column = column("doc", "材料", "document")
local section_column = column("section", "章节", "section")
local counts = {
  column("all", "数据", "figures", "number"),
  column("claimed", "已归类", "claimed", "number"),
  column("coded", "对应指标", "coded", "number"),
  column("left", "未归类", "unclaimed", "number"),
  column("share", "归类率", "claimed share", "number", "%"),
}

local function with_counts(line, list)
  local n = count(list)
  line.all, line.claimed, line.coded = n.all, n.claimed, n.coded
  line.left = n.left > 0 and page.cell { value = decimal(n.left), tone = "warn" } or 0
  line.share = share(n.claimed, n.all)
  return line
end

local function columns(...)
  local list = { ... }
  for _, one in ipairs(counts) do list[#list + 1] = one end
  return list
end

local function put_documents(p, job)
  local lines = {}
  for i, document in ipairs(job.documents) do
    lines[i] = with_counts({ doc = document.doc, type = { zh = document.type_title or document.type, en = document.type },
                             year = document.year }, document.rows)
  end
  if #lines > 1 then lines[#lines + 1] = with_counts({ tone = "strong", doc = { zh = "合计", en = "all" } }, job.rows) end
  p:heading(2, { zh = "各份材料", en = "Documents" })
  p:table {
    name = "documents", rows = lines,
    columns = columns(document_column, column("type", "类型", "type"), column("year", "年份", "year", "code")),
  }
end

local function put_sections(p, job)
  local lines = {}
  for _, document in ipairs(job.documents) do
    for _, group in ipairs(document.rows:group("section")) do
      local section = group.key ~= "" and group.key or { zh = "（未分章节）", en = "(no section)" }
      lines[#lines + 1] = with_counts({ doc = document.doc, section = section }, group.rows)
    end
  end
  p:heading(2, { zh = "各章节", en = "Sections" })
  p:table {
    name = "sections", main = true, rows = lines,
    columns = columns(document_column, section_column),
  }
end

local function put_left(p, job)
  local left = job.rows:where { rule = "unclaimed" }
  p:heading(2, { zh = "未归类的数据", en = "Unclaimed figures" })
  if #left == 0 then
    p:text { zh = "没有。", en = "None." }
    return
  end
  p:table {
    name = "left",
    columns = {
      column("figure", "数据", "figure"),
      column("quote", "原文", "quote", "quote"),
      section_column, column("place", "位置", "place", "code"),
    },
    rows = left:map(function(row)
      local _, part = figures.chapter(row.section)
      return { figure = page.cell { text = row.text, cite = row }, quote = chars.cut(row.quote, 80), section = part,
               place = ("%s:%d:%d"):format(row.doc, row.line, row.column) }
    end),
  }
end

local function run(job)
  local n = count(job.rows)
  local p = page.new {
    title = { zh = "提取情况", en = "Coverage" },
    subtitle = { zh = ("%d 份材料，%d 个数据，%d 个未归类"):format(#job.documents, n.all, n.left),
                 en = ("%d documents, %d figures, %d unclaimed"):format(#job.documents, n.all, n.left) },
  }
  p:note { zh = "已归类：有规则认出其含义；对应指标：主体是指标目录中的指标；未归类：找到了数据，但没有规则认出其含义。",
           en = "claimed: a rule understood the figure; coded: its subject is an indicator of the catalogue; " ..
                "unclaimed: found, but not understood." }
  for _, document in ipairs(job.documents) do
    if #document.rows == 0 then
      p:note { zh = ("%s 里没有找到数据。"):format(document.doc), en = ("no figures were found in %s."):format(document.doc) }
    end
  end
  put_documents(p, job)
  put_sections(p, job)
  put_left(p, job)
  return p
end

return {
  title = { zh = "提取情况", en = "Coverage" },
  about = { zh = "每份材料、每个章节有多少数据、认出多少、剩下哪些",
            en = "figures found, claimed, coded and left, by document and section" },
  run = run,
}
