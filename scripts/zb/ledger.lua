-- ledger.lua - what a document promises, task by task, and what later documents say became of it.
--
-- A task: text, aims (its targets: observations), also (the same said elsewhere), period (due), section, departments, list (of
-- zb.lists, or nil), document. Its outcome: outcome (a code of rules/tasks.lua), results (observations or clauses, by aim), sure
-- (certain, likely, possible), reasons (texts).
local words = require "rules.tasks"
local chars = require "zb.chars"
local clause = require "zb.clause"
local departments = require "zb.departments"
local figures = require "zb.figures"
local likeness = require "zb.likeness"
local lists = require "zb.lists"
local period = require "zb.period"
local quantity = require "zb.quantity"
local rows = require "zb.rows"
local spans = require "zb.spans"
local verdict = require "zb.verdict"

local ledger = {}

-- ---- what is promised ----

local explaining = { glossary = true, notes = true }

-- Two targets that say the same.
local function key_of(row)
  local thing = row.indicator or table.concat(likeness.core(row.subject))
  return table.concat({ thing, row.measure, row.period, tostring(row.value or row.lower), row.unit_base or row.unit }, "\0")
end

-- A plan quoted in the review: its time is over when the document speaks.
local function is_over(row)
  local span = period.parse(row.period)
  return span ~= nil and row.document.year ~= nil and span.to < row.document.year
end

local function is_aim(row)
  if row.status ~= "target" or row.rule == "unclaimed" or not figures.own(row) then return false end
  for _, word in ipairs(words.generic) do if row.subject == word then return false end end
  return (row.value ~= nil or row.lower ~= nil) and not is_over(row)
end

local function of_item(document, list, item)
  local aims = item.rows:where(is_aim)
  local due = aims[1] and aims[1].period
  local year = lists.end_year(item) or math.tointeger(tonumber(list.title:match("(%d%d%d%d)年"))) or document.year
  return {
    text = item.term and list.kind == "actions" and item.term or item.text, aims = aims, also = {}, list = list, item = item,
    period = due or year and tostring(year) or "", section = list.title, departments = item.departments, document = document,
    at = item.from,
  }
end

local function of_target(document, row)
  local paragraph = spans.paragraph(document, row.text_start)
  local _, part = figures.chapter(row.section)
  return {
    text = row.subject ~= "" and row.subject or row.quote, aims = rows.of { row }, also = {}, period = row.period, section = part,
    departments = paragraph and departments.labelled(paragraph.text) or {}, document = document, at = row.text_start,
  }
end

