-- promise.lua - promises beside what came of them: pairs the targets of a year with the results of that year.
--
-- A target of a year is told by a report of that year; its result by a report of a later year, or by what reports the year
-- itself (a communiqué, an analysis). Only an area's own figures count: those that a document tells of its own area.
local agree = require "zb.agree"
local best = require "zb.best"
local catalogue = require "zb.catalogue"
local derive = require "zb.derive"
local policy = require "rules.targets"
local quantity = require "zb.quantity"
local quoted = require "zb.clause"
local rows = require "zb.rows"
local verdict = require "zb.verdict"
local where = require "zb.spans"

local promise = {}

-- Reports that open a year: they promise for it, and report on the year before.
local opening = { work_report = 1, plan_report = 2, budget_report = 3 }

--- Documents by area: a list of { key = the area's code, or its name, or "", area = name, rows = documents }. Those that name no
--- known area are taken as of one.
function promise.areas(documents)
  local list = rows.of(documents):group(function(d) return d.area_code ~= "" and d.area_code or d.area end)
  for _, group in ipairs(list) do group.area = group.rows[1].area end
  return list
end

--- Whether a document can hold promises for a year, or results of it.
function promise.promises(document, year) return document.year == year and document.type ~= "communique" end
function promise.reports(document, year)
  if not document.year then return false end
  return document.year > year or document.year == year and not opening[document.type]
end

local spans = { annual_average = true, cumulative = true }

local function of_year(document, year, status)
  local period = tostring(year)
  return document.rows:where { status = status, period = period }:where(best.own)
    :where(function(row) return not spans[row.basis] and (row.value or row.lower) end)
end

-- The targets of a year that an area's documents tell, those of work reports first.
local function targets(documents, year)
  local list = rows.of {}
  for _, d in ipairs(rows.of(documents):sort(function(d) return opening[d.type] or 9 end)) do
    if promise.promises(d, year) then list = list:with(of_year(d, year, "target")) end
  end
  return list
end

-- The results of a year, best first.
local function results(documents, year)
  local list = rows.of {}
  for _, d in ipairs(documents) do
    if promise.reports(d, year) then list = list:with(of_year(d, year, { "actual", "estimate" })) end
  end
  return best.sort(list)
end

-- The result that a target is held against: one of the same kind, else any that the year's result is told by.
local function answer(target, found)
  local same = found:where { indicator = target.indicator }
  return same:first(function(row) return not verdict.barrier(target, row) end)
    or same:first { measure = target.measure } or same:first { measure = { "level", "growth" } }
end

-- Goals in words ---------------------------------------------------------------------------------------------------------

local names

-- The names of the indicators of the catalogue, { code, name } with the longest first, those of rules/targets.lua among them.
local function all_names()
  if names then return names end
  names = rows.of {}
  local function add(code, name) names[#names + 1] = { code = code, name = name } end
  for _, x in ipairs(catalogue.indicators()) do
    add(x.code, x.name)
    for alias in x.aliases:gmatch("[^|]+") do add(x.code, alias) end
  end
  for code, list in pairs(policy.called) do for _, name in ipairs(list) do add(code, name) end end
  names = names:sort(function(x) return -#x.name end, "name", "code")
  return names
end

-- Whether a clause is about an indicator: of the names in it, the first, and there the longest, is one of its.
local function is_about(clause, code)
  local first, subject
  for _, x in ipairs(all_names()) do
    local at = clause:find(x.name, 1, true)
    if at and (not first or at < first) then first, subject = at, x.code end
  end
  return subject == code
end

local function has_one(clause, words)
  for _, word in ipairs(words) do
    if clause:find(word, 1, true) then return true end
  end
  return false
end

local marks = { "，", "；", "。", "：", "、", ",", ";", ":", "\n" }

local function clauses(paragraph)
  for _, mark in ipairs(marks) do paragraph = paragraph:gsub(mark, "\0") end
  return paragraph:gmatch("[^\0]+")
end

local told = {}          -- by document: the year last asked for, and its paragraphs

-- The paragraphs of a document that tell the year's goals: those with two of its coded targets or more, else the one with one.
local function goal_paragraphs(document, year)
  local known = told[document]
  if known and known.year == year then return known.paragraphs end
  local inside = of_year(document, year, "target"):group(function(row) return where.paragraph(document, row.text_start) end)
  local most = 1
  for _, group in ipairs(inside) do most = math.max(most, #group.rows) end
  local paragraphs = inside:where(function(group) return #group.rows >= math.min(most, 2) end)
    :map(function(group) return group.key end)
  told[document] = { year = year, paragraphs = paragraphs }
  return paragraphs
end

-- A clause of the goals as something that a cell can cite.
local function cited(document, paragraph, text, code)
  local cite = quoted.cite(document, paragraph, text)
  cite.text, cite.indicator, cite.status, cite.period = text, code, "target", tostring(document.year)
  return cite
end

--- A goal that a document of the year tells of an indicator in words: a cited clause, or nil.
function promise.worded(documents, year, code)
  for _, d in ipairs(documents) do
    for _, p in ipairs(promise.promises(d, year) and goal_paragraphs(d, year) or {}) do
      for clause in clauses(p.text) do
        if not clause:find("%d") and has_one(clause, policy.words) and is_about(clause, code) then
          return cited(d, p, clause, code)
        end
      end
    end
  end
end

-- Pairs ------------------------------------------------------------------------------------------------------------------

-- Results that contradict the one taken.
local function otherwise(target, given, found)
  local list = {}
  for _, row in ipairs(given and found:where { indicator = target.indicator, status = given.status } or {}) do
    local held = row ~= given and not verdict.barrier(target, row) and agree.compare(given, row).code
    if held == "conflict" or held == "revision" then list[#list + 1] = row end
  end
  return list
end

-- The growth that two years' levels imply, for a target of growth: a derived row; nil where they do not, or where growth is told
-- at constant prices.
local function implied(target, over)
  local name = derive.indicator("nominal_growth:" .. target.indicator)
  if not name or target.measure ~= "growth" or target.basis == "comparable" or agree.constant_prices(target.indicator) then
    return nil
  end
  local row = over:rows({ name }):first { period = target.period }
  return row and row.bound == "eq" and row or nil
end

local function pair(area, target, found, over)
  local given = answer(target, found)
  local usable = given and not verdict.barrier(target, given)
  local row = not usable and implied(target, over)
  if row then
    return {
      area = area.area, area_code = area.rows[1].area_code, indicator = target.indicator, measure = target.measure,
      target = target, result = row, otherwise = {}, verdict = verdict.of_range(target, row, over:within_rounding(row)),
    }
  end
  return {
    area = area.area, area_code = area.rows[1].area_code, indicator = target.indicator, measure = target.measure,
    target = target, result = given, otherwise = otherwise(target, usable and given, found),
    verdict = given and verdict.of(target, given) or verdict.without "unreported",
  }
end

-- The targets that are one promise: the first is held against the result, the others (力争…) go with it.
local function by_promise(list)
  return list:group(function(row) return row.indicator .. " " .. row.measure .. " " .. (row.unit_base or "") end)
end

-- Targets told beside the first that say something else.
local function further(list)
  local others, said = {}, { [quantity.show(list[1])] = true }
  for i = 2, #list do
    local shown = quantity.show(list[i])
    if not said[shown] then said[shown], others[#others + 1] = true, list[i] end
  end
  return others
end

local function all_rows(documents)
  local list = rows.of {}
  for _, d in ipairs(documents) do list = list:with(d.rows) end
  return list
end

--- What an area's documents promise for a year and what came of it. codes: the indicators, in the order wanted; nil for all
--- that are promised in figures, and those of the headline that are in words. An indicator that is promised neither in figures
--- nor in words is told by its parts.
--- A result that is only implied by levels is a derived row (zb.derive).
--- Returns: a list of { area, area_code, indicator, measure, target, further = other targets told beside it, result,
--- otherwise = results that contradict it, worded = a cited clause, verdict, part_of = the indicator that it stands for };
--- for a code that is not promised one without target.
function promise.pairs(area, year, codes)
  local list, found, made = targets(area.rows, year), results(area.rows, year), rows.of {}
  local by_code = list:group("indicator"):index("key")
  local over = derive.over(all_rows(area.rows))

  local function in_figures(code, part_of)
    for _, group in ipairs(by_code[code] and by_promise(by_code[code].rows) or {}) do
      local entry = pair(area, group.rows[1], found, over)
      entry.further, entry.part_of = further(group.rows), part_of
      made[#made + 1] = entry
    end
    return by_code[code] ~= nil
  end

  local function without_figure(code, words, part_of)
    made[#made + 1] = {
      area = area.area, area_code = area.rows[1].area_code, indicator = code, worded = words, further = {},
      otherwise = {}, part_of = part_of,
      result = found:first { indicator = code, measure = "growth" } or found:first { indicator = code, measure = "level" },
      verdict = verdict.without(words and "worded" or "unpromised"),
    }
  end

  local function in_words(code, part_of)
    local words = promise.worded(area.rows, year, code)
    if words then without_figure(code, words, part_of) end
    return words ~= nil
  end

  local function by_parts(code)
    local any = false
    for _, part in ipairs(policy.parts[code] or {}) do any = in_figures(part, code) or in_words(part, code) or any end
    return any
  end

  for _, code in ipairs(codes or list:values("indicator")) do
    if not (in_figures(code) or in_words(code) or by_parts(code)) then without_figure(code) end
  end
  for _, code in ipairs(codes and {} or policy.headline) do
    if not by_code[code] then in_words(code) end
  end
  return made
end

return promise
