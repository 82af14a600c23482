-- brief.lua - one document on a page, shaped by its type: head, headline indicators, what it promises, its lists and tables, the
-- figures of each section, and what no rule understood.
local chars = require "zb.chars"
local figures = require "zb.figures"
local grids = require "zb.grids"
local lists = require "zb.lists"
local page = require "zb.page"
local period = require "zb.period"
local promise = require "zb.promise"
local quantity = require "zb.quantity"
local rows = require "zb.rows"
local say = require "zb.say"
local spans = require "zb.spans"

local column = page.column

local function label(p) return { zh = period.label(p), en = period.label(p, true) } end

-- ---- head ----

local function put_head(p, document, found)
  local lines = {}
  local function line(zh, en, value)
    if value and value ~= "" then lines[#lines + 1] = { key = { zh = zh, en = en }, value = value } end
  end
  line("材料", "document", document.doc)
  line("类型", "type", { zh = document.type_title or document.type, en = document.type })
  line("地区", "area", document.area .. (document.area_code ~= "" and "（" .. document.area_code .. "）" or ""))
  line("日期", "date", document.date)
  line("报告人", "speaker", document.speaker)
  line("年份", "year", document.year)
  local coded, left = 0, 0
  for _, row in ipairs(document.rows) do
    if row.indicator then coded = coded + 1 end
    if row.rule == "unclaimed" then left = left + 1 end
  end
  line("数据", "figures", { zh = ("%d 个，其中 %d 个对应指标，%d 个未能归类"):format(#document.rows, coded, left),
                          en = ("%d, of which %d coded, %d not understood"):format(#document.rows, coded, left) })
  local names = {}
  for i, list in ipairs(found) do
    local n = #list.items
    names[i] = n > 0 and { zh = ("%s %d 项"):format(list.title, n), en = ("%s: %d"):format(list.title, n) } or list.title
  end
  line("附件与清单", "annexes and lists", #names > 0 and figures.join(names, "；") or nil)
  p:heading(2, { zh = "基本情况", en = "The document" })
  p:table {
    name = "head", rows = lines,
    columns = { column("key", "项目", "item"), column("value", "内容", "content") },
  }
end

-- ---- headline indicators ----

-- Goals that the document tells of indicators in words only (增速高于全市平均水平), added to the lines, which are sorted anew.
local function with_words(document, goal, list)
  for _, line in ipairs(list) do
    if goal and line.code and not line.goal_level and not line.goal_move then
      local clause = promise.worded({ document }, period.year(goal), line.code)
      line.words, line.goal_at = clause, clause and clause.text_start
    end
  end
  return list:sort("goal_at", "at")
end

local function put_headline(p, document, without_goals)
  local reviewed, goal = figures.periods(document)
  if without_goals then goal = nil end
  local list = with_words(document, goal, figures.headline(document, reviewed, goal))
  if #list == 0 then return end
  local has_goal, has_result = false, false
  local lines = list:map(function(x)
    local words = x.words and page.cell { text = chars.cut(x.words.quote, 26), cite = x.words }
    has_goal = has_goal or x.goal_level ~= nil or x.goal_move ~= nil or words ~= nil
    has_result = has_result or x.level ~= nil or x.move ~= nil
    return { name = x.name, level = figures.cell(x.level), move = figures.cell(x.move), goal_level = figures.cell(x.goal_level),
             goal_move = figures.cell(x.goal_move) or words, note = x.note }
  end)
  local columns = { column("name", "指标", "indicator") }
  local function add(key, p1, zh, en)
    local l = label(p1)
    columns[#columns + 1] = { key = key, type = "number", title = { zh = l.zh .. zh, en = l.en .. " " .. en } }
  end
  if has_result then
    add("level", reviewed, "完成", "result")
    add("move", reviewed, "增减", "change")
  end
  if has_goal then
    add("goal_level", goal, "目标", "goal")
    add("goal_move", goal, "目标增减", "goal, change")
  end
  columns[#columns + 1] = column("note", "备注", "remark")
  p:heading(2, has_goal and has_result and { zh = "主要指标与目标", en = "Results and goals" }
               or has_goal and { zh = "主要目标", en = "Goals" } or { zh = "主要指标", en = "Headline indicators" })
  p:table { name = "headline", main = has_result or nil, columns = columns, rows = lines }
end

-- ---- goals and results of several years ----

local function put_span(p, name, title, list, main)
  if #list == 0 then return end
  local lines = list:map(function(row)
    return { subject = figures.subject(row), value = page.figure(row), measure = figures.measure(row),
             period = label(row.period) }
  end)
  p:heading(2, title)
  p:table {
    name = name, main = main or nil, rows = lines,
    columns = page.filled({
      column("subject", "指标或任务", "subject"), column("value", "数据", "figure", "number"),
      column("measure", "口径", "measure"), column("period", "时期", "period"),
    }, lines),
  }
end

local function long_term(document, found, all)
  local _, goal = figures.periods(document)
  local year = not all and period.year(goal or "") or document.year or 0
  local body = document.rows:where(function(row) return not spans.holding(found, row) and row.rule ~= "unclaimed" end)
  local ahead = body:where(function(row)
    local span = period.parse(row.period)
    return row.status == "target" and span and (span.freq == "M" or span.to > year)
  end)
  local back = body:where(function(row)
    local span = period.parse(row.period)
    return row.status == "actual" and span and span.freq == "M"
  end)
  return ahead, back
end

-- ---- annexed lists ----

local function quantities(item)
  local texts = {}
  for i, row in ipairs(item.rows) do texts[i] = quantity.show(row) .. row.unit end
  if #texts == 0 then return nil end
  return page.cell { text = table.concat(texts, "，"), cite = item.rows }
end

local plain_columns = {
  column("number", "序号", "no.", "number"),
  column("text", "内容", "content"),
  column("figures", "数据", "figures"),
  column("departments", "责任单位", "in charge"),
}
local columns_of = {
  glossary = {
    column("number", "序号", "no.", "number"),
    column("term", "用语", "term"), column("body", "说明", "definition"),
  },
  policies = {
    column("number", "序号", "no.", "number"),
    column("text", "政策", "policy"),
    column("departments", "责任单位", "in charge"),
  },
  actions = {
    column("number", "序号", "no.", "number"),
    column("term", "行动", "action"), column("body", "内容与目标", "content and goal"),
    column("figures", "数据", "figures"),
    column("year", "截止年份", "end year", "code"),
    column("departments", "责任单位", "in charge"),
  },
}

local function put_list(p, list, name)
  local columns = columns_of[list.kind] or plain_columns
  local lines = {}
  for i, item in ipairs(list.items) do
    local term = item.term or item.text
    lines[i] = {
      number = item.number, term = term, body = item.term and item.body or "", figures = quantities(item),
      text = item.text,
      departments = table.concat(item.departments, "、"), year = list.kind == "actions" and lists.end_year(item) or nil,
    }
  end
  p:heading(2, list.title ~= "" and list.title or list.head)
  p:table { name = name, columns = page.filled(columns, lines), rows = lines }
end

local last = { glossary = true, notes = true }   -- kinds of lists that explain, and stand behind the figures

local function put_lists(p, found, explaining)
  local used = {}
  for _, list in ipairs(found) do
    if #list.items > 0 and (last[list.kind] or false) == explaining then
      used[list.kind] = (used[list.kind] or 0) + 1
      put_list(p, list, "list_" .. list.kind .. (used[list.kind] > 1 and "_" .. used[list.kind] or ""))
    end
  end
end

-- ---- tables of the document ----

local function put_grid(p, grid, number)
  local columns, lines = {}, {}
  for c = 1, grid.width do
    local head = grid.heads[c] or ""
    columns[c] = { key = "c" .. c, title = head ~= "" and head or tostring(c), type = c > 1 and "number" or "text" }
  end
  for i, cells in ipairs(grid.lines) do
    local line = {}
    for c, cell in ipairs(cells) do
      line["c" .. c] = cell.row and page.cell { text = cell.text, cite = cell.row } or cell.text
    end
    lines[i] = line
  end
  local title = (grid.title ~= "" and grid.title or "表 " .. number) .. (grid.unit and "（单位：" .. grid.unit .. "）" or "")
  p:table { name = "table_" .. number, title = title, columns = columns, rows = lines }
end

local function put_grids(p, list)
  if #list == 0 then return end
  p:heading(2, { zh = "文中的表", en = "Tables of the document" })
  for i, grid in ipairs(list) do put_grid(p, grid, i) end
end

-- ---- body against table ----

local function same_value(a, b)
  local other = quantity.convert(b, a.unit)
  if not other or not a.value or not other.value then return false end
  return a.value == other.value
end

local bounded = { ge = true, gt = true, le = true, lt = true, approx = true }

local function verdict(cell, said)
  if not said then return { zh = "正文未提", en = "not in the text" }, "muted" end
  if not same_value(cell, said) then return { zh = "不一致", en = "differs" }, "bad" end
  if (bounded[cell.bound] or bounded[said.bound]) and cell.bound ~= said.bound then
    return { zh = "数值一致，界限不同", en = "same value, other bound" }, "warn"
  end
  return { zh = "一致", en = "agrees" }, "good"
end

-- The figures of tables beside those that the text states of the same indicator, measure and period.
local function put_check(p, document, tables)
  local lines, told = {}, {}
  for _, group in ipairs(document.rows:where(function(row)
    return row.indicator and figures.own(row) and not spans.holding(tables, row)
  end):group("indicator")) do told[group.key] = group.rows end
  for _, cell in ipairs(document.rows) do
    if cell.indicator and figures.own(cell) and spans.holding(tables, cell) then
      local said = (told[cell.indicator] or rows.of {})
        :where { measure = cell.measure, period = cell.period, unit_base = cell.unit_base }
      local match = said:first(function(row) return same_value(cell, row) end) or said[1]
      local word, tone = verdict(cell, match)
      lines[#lines + 1] = {
        name = figures.subject(cell), measure = say.word(cell.measure), period = label(cell.period), text = figures.cell(match),
        cell = page.figure(cell), verdict = page.cell { text = word, tone = tone },
      }
    end
  end
  if #lines == 0 then return end
  p:heading(2, { zh = "正文与附表核对", en = "Text against tables" })
  p:table {
    name = "check", rows = lines,
    columns = {
      column("name", "指标", "indicator"), column("measure", "度量", "measure"),
      column("period", "时期", "period"),
      column("text", "正文", "text", "number"),
      column("cell", "附表", "table", "number"),
      column("verdict", "结论", "verdict"),
    },
  }
end

-- ---- figures of each section ----

local function put_figures(p, document, found, tables)
  local body = document.rows:where(function(row)
    return row.rule ~= "unclaimed" and not spans.holding(found, row) and not spans.holding(tables, row)
  end)
  if #body == 0 then return end
  local lines, chapter = {}, nil
  for _, x in ipairs(figures.lines(body)) do
    local top, part = figures.chapter(x.section)
    if top ~= chapter then
      if top ~= "" then lines[#lines + 1] = { heading = true, subject = top } end
      chapter = top
    end
    local measures = { figures.measure(x.value), figures.measure(x.change or x.growth) }
    lines[#lines + 1] = {
      subject = figures.subject(x.rows[1]), value = figures.cell(x.value),
      change = figures.cell(x.change), growth = figures.cell(x.growth),
      measure = figures.join(measures), status = say.word(x.status), period = label(x.period),
      area = x.area ~= document.area and x.area or "", section = part ~= top and part or "",
    }
  end
  p:heading(2, { zh = "各部分数据", en = "Figures by section" })
  p:table {
    name = "figures", rows = lines,
    columns = page.filled({
      column("subject", "指标或主体", "subject"),
      column("value", "数据", "figure", "number"),
      column("change", "增减", "change", "number"),
      column("growth", "增速", "growth", "number"),
      column("measure", "口径", "measure"), column("status", "状态", "status"),
      column("period", "时期", "period"), column("area", "地区", "area"),
      column("section", "章节", "section"),
    }, lines),
  }
end

local function put_left(p, document)
  local left = document.rows:where { rule = "unclaimed" }
  if #left == 0 then return end
  p:heading(2, { zh = "未能归类的数据", en = "Figures that no rule understood" })
  p:table {
    name = "left",
    columns = {
      column("figure", "数据", "figure"), column("quote", "原文", "quote", "quote"),
      column("place", "行:列", "line:column", "code"),
      column("section", "章节", "section"),
    },
    rows = left:map(function(row)
      local _, part = figures.chapter(row.section)
      return { figure = page.cell { text = row.text, cite = row }, quote = chars.cut(row.quote, 80),
               place = row.line .. ":" .. row.column, section = part }
    end),
  }
end

local function put_remarks(p, document)
  if #document.diagnostics == 0 then return end
  local lines = {}
  for i, fault in ipairs(document.diagnostics) do
    lines[i] = { place = fault.line .. ":" .. fault.column, code = fault.code, message = fault.message }
  end
  p:heading(2, { zh = "提取时的提示", en = "Remarks of the extraction" })
  p:table {
    name = "remarks", rows = lines,
    columns = {
      column("place", "行:列", "line:column", "code"),
      column("code", "类别", "code", "code"), column("message", "提示", "message"),
    },
  }
end

-- ---- the page ----

local function run(job)
  if #job.documents > 1 then job:fail("brief is made of one document; %d were given", #job.documents) end
  local document = job.documents[1]
  job:want_text()
  local found, tables = lists.of(document), grids.of(document)
  local title = document.title ~= "" and document.title or document.area .. (document.type_title or document.type)
  local year = document.year and { zh = document.year .. "年", en = tostring(document.year) } or ""
  local subtitle = figures.join({ document.area, year }, " ")
  local p = page.new { title = { zh = chars.ends(title, { "摘要" }) and title or title .. " · 摘要", en = title .. " · brief" },
                       subtitle = subtitle.zh ~= "" and subtitle or nil }
  put_head(p, document, found)
  if #document.rows == 0 then
    p:note { zh = "这份材料里没有找到数据。", en = "No figures were found in this document." }
    return p
  end
  local digest = document.type == "digest" or document.type == "five_year_plan"
  local ahead, back = long_term(document, found, digest)
  if digest then put_span(p, "ahead", { zh = "五年目标", en = "Goals of the years ahead" }, ahead, true) end
  put_headline(p, document, digest)
  if not digest then put_span(p, "ahead", { zh = "中长期目标", en = "Goals of the years ahead" }, ahead) end
  put_span(p, "back", { zh = "多年回顾", en = "Several years looked back on" }, back)
  put_grids(p, tables)
  if document.type == "plan_report" then put_check(p, document, tables) end
  put_lists(p, found, false)
  put_figures(p, document, found, tables)
  put_lists(p, found, true)
  put_left(p, document)
  put_remarks(p, document)
  return p
end

return {
  title = { zh = "一份材料的摘要", en = "One document on a page" },
  about = { zh = "按材料类型编排：主要指标与目标、附件清单、各部分数据、未能归类的数据",
            en = "headline indicators and goals, annexed lists, figures of each section, what was left" },
  run = run,
}