--- The tasks of a document, in its order: each item of its lists that promises something, and each target that stands elsewhere.
--- A target that an item or an earlier sentence has said already goes with it.
function ledger.of(document)
  local found, tasks, known = lists.of(document), {}, {}
  for _, list in ipairs(found) do
    for _, item in ipairs(explaining[list.kind] and {} or list.items) do
      local task = of_item(document, list, item)
      tasks[#tasks + 1] = task
      for _, aim in ipairs(task.aims) do known[key_of(aim)] = known[key_of(aim)] or task end
    end
  end
  for _, row in ipairs(document.rows) do
    if is_aim(row) and not spans.holding(found, row) and not (found:first { inline = true } and known[key_of(row)]) then
      local task = known[key_of(row)]
      if task then
        task.also[#task.also + 1] = row
      else
        task = of_target(document, row)
        tasks[#tasks + 1], known[key_of(row)] = task, task
      end
    end
  end
  return rows.of(tasks):sort("at")
end

-- ---- what became of it ----

local done = { actual = true, estimate = true }

-- Chapters of a document that tell what was done: those with more results than targets, and those without either.
local function chapters_done(document)
  local n = {}
  for _, row in ipairs(document.rows) do
    local top = figures.chapter(row.section)
    n[top] = (n[top] or 0) + (done[row.status] and 1 or row.status == "target" and -1 or 0)
  end
  return n
end

-- Adds a document's sentences about what was done: { document, paragraph, text, year (reported on) }.
local function add_sentences(document, year, into)
  local n, last = chapters_done(document), 0
  for _, paragraph in ipairs(document.paragraphs) do
    local top = figures.chapter(paragraph.section)
    last = n[top] or last
    if last >= 0 and paragraph.kind == "paragraph" then
      for _, text in ipairs(chars.split(paragraph.text, { "。", "；", "！" })) do
        into[#into + 1] = { document = document, paragraph = paragraph, text = text, year = year }
      end
    end
  end
end

--- What later documents tell: results, sentences about what was done, years (those they report on) and year (the last one).
function ledger.later(documents)
  local all, sentences, years, year = rows.of {}, {}, {}, nil
  for _, document in ipairs(documents) do
    local found = lists.of(document)
    for _, row in ipairs(document.rows) do
      if done[row.status] and row.rule ~= "unclaimed" and figures.own(row) and not spans.holding(found, row) then
        all[#all + 1] = { row = row, core = likeness.core(row.subject), span = period.parse(row.period) }
      end
    end
    local reviewed = figures.periods(document)
    local span = reviewed and period.parse(reviewed)
    if span then years[#years + 1] = span.to end
    if span and (not year or span.to > year) then year = span.to end
    add_sentences(document, span and span.to, sentences)
  end
  return { results = all, sentences = sentences, year = year, years = years, fitting = {}, telling = {}, index = {} }
end

local counter = {}        -- by unit: the number of its group in rules/tasks.lua
for i, group in ipairs(words.counters) do
  for _, unit in ipairs(group) do counter[unit] = i end
end

-- A result in the unit of an aim, where that is another word of counting; the result itself where the units agree; else nil.
local function in_unit_of(aim, row)
  if quantity.comparable(aim, row) then return row end
  local group = counter[aim.unit_base or ""]
  if not group or counter[row.unit_base or ""] ~= group then return nil end
  return setmetatable({ unit_base = aim.unit_base }, { __index = row })
end

-- Whether a result's period lies in the time of a promise.
local function fits(due, given)
  if not due or not given then return false end
  if given.freq == "M" and due.freq ~= "M" then return false end
  return given.from >= due.from and given.to <= due.to
end

-- The results that lie in the time of a promise: picked once for each.
local function results_for(promised, later)
  if not later.fitting[promised] then
    local due, list = period.parse(promised), {}
    for _, one in ipairs(later.results) do if fits(due, one.span) then list[#list + 1] = one end end
    later.fitting[promised] = list
  end
  return later.fitting[promised]
end

-- The cores by which an aim may be called: its subject; a short one also behind the first of its item (改造老旧小区…，惠及居民…).
local function cores_of(task, aim)
  local cores = { likeness.core(aim.subject) }
  local first = task.aims[1]
  if first ~= aim and #cores[1] <= 4 then cores[2] = likeness.core(first.subject .. aim.subject) end
  return cores
end

-- How sure it is that a result is that of an aim, 0 to 100.
local function alike(aim, cores, one)
  local row, like = one.row, 0
  for _, core in ipairs(cores) do like = math.max(like, likeness.of(core, one.core)) end
  if aim.indicator and row.indicator == aim.indicator then return 70 + 30 * like // 100 end
  if aim.indicator and row.indicator then return 0 end
  return like
end

-- The result that fits an aim best: { row, like, given = row in the aim's unit }, or nil.
local function best(task, aim, later)
  local cores, found = cores_of(task, aim), nil
  for _, one in ipairs(results_for(aim.period, later)) do
    local given = not task.taken[one.row] and in_unit_of(aim, one.row)
    if given then
      local like = alike(aim, cores, one)
      if given ~= one.row then like = like - 5 end
      if verdict.barrier(aim, given) then like = aim.indicator and like - 20 or 0 end
      if like >= words.sure.possible and (not found or like > found.like) then
        found = { row = one.row, like = like, given = given }
      end
    end
  end
  return found
end

local counted = { level = true, increment = true }

-- How much of an aim was reached, in per cent; nil where that says nothing.
local function reached(aim, row)
  local given = counted[aim.measure] and quantity.convert(row, aim.unit)
  if not (given and given.value and aim.value) or aim.value:sign() <= 0 or given.value:sign() < 0 then return nil end
  return given.value * 100 / aim.value
end

local ceiling = { le = true, lt = true }
local outcome_of = { met = "done", near = "near" }

local function judge(aim, found)
  local v, share = verdict.of(aim, found.given), reached(aim, found.given)
  if v.code == "incomparable" then return "unlike", v.reason end
  if share and not ceiling[aim.bound] and (share > 100 * words.far or share * words.far < 100) then
    return "unlike", { zh = v.reason.zh .. "；数量相差过大，可能不是同一件事",
                       en = v.reason.en .. "; too far apart to be surely the same thing" }
  end
  if outcome_of[v.code] then return outcome_of[v.code], v.reason end
  if not share or ceiling[aim.bound] then return "missed", v.reason end
  share = tostring(share:round(1))
  return "partly", { zh = v.reason.zh .. "，完成" .. share .. "%", en = v.reason.en .. ", " .. share .. "% done" }
end

-- What a reason adds to the two amounts, which stand beside it already.
local function rest_of(reason, aim, given)
  local function shown(q) return quantity.show(q) .. q.unit end
  local zh, en = "目标" .. shown(aim) .. "，结果" .. shown(given), "goal " .. shown(aim) .. ", result " .. shown(given)
  if reason.zh:sub(1, #zh) ~= zh or reason.en:sub(1, #en) ~= en then return reason end
  local rest = { zh = reason.zh:sub(#zh + 1), en = reason.en:sub(#en + 1) }
  local mark = chars.starts(rest.zh, { "，", "；" })
  return { zh = rest.zh:sub(#(mark or "") + 1), en = rest.en:gsub("^[,;] ", "") }
end

local function sureness(like)
  return like >= words.sure.certain and "certain" or like >= words.sure.likely and "likely" or "possible"
end

-- One outcome of those of a task's aims.
local function together(codes)
  local n = {}
  for _, code in ipairs(codes) do n[code] = (n[code] or 0) + 1 end
  if (n.done or 0) + (n.near or 0) == #codes then return n.near and "near" or "done" end
  if n.done or n.near or n.partly then return "partly" end
  return n.missed and "missed" or n.unlike and "unlike" or n.pending and "pending" or "none"
end

local function put_result(task, aim, found)
  local code, reason = judge(aim, found)
  reason = rest_of(reason, aim, found.given)
  task.results[#task.results + 1], task.taken[found.row] = found.row, true
  task.least = math.min(task.least or 100, found.like)
  local named = #task.aims > 1 and { zh = aim.subject .. "：" .. reason.zh, en = aim.subject .. ": " .. reason.en } or reason
  task.reasons[#task.reasons + 1] = named
  return code
end

-- The numbers of the sentences that can speak of a task, by the year that they report on: what has a figure is asked of its own
-- time only. Picked once for each time.
local function sentences_for(task, later)
  local key = (#task.aims == 0 and "from " or "in ") .. task.period
  if not later.telling[key] then
    local due, list = period.parse(task.period), {}
    for i, one in ipairs(later.sentences) do
      if not one.year or not due or one.year >= due.from and (#task.aims == 0 or one.year <= due.to) then list[#list + 1] = i end
    end
    later.telling[key] = list
  end
  return later.telling[key]
end

-- How a task is looked for in sentences: its core; core_of, that of a text to hold it against, and kind, which names core_of;
-- speaks, whether a text speaks of the task: it holds enough of the core, a short one whole. A policy's name, without the words
-- that all share, must stand in a sentence that says that it is out, or nearly whole.
local function looked_for(task)
  if not (task.list and task.list.kind == "policies") then
    local core = likeness.core(task.text)
    local enough = #core < 6 and 100 or words.mention
    return { core = core, kind = "", core_of = likeness.core,
             speaks = function(like) return #core >= 4 and like >= enough end }
  end
  local area = task.document.area
  local core = likeness.policy(task.text, area)
  local enough = #core < 6 and 100 or words.mention
  local whole = #core < 6 and 101 or words.sure.certain
  return { core = core, kind = "policy of " .. area, core_of = function(text) return likeness.policy(text, area) end,
           speaks = function(like, text)
             return like >= math.min(enough, whole) and like >= (chars.first(text, words.issued) and enough or whole)
           end }
end

-- The index of the sentences' cores, made once for each kind.
local function index_of(later, want)
  if not later.index[want.kind] then
    local cores = {}
    for i, one in ipairs(later.sentences) do cores[i] = want.core_of(one.text) end
    later.index[want.kind] = likeness.index(cores)
  end
  return later.index[want.kind]
end

-- The sentence that speaks of a task most: { cite, like, text }, or nil. The clause of it that does is cited alone.
local function mention(task, later)
  local want, found = looked_for(task), nil
  if #want.core < 2 then return nil end
  local likes = likeness.among(want.core, index_of(later, want))
  for _, i in ipairs(sentences_for(task, later)) do
    local like, one = likes[i], later.sentences[i]
    if like and (not found or like > found.like) and want.speaks(like, one.text) then found = { one = one, like = like } end
  end
  if not found then return nil end
  local text = found.one.text
  for _, part in ipairs(chars.split(text, { "，", "、" })) do
    if want.speaks(likeness.within(want.core, want.core_of(part)), part) then
      text = part
      break
    end
  end
  return { cite = clause.cite(found.one.document, found.one.paragraph, text), like = found.like, text = text }
end

local function by_words(task, later, otherwise)
  local said = mention(task, later)
  if not said then return otherwise end
  task.results[1], task.least = said.cite, math.min(said.like, words.sure.certain - 1)
  local issued = task.list and task.list.kind == "policies" and chars.first(said.text, words.issued)
  return issued and "done" or "mentioned"
end

--- Says what became of a task, by what later documents tell (ledger.later).
function ledger.judge(task, later)
  local codes, due = {}, period.parse(task.period)
  local otherwise = due and later.year and due.to > later.year and "pending" or "none"
  task.results, task.reasons, task.taken = {}, {}, {}
  for i, aim in ipairs(task.aims) do
    local found = best(task, aim, later)
    codes[i] = found and put_result(task, aim, found) or otherwise
  end
  task.outcome = #codes > 0 and together(codes) or otherwise
  if #task.results == 0 then task.outcome = by_words(task, later, otherwise) end
  if #task.results > 0 and #task.results < #task.aims and #task.reasons > 0 then
    task.reasons[#task.reasons + 1] = { zh = "其余未提及", en = "the rest is not mentioned" }
  end
  task.sure = task.least and sureness(task.least) or nil
  return task
end

--- The entry of rules/tasks.lua for an outcome's code.
function ledger.outcome(code)
  for _, one in ipairs(words.outcomes) do if one.code == code then return one end end
end

return ledger
