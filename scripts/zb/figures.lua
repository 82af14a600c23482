-- figures.lua - observations laid out for reading: an amount and how it moved on one line, and the headline indicators.
local catalogue = require "zb.catalogue"
local page = require "zb.page"
local period = require "zb.period"
local rows = require "zb.rows"
local say = require "zb.say"

local figures = {}

local slot_of = { growth = "growth", change = "change", gap = "change" }
local moves = slot_of
local done = { actual = true, estimate = true }

--- Whether an observation is about the document's own area.
function figures.own(row) return row.area == row.document.area or row.area == "" end

local english

-- The catalogue's English name for a code.
local function english_of(code)
  if not english then
    english = {}
    for _, x in ipairs(catalogue.indicators()) do english[x.code] = x.english end
  end
  return english[code]
end

--- What an observation measures: its subject, in English the indicator's name; where it has no subject, its clause.
function figures.subject(row)
  local words = row.subject ~= "" and row.subject or row.quote
  local name = row.indicator and english_of(row.indicator)
  return name and { zh = words, en = name } or words
end

--- Observations as lines { subject, value, change, growth, rows (of all), section, status, period, area, indicator }: change and
--- growth go beside the amount that stands before them and means the same.
function figures.lines(list)
  local lines, last = {}, nil
  for _, row in ipairs(list) do
    local slot = slot_of[row.measure] or "value"
    local same = last and last.section == row.section and last.status == row.status and last.period == row.period
                 and last.area == row.area and last.subject == row.subject and last.rule ~= "unclaimed"
    if not (same and not last[slot] and slot ~= "value") then
      last = { subject = row.subject, section = row.section, status = row.status, period = row.period, area = row.area,
               indicator = row.indicator, rule = row.rule, rows = {} }
      lines[#lines + 1] = last
    end
    last[slot] = row
    last.rows[#last.rows + 1] = row
  end
  return rows.of(lines)
end

--- What an observation's measure and basis are called, "" for a plain amount: 占比, 同比.
function figures.measure(row)
  if not row or row.measure == "level" or row.measure == "" then return "" end
  if moves[row.measure] and row.basis ~= "" then return say.word(row.basis) end
  return say.word(row.measure)
end

local in_english = { ["、"] = ", ", ["；"] = "; " }

--- Text of both languages from a list of texts, parted by sep (、 or ；).
function figures.join(texts, sep)
  local zh, en = {}, {}
  sep = sep or "、"
  for _, text in ipairs(texts) do
    local one = type(text) == "table" and text or { zh = text, en = text }
    if one.zh ~= "" then zh[#zh + 1], en[#en + 1] = one.zh, one.en end
  end
  return { zh = table.concat(zh, sep), en = table.concat(en, in_english[sep] or sep) }
end

-- The value of a key that most rows have; of as many, the first.
local function most(list, key)
  local best
  for _, group in ipairs(list:group(key)) do
    if not best or #group.rows > #best.rows then best = group end
  end
  return best and best.key
end

--- The period that a document reports on, and the year that its goals are for; each nil where there is none.
function figures.periods(document)
  local function single(row)
    local p = period.parse(row.period)
    return p and p.freq ~= "M" and row.period or nil
  end
  local own = document.rows:where(figures.own)
  local coded = own:where(function(row) return row.indicator ~= nil end)
  local results = coded:where { status = { "actual", "estimate" } }
  local reviewed = most(#results > 0 and results or own:where { status = { "actual", "estimate" } }, single)
  local goals = own:where(function(row)
    return row.status == "target" and period.year(row.period) and not (reviewed and not period.less(reviewed, row.period))
  end)
  return reviewed, most(goals, "period")
end

local slots = { level = "level", increment = "level", share = "level", multiple = "move", growth = "move", change = "move" }

-- The key of a headline: increments and shares of an indicator stand on lines of their own.
local function key_of(row)
  local kind = (row.measure == "increment" or row.measure == "share") and row.measure or ""
  return row.indicator .. " " .. kind, kind
end

local function name_of(row, kind)
  local name, words = english_of(row.indicator) or row.name, say.word(kind)
  if kind == "" then return { zh = row.name, en = name } end
  return { zh = row.name .. "（" .. words.zh .. "）", en = name .. " (" .. words.en .. ")" }
end

local function note_of(line)
  local notes = {}
  for _, row in ipairs { line.level or line.move, line.goal_level or line.goal_move } do
    if row and row.status == "estimate" then notes[#notes + 1] = { zh = "预计", en = "estimate" } end
  end
  for _, row in ipairs { line.move, line.goal_move } do
    if row and row.basis == "comparable" and not line.comparable then
      line.comparable, notes[#notes + 1] = true, { zh = "同口径", en = "comparable basis" }
    end
  end
  return figures.join(notes)
end

-- Which of two observations of one indicator and period is shown: growth before a change in amount, finals before estimates, a
-- value before a bound that was passed (突破90家，达到93家).
local function better(row, than)
  if row.measure ~= than.measure then return row.measure == "growth" end
  if row.status ~= than.status then return row.status == "actual" and than.status == "estimate" end
  return row.bound == "eq" and than.bound == "gt" and row.subject == than.subject
end

-- Two that say different things of one indicator: 城市低保标准, 农村低保标准.
local function differs(row, from)
  if row.subject == from.subject or row.measure ~= from.measure then return false end
  return not (row.value and from.value and row.value == from.value)
end

--- The headline indicators: lines { name, code (of an indicator as a whole), level, move, goal_level, goal_move (observations or
--- nil), note }, those with a goal first. Where two subjects of one indicator differ, each has its line.
function figures.headline(document, reviewed, goal)
  local known, list = {}, {}
  local function line_of(key, name, code)
    local line = known[key]
    if not line then
      line = { name = name, code = code, at = #list + 1 }
      known[key], list[#list + 1] = line, line
    end
    return line
  end
  for _, row in ipairs(document.rows) do
    local slot = slots[row.measure]
    local aim = row.status == "target" and goal and row.period == goal
    local fact = done[row.status] and reviewed and row.period == reviewed
    if row.indicator and slot and figures.own(row) and (aim or fact) then
      local key, kind = key_of(row)
      local place = (aim and "goal_" or "") .. slot
      local line = line_of(key, name_of(row, kind), kind == "" and row.indicator or nil)
      if line[place] and differs(row, line[place]) and row.status == line[place].status then
        line = line_of(key .. " " .. row.subject, figures.subject(row))
      end
      if not line[place] or better(row, line[place]) then line[place] = row end
      if aim and not line.goal_at then line.goal_at = row.text_start end
    end
  end
  for _, line in ipairs(list) do line.note = note_of(line) end
  return rows.of(list):sort("goal_at", "at")
end

--- The cell of an observation or nil.
function figures.cell(row, tone) return row and page.figure(row, tone) or nil end

--- The last part of a section's path, and its first.
function figures.chapter(section)
  return section:match("^(.-) > ") or section, section:match("^.* > (.-)$") or section
end

return figures
