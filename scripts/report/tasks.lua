-- tasks.lua - the ledger of promises: every target and listed task of a document, and what later documents say became of it; as
-- one table, or as the three lists and one table that offices keep (--four-lists).
local words = require "rules.tasks"
local chars = require "zb.chars"
local figures = require "zb.figures"
local ledger = require "zb.ledger"
local page = require "zb.page"
local period = require "zb.period"
local promise = require "zb.promise"
local quantity = require "zb.quantity"
local rows = require "zb.rows"

local column = page.column

local function label(p) return { zh = period.label(p), en = period.label(p, true) } end

-- ---- which documents promise, and which tell what became of it ----

local function makes_promises(document)
  return document.rows:first { status = "target" } ~= nil and document.type ~= "communique"
end

-- The tasks of an area's first year (or the one asked for), judged by its later documents.
local function area_tasks(area, year)
  local promising = area.rows:where(function(d) return makes_promises(d) and d.year ~= nil and (not year or d.year == year) end)
  local first = promising:sort("year")[1]
  if not first then return nil end
  local tasks, seen = rows.of {}, {}
  for _, document in ipairs(promising:where { year = first.year }) do
    for _, task in ipairs(ledger.of(document)) do
      local key = task.text .. "\0" .. task.period
      if not seen[key] then tasks[#tasks + 1], seen[key] = task, true end
    end
  end
  local documents, later = area.rows:where(function(d) return promise.reports(d, first.year) end), nil
  if #documents > 0 then
    later = ledger.later(documents)
    for _, task in ipairs(tasks) do ledger.judge(task, later) end
  end
  for _, task in ipairs(tasks) do task.area = area.area end
  return { tasks = tasks, year = first.year, later = documents, years = later and later.years or {}, area = area.area }
end

-- ---- cells ----

-- Quantities of several observations in one cell.
local function figures_cell(list, also)
  if not list or #list == 0 then return nil end
  if #list == 1 and list[1].value and #(also or {}) == 0 then return page.figure(list[1]) end
  local texts, cite = {}, {}
  for _, row in ipairs(list) do
    if row.value or row.lower then texts[#texts + 1] = quantity.show(row) .. row.unit end
    cite[#cite + 1] = row
  end
  for _, row in ipairs(also or {}) do cite[#cite + 1] = row end
  if #texts == 0 then return nil end
  return page.cell { text = table.concat(texts, "，"), cite = cite }
end

-- Why an outcome is what it is: reasons, or the sentence that speaks of the task.
local function reason_cell(task)
  local said = task.results[1]
  if #task.reasons > 0 or not said then return figures.join(task.reasons, "；") end
  return page.cell { text = "“" .. chars.cut(said.quote, 50) .. "”", cite = said }
end

local function outcome_cell(task)
  local outcome = ledger.outcome(task.outcome)
  local doubtful = task.sure == "possible" and task.outcome ~= "mentioned"
  if not doubtful then return page.cell { text = outcome.words, tone = outcome.tone } end
  return page.cell { text = { zh = outcome.words.zh .. words.to_check.zh, en = outcome.words.en .. words.to_check.en },
                     tone = "muted" }
end

-- What a task is called: the words of its list; of a target elsewhere, what is measured.
local function task_text(task)
  if task.list or not task.aims[1] then return chars.cut(task.text, 90) end
  return figures.subject(task.aims[1])
end

local function line_of(task, number)
  local line = {
    number = number, area = task.area, task = task_text(task), aim = figures_cell(task.aims, task.also),
    period = label(task.period), section = task.section, departments = table.concat(task.departments, "、"),
  }
  if task.outcome then
    line.result, line.outcome = figures_cell(task.results), outcome_cell(task)
    line.sure = task.sure and words.sureness[task.sure] or nil
    line.reason = reason_cell(task)
  end
  return line
end

-- ---- columns ----

local number_column, task_column = column("number", "序号", "no.", "number"), column("task", "任务", "task")
local aim_column, period_column = column("aim", "目标", "goal", "number"), column("period", "时限", "due")
local section_column, charge_column = column("section", "出处", "section"), column("departments", "责任单位", "in charge")
local area_column = column("area", "地区", "area")
local result_columns = {
  column("result", "结果", "result", "number"), column("outcome", "情况", "outcome"), column("sure", "把握", "match"),
  column("reason", "说明", "why"),
}

local plan_columns = { number_column, task_column, aim_column, period_column, charge_column, result_columns[2] }

-- Columns that some line fills; of areas, where there are several.
local function filled(columns, lines, areas)
  local list = page.filled(columns, lines)
  if areas > 1 then table.insert(list, 1, area_column) end
  return list
end

-- ---- tables ----

local function put_ledger(p, tasks, areas)
  local lines = {}
  for i, task in ipairs(tasks) do lines[i] = line_of(task, i) end
  local columns = { number_column, task_column, aim_column, period_column, section_column, charge_column }
  for _, one in ipairs(result_columns) do columns[#columns + 1] = one end
  p:heading(2, { zh = "任务台账", en = "Ledger" })
  p:table { name = "ledger", main = true, rows = lines, columns = filled(columns, lines, areas) }
end

local function put_summary(p, tasks)
  local lines = {}
  for _, outcome in ipairs(words.outcomes) do
    local n = #tasks:where { outcome = outcome.code }
    if n > 0 then lines[#lines + 1] = { outcome = page.cell { text = outcome.words, tone = outcome.tone }, count = n } end
  end
  if #lines == 0 then return end
  p:heading(2, { zh = "完成情况", en = "Outcomes" })
  p:table { name = "summary", rows = lines,
            columns = { result_columns[2], column("count", "任务数", "tasks", "number") } }
end

-- Lines by a key of the task, each group under a heading row.
local function grouped(tasks, key, name)
  local lines, n = {}, 0
  for _, group in ipairs(tasks:group(key)) do
    lines[#lines + 1] = { heading = true, task = name(group.key) }
    for _, task in ipairs(group.rows) do
      n = n + 1
      lines[#lines + 1] = line_of(task, n)
    end
  end
  return lines
end

local function put_task_list(p, tasks, areas)
  local lines = {}
  for i, task in ipairs(tasks) do lines[i] = line_of(task, i) end
  p:heading(2, words.lists.tasks)
  p:table { name = "tasks", main = true, rows = lines,
            columns = filled({ number_column, task_column, aim_column, section_column }, lines, areas) }
end

local function put_problems(p, tasks, areas)
  p:heading(2, words.lists.problems)
  local judged = tasks:where(function(task) return task.outcome ~= nil end)
  if #judged == 0 then
    p:text { zh = "没有以后的材料，看不出哪些任务没有完成；下面只列没有量化目标的任务。",
             en = "Without later documents nothing is known of outcomes; these are the tasks that have no figure." }
  end
  local open = #judged == 0 and tasks:where(function(task) return #task.aims == 0 end)
    or judged:where(function(task) return not ledger.outcome(task.outcome).done and task.outcome ~= "pending" end)
  local lines = open:map(function(task, i)
    local line = line_of(task, i)
    if #judged == 0 then line.reason = { zh = "没有量化目标", en = "no figure" } end
    return line
  end)
  if #lines == 0 then
    p:text { zh = "没有。", en = "None." }
    return
  end
  p:table {
    name = "problems", rows = lines,
    columns = filled({ number_column, task_column, aim_column, result_columns[1], result_columns[2], result_columns[4],
                       charge_column }, lines, areas),
  }
end

local function put_charge(p, tasks, areas)
  local by, none = rows.of {}, rows.of {}
  for _, task in ipairs(tasks) do
    for _, name in ipairs(task.departments) do by[#by + 1] = setmetatable({ charge = name }, { __index = task }) end
    if #task.departments == 0 then none[#none + 1] = task end
  end
  p:heading(2, words.lists.charge)
  if #by == 0 then
    p:text { zh = "材料没有写明责任单位。", en = "The document names nobody in charge." }
    return
  end
  local lines = grouped(by, "charge", function(name) return name end)
  p:table { name = "charge", rows = lines, columns = filled(plan_columns, lines, areas) }
  if #none > 0 then
    p:note { zh = ("另有 %d 项任务，材料没有写明责任单位。"):format(#none), en = ("%d tasks name nobody in charge."):format(#none) }
  end
end

local function put_times(p, tasks, areas)
  local dated = tasks:sort(function(task) local span = period.parse(task.period) return span and span.to * 12 + span.last end)
  local lines = grouped(dated, "period", function(due)
    return due ~= "" and label(due) or { zh = "（没有写明时限）", en = "(no time named)" }
  end)
  p:heading(2, words.lists.times)
  p:table { name = "times", rows = lines, columns = filled(plan_columns, lines, areas) }
end

-- ---- the page ----

local function holds(list, value)
  for _, one in ipairs(list) do if one == value then return true end end
  return false
end

local function put_notes(p, made)
  for _, one in ipairs(made) do
    local zh, en = one.area ~= "" and one.area .. "：" or "", one.area ~= "" and one.area .. ": " or ""
    if #one.later == 0 then
      p:note { zh = ("%s没有说 %d 年结果的材料，只列任务，不列结果。"):format(zh, one.year),
               en = ("%sno document tells the results of %d, so tasks are listed without them."):format(en, one.year) }
    elseif not holds(one.years, one.year) then
      p:note { zh = ("%s以后的材料说的是 %s 年，不是 %d 年，带数字的目标没有可对照的结果；请给出说 %d 年结果的材料。")
                 :format(zh, table.concat(one.years, "、"), one.year, one.year),
               en = ("%sthe later documents report on %s, not on %d, so targets have nothing to be held against; give " ..
                     "documents that tell the results of %d."):format(en, table.concat(one.years, ", "), one.year, one.year) }
    end
  end
  for _, one in ipairs(made) do
    if #one.later > 0 then
      p:note { zh = "结果按指标、主体用语、单位和时期对应；把握分为确定、较有把握、可能，请对照引文核实。" ..
                    "“未提及”只说明所给材料没有提到。",
               en = "Results are matched by indicator, wording, unit and period; how sure a match is stands beside it: check " ..
                    "the quotes. 'Not mentioned' says only that the documents given do not." }
      return
    end
  end
end

local function subtitle(made, tasks)
  local later = 0
  for _, one in ipairs(made) do later = later + #one.later end
  local year, same = made[1].year, true
  for _, one in ipairs(made) do same = same and one.year == year end
  local zh = (same and year .. "年，" or "") .. ("%d 项任务"):format(#tasks)
  local en = (same and year .. ", " or "") .. ("%d tasks"):format(#tasks)
  if later > 0 then zh, en = zh .. ("，对照 %d 份以后的材料"):format(later), en .. (", held against %d later documents"):format(later) end
  return { zh = zh, en = en }
end

local function run(job)
  job:want_text()
  local o, made, tasks = job.options, rows.of {}, rows.of {}
  for _, area in ipairs(promise.areas(job.documents)) do
    local one = area_tasks(area, o.period)
    if one then made[#made + 1], tasks = one, tasks:with(one.tasks) end
  end
  if #tasks == 0 then
    job:fail(o.period and "no document of %d promises anything"
             or "no document promises anything: there are no targets and no lists of tasks", o.period)
  end
  local p = page.new { title = { zh = (#made == 1 and made[1].area or "") .. "任务台账",
                                 en = "Ledger of tasks" .. (#made == 1 and made[1].area ~= "" and ", " .. made[1].area or "") },
                       subtitle = subtitle(made, tasks) }
  put_notes(p, made)
  put_summary(p, tasks)
  if o["four-lists"] then
    put_task_list(p, tasks, #made)
    put_problems(p, tasks, #made)
    put_charge(p, tasks, #made)
    put_times(p, tasks, #made)
  else
    put_ledger(p, tasks, #made)
  end
  return p
end

return {
  title = { zh = "任务台账", en = "Ledger of tasks" },
  about = { zh = "材料承诺的每项目标和任务、责任单位、时限，以及以后的材料怎么说",
            en = "every target and listed task, who is in charge, when it is due, and what later documents say of it" },
  options = {
    { name = "period", kind = "year", about = { zh = "哪一年的承诺，默认为最早的一年", en = "promises of which year; else the earliest" } },
    { name = "four-lists", kind = "flag",
      about = { zh = "分列任务清单、问题清单、责任清单和时间表", en = "as lists of tasks, problems and responsibilities, and a timetable" } },
  },
  run = run,
}
