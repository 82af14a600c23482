-- targets.lua - what was promised beside what came: the targets of a year against its results, for one area or many.
local decimal = require "zb.decimal"
local indicator = require "zb.indicator"
local page = require "zb.page"
local policy = require "rules.targets"
local promise = require "zb.promise"
local quantity = require "zb.quantity"
local rows = require "zb.rows"
local say = require "zb.say"
local verdict = require "zb.verdict"

-- Which year, which areas ------------------------------------------------------------------------------------------------

local function has(documents, test, year, but)
  for _, d in ipairs(documents) do
    if d ~= but and test(d, year) then return true end
  end
  return false
end

-- Whether one document promises for a year and another tells what came of it.
local function both(documents, year)
  for _, d in ipairs(documents) do
    if promise.promises(d, year) and has(documents, promise.reports, year, d) then return true end
  end
  return false
end

-- The years that a document opens or reports on.
local function years_of(documents)
  local list, known = {}, {}
  for _, d in ipairs(documents) do
    for _, year in ipairs(d.year and { d.year, d.year - 1 } or {}) do
      if not known[year] then known[year], list[#list + 1] = true, year end
    end
  end
  table.sort(list, function(a, b) return a > b end)
  return list
end

local function complete(areas, year)
  return areas:where(function(a) return both(a.rows, year) end)
end

local function said_goals(year) return ("a report of %d (goals of %d)"):format(year, year) end
local function said_results(year)
  return ("a report of %d or a communiqué of %d (results of %d)"):format(year + 1, year, year)
end

-- Tells what the documents lack.
local function missing(job, years)
  local given, want = {}, {}
  for i, d in ipairs(job.documents) do
    if i > 2 then
      given[i] = ("and %d more"):format(#job.documents - 2)
      break
    end
    given[i] = ("%s (%s%s)"):format(d.doc, d.year and d.type .. " of " .. d.year or "no year found; --year tells it",
                                             d.area == "" and ", no known area; --area tells it" or "")
  end
  local year = job.options.period
  if not year and #years == 0 then job:fail("no document tells its year; --year tells it: %s", table.concat(given, ", ")) end
  if year then
    if not has(job.documents, promise.promises, year) then want[1] = said_goals(year) end
    if not has(job.documents, promise.reports, year) then want[#want + 1] = said_results(year) end
    if #want == 0 then want[1] = "both for one area" end
  else
    want[1] = said_goals(years[1] - 1) .. ", or " .. said_results(years[1])
  end
  job:fail("no area has both the goals of a year and its results; missing: %s. Given: %s", table.concat(want, " and "),
           table.concat(given, ", "))
end

local function choose(job)
  local areas = promise.areas(job.documents)
  local years = job.options.period and { job.options.period } or years_of(job.documents)
  for _, year in ipairs(years) do
    local list = complete(areas, year)
    if #list > 0 then return year, list:sort("key"), areas end
  end
  missing(job, years)
end

-- One table with a row for each promise ----------------------------------------------------------------------------------

local function figure(row, tone, mark) return row and page.figure(row, tone, mark) or nil end

-- What a goal in words says besides the indicator's name.
local function words_of(row, code)
  local rest = row.quote
  local _, stop = rest:find(indicator.of(code).name, 1, true)
  rest = stop and rest:sub(stop + 1) or rest
  return page.cell { text = rest:gsub("^增长", ""):gsub("^增速", ""), cite = { row }, tone = "muted" }
end

local function goal(entry)
  if entry.target then return figure(entry.target) end
  return entry.worded and words_of(entry.worded, entry.indicator) or nil
end

local function further(entry)
  local list = {}
  for i, row in ipairs(entry.further) do list[i] = quantity.show(row) .. row.unit end
  if #list == 0 then return nil end
  return page.cell { text = table.concat(list, "；"), cite = entry.further }
end

-- Why, and what other results there are.
local function reason(entry)
  local why = entry.verdict.reason
  local list = {}
  for i, row in ipairs(entry.otherwise) do list[i] = quantity.show(row) .. row.unit end
  if #list == 0 then return why end
  local shown = table.concat(list, "、")
  return page.cell { text = { zh = why.zh .. "；另一处说 " .. shown, en = why.en .. "; elsewhere " .. shown }, cite = entry.otherwise }
end

local function detail(entries, many)
  local lines = {}
  for i, e in ipairs(entries) do
    local measured = e.target or e.result
    lines[i] = {
      area = e.area, indicator = indicator.name(e.indicator), code = e.indicator,
      measure = measured and say.word(measured.measure),
      goal = goal(e), further = further(e), result = figure(e.result, e.verdict.tone),
      verdict = page.cell { text = verdict.label(e.verdict), tone = e.verdict.tone }, reason = reason(e),
    }
  end
  local columns = {
    { key = "area", title = { zh = "地区", en = "area" } },
    { key = "indicator", title = { zh = "指标", en = "indicator" } },
    { key = "measure", title = { zh = "度量", en = "measure" } },
    { key = "goal", title = { zh = "目标", en = "goal" }, type = "number" },
    { key = "further", title = { zh = "又提", en = "also aimed at" } },
    { key = "result", title = { zh = "结果", en = "result" }, type = "number" },
    { key = "verdict", title = { zh = "判定", en = "verdict" } },
    { key = "reason", title = { zh = "理由", en = "reason" } },
    { key = "code", title = { zh = "代码", en = "code" }, type = "code" },
  }
  if not many then table.remove(columns, 1) end
  return { name = "targets", main = true, columns = columns, rows = lines,
           title = many and { zh = "逐项对照", en = "Each goal" } or nil }
end

-- A league of areas ------------------------------------------------------------------------------------------------------

-- Of several verdicts the one that tells most against.
local gravity = { missed = 1, incomparable = 2, unreported = 3, near = 4, met = 5, worded = 6, unpromised = 7 }

local function summed(entries)
  local worst = entries[1].verdict
  for _, e in ipairs(entries) do
    if gravity[e.verdict.code] < gravity[worst.code] then worst = e.verdict end
  end
  return worst
end

local in_words = { zh = "见文字", en = "in words" }

-- What a part's name has beside the whole's: 城镇 of 城镇居民人均可支配收入.
local function part_name(entry)
  local zh = indicator.of(entry.indicator).name
  local from, to = zh:find(indicator.of(entry.part_of).name, 1, true)
  return from and zh:sub(1, from - 1) .. zh:sub(to + 1) or zh, indicator.name(entry.indicator).en
end

-- 城镇 8%, 农村 10%: the parts that stand for an indicator, in one cell. key: target or result.
local function parted(entries, key, tone, mark)
  local zh, en, cite = {}, {}, {}
  for _, e in ipairs(entries) do
    local row = e[key] or key == "target" and e.worded
    if row then
      local shown = e[key] and quantity.show(row) .. row.unit
      local part_zh, part_en = part_name(e)
      zh[#zh + 1], en[#en + 1] = part_zh .. " " .. (shown or in_words.zh), part_en .. " " .. (shown or in_words.en)
      cite[#cite + 1] = row
    end
  end
  if #cite == 0 then return nil end
  return page.cell { text = { zh = table.concat(zh, "\n"), en = table.concat(en, "\n") }, cite = cite, tone = tone, mark = mark }
end

-- The entries of an area that stand for an indicator: its growth before its level, its parts together.
local function standing(entries, code)
  local own = entries:where { indicator = code }
  if #own == 0 then return entries:where { part_of = code } end
  return rows.of { own:first { measure = "growth" } or own[1] }
end

local function brief_goal(entry)
  if entry.target or not entry.worded then return goal(entry) end
  return page.cell { text = in_words, cite = { entry.worded }, tone = "muted" }
end

local function score(entries, codes)
  local line = { count = {}, cells = {} }
  for _, v in ipairs(verdict.list) do line.count[v.code] = 0 end
  for _, code in ipairs(codes) do
    local found = standing(entries, code)
    local v = summed(found)
    local one, mark = #found == 1 and found[1] or nil, verdict.mark(v)
    line.count[v.code] = line.count[v.code] + 1
    line.cells[code] = {
      verdict = v, entry = one,
      goal = one and brief_goal(one) or not one and parted(found, "target") or nil,
      result = one and figure(one.result, v.tone, mark) or not one and parted(found, "result", v.tone, mark) or
               v.code == "unreported" and page.cell { text = v.words, tone = v.tone } or nil,
    }
  end
  return line
end

local counted = { "met", "near", "missed" }

local function league(groups, codes)
  local lines = groups:map(function(group)
    local line = score(group.rows, codes)
    line.area, line.area_code = group.rows[1].area, group.rows[1].area_code
    return line
  end)
  lines = lines:sort(function(x) return -x.count.met end, function(x) return x.count.missed end,
                     function(x) return -x.count.near end, "area_code")
  for i, x in ipairs(lines) do
    local last = lines[i - 1]
    local tie = last and last.count.met == x.count.met and last.count.missed == x.count.missed and last.count.near == x.count.near
    x.rank = tie and last.rank or i
  end
  return lines
end

local function league_table(lines, codes)
  local columns = {
    { key = "rank", title = { zh = "位次", en = "rank" }, type = "number" },
    { key = "area", title = { zh = "地区", en = "area" } },
  }
  for _, code in ipairs(counted) do
    columns[#columns + 1] = { key = code, title = verdict.of_code(code).words, type = "number" }
  end
  columns[#columns + 1] = { key = "other", title = { zh = "其他", en = "other" }, type = "number" }
  for _, code in ipairs(codes) do
    local name = indicator.name(code)
    columns[#columns + 1] = { key = code .. "_goal", group = name, title = { zh = "目标", en = "goal" }, type = "number" }
    columns[#columns + 1] = { key = code .. "_result", group = name, title = { zh = "结果", en = "result" }, type = "number" }
  end
  local list = {}
  for i, x in ipairs(lines) do
    local line = { rank = x.rank, area = x.area, other = #codes }
    for _, code in ipairs(counted) do line[code], line.other = x.count[code], line.other - x.count[code] end
    for _, code in ipairs(codes) do
      local cell = x.cells[code]
      line[code .. "_goal"], line[code .. "_result"] = cell.goal, cell.result
    end
    list[i] = line
  end
  local zh, en = {}, {}
  for _, code in ipairs { "met", "near", "missed", "incomparable" } do
    local v = verdict.of_code(code)
    zh[#zh + 1], en[#en + 1] = v.mark .. " " .. v.words.zh, v.mark .. " " .. v.words.en
  end
  return {
    name = "league", title = { zh = "各地区目标完成情况", en = "Goals kept, by area" }, columns = columns, rows = list,
    note = { zh = table.concat(zh, "　") .. "　没有记号的不作判定", en = table.concat(en, ", ") .. "; what has no mark is not judged" },
  }
end

local function by_indicator(lines, codes)
  local columns, list = { { key = "indicator", title = { zh = "指标", en = "indicator" } } }, {}
  for _, v in ipairs(verdict.list) do columns[#columns + 1] = { key = v.code, title = v.words, type = "number" } end
  for i, code in ipairs(codes) do
    local line = { indicator = indicator.name(code) }
    for _, v in ipairs(verdict.list) do line[v.code] = 0 end
    for _, x in ipairs(lines) do
      local v = x.cells[code].verdict.code
      line[v] = line[v] + 1
    end
    list[i] = line
  end
  return { name = "indicators", title = { zh = "各指标的地区数", en = "Areas, by indicator" }, columns = columns, rows = list }
end

-- Bullets of promises in one unit; label: a function of the entry.
local function bullets(entries, unit, label)
  local list = {}
  for _, e in ipairs(entries) do
    local goal_value = e.target and (e.target.value or e.target.lower)
    if goal_value and e.result and e.result.value and e.target.unit == unit and e.result.unit == unit and
       e.verdict.code ~= "incomparable" then
      list[#list + 1] = { label = label(e), value = e.result.value, target = goal_value, tone = e.verdict.tone,
                          cite = { e.target, e.result } }
    end
  end
  return list
end

local function chart(p, name, title, list, unit)
  if #list > 0 then p:chart { name = name, chart = "bullet", title = title, bullets = list, unit = unit } end
end

-- The page --------------------------------------------------------------------------------------------------------------

local function tally(entries)
  local count, zh, en = {}, {}, {}
  for _, e in ipairs(entries) do count[e.verdict.code] = (count[e.verdict.code] or 0) + 1 end
  for _, v in ipairs(verdict.list) do
    if count[v.code] then
      zh[#zh + 1], en[#en + 1] = v.words.zh .. " " .. count[v.code], v.words.en .. " " .. count[v.code]
    end
  end
  return { zh = #entries .. " 项：" .. table.concat(zh, "，"), en = #entries .. " goals: " .. table.concat(en, ", ") }
end

local function lone_areas(areas, year)
  local without = { [true] = {}, [false] = {} }
  for _, a in ipairs(areas) do
    local goals, results = has(a.rows, promise.promises, year), has(a.rows, promise.reports, year)
    if goals ~= results then
      local list = without[goals]
      if a.area ~= "" then list[#list + 1] = a.area end
    end
  end
  return without[true], without[false]
end

local function notes(p, areas, year, nameless)
  local unreported, unpromised = lone_areas(areas, year)
  if #unreported > 0 then
    local list = table.concat(unreported, "、")
    p:note { zh = ("缺 %d 年结果（%d 年报告或 %d 年公报）：%s"):format(year, year + 1, year, list),
             en = ("no results of %d (a report of %d, or a communiqué of %d): %s"):format(year, year + 1, year, list) }
  end
  if #unpromised > 0 then
    local list = table.concat(unpromised, "、")
    p:note { zh = ("缺 %d 年目标（%d 年初的报告）：%s"):format(year, year, list),
             en = ("no goals of %d (a report of its beginning): %s"):format(year, list) }
  end
  if nameless > 1 then
    p:note { zh = ("%d 份材料没有认出地区，按同一地区对照；--area 可指明地区"):format(nameless),
             en = ("%d documents name no known area and are taken as of one; --area tells it"):format(nameless) }
  end
  local points, part = policy.about.points, tostring(decimal(policy.about.part):shift(2)) .. "%"
  p:note {
    zh = ("总量对总量，增速对同一基期的增速；“左右”容许 %s 个百分点或目标的 %s（rules/targets.lua）；预计数不作最终结果。")
         :format(points, part),
    en = ("Levels are held against levels, growth against growth on the same basis; 左右 allows %s points or %s of the goal " ..
          "(rules/targets.lua); an estimate is no final result."):format(points, part),
  }
end

local plain = { growth = true, level = true }

local function one_area(p, entries)
  chart(p, "growth", { zh = "以百分比计的目标与结果", en = "goals and results in per cent" }, bullets(entries, "%", function(e)
    local name = indicator.name(e.indicator)
    local word = say.word(e.measure)
    return plain[e.measure] and name or { zh = name.zh .. word.zh, en = name.en .. ", " .. word.en }
  end), "%")
  p:table(detail(entries, false))
end

local function many_areas(p, entries, codes)
  local lines = league(entries:group(function(e) return e.area_code .. e.area end), codes)
  p:table(league_table(lines, codes))
  p:table(by_indicator(lines, codes))
  for _, code in ipairs(codes) do
    local list = rows.of(lines):map(function(x) return x.cells[code].entry end)
    local name = indicator.name(code)
    chart(p, code, { zh = name.zh .. "增速：结果与目标", en = name.en .. ", growth: result and goal" },
          bullets(list, "%", function(e) return e.area end), "%")
  end
  p:table(detail(entries, true))
end

local function run(job)
  local o = job.options
  local year, list, areas = choose(job)
  local codes = o.indicator and rows.of(o.indicator):values("code")
  if not codes and #list > 1 then codes = policy.headline end
  local entries = rows.of {}
  for _, area in ipairs(list) do entries = entries:with(promise.pairs(area, year, codes)) end
  if #entries == 0 then job:fail("no document tells a coded goal of %d in figures", year) end
  local name = #list == 1 and (list[1].area ~= "" and list[1].area or list[1].rows[1].title)
  local summary = tally(entries)
  local p = page.new {
    title = { zh = (name or "各地区") .. year .. "年目标与结果", en = (name or "Areas") .. ", " .. year .. ": goals and results" },
    subtitle = #list > 1 and { zh = #list .. " 个地区，" .. summary.zh, en = #list .. " areas, " .. summary.en } or summary,
  }
  if #list == 1 then one_area(p, entries) else many_areas(p, entries, codes) end
  local unnamed = areas:first { key = "" }
  notes(p, areas, year, unnamed and #unnamed.rows or 0)
  return p
end

return {
  title = { zh = "目标与结果", en = "Goals and results" },
  about = { zh = "一年的目标与结果逐项对照，多个地区则排成一表", en = "the goals of a year beside its results, for one area or many" },
  options = {
    { name = "period", kind = "year", about = { zh = "目标之年，默认为两头都有的最近一年",
                                              en = "the year of the goals; else the latest that has goals and results" } },
    { name = "indicator", kind = "indicators", about = { zh = "只看这些指标", en = "only these indicators" } },
  },
  run = run,
}
