-- series.lua - indicators of an area over the years, from many documents: what was revised, what is told twice, where growth and
-- levels do not go together.
local agree = require "zb.agree"
local best = require "zb.best"
local derive = require "zb.derive"
local indicators = require "zb.indicator"
local page = require "zb.page"
local period = require "zb.period"
local policy = require "rules.targets"
local quantity = require "zb.quantity"
local rows = require "zb.rows"
local say = require "zb.say"

local function chosen(job)
  if job.options.indicator then return job.options.indicator end
  return rows.of(policy.headline):map(indicators.of)
end

-- What is told of one indicator in one year: the best figure of a kind, and what else was said of it.
local function told(list)
  if #list == 0 then return nil end
  local first = list[1]
  local point = { row = first, others = {} }
  for i = 2, #list do
    local v = quantity.comparable(first, list[i]) and agree.compare(first, list[i])
    if v and v.code ~= "agree" then point.others[#point.others + 1] = { row = list[i], verdict = v } end
  end
  return point
end

local yearly = { yoy = true, [""] = true, comparable = true }

-- The years of an indicator, in their order: { time, level, growth, check }.
local function years_of(list, indicator, over)
  local own = best.sort(list:where { indicator = indicator.code, status = { "actual", "estimate", "reference" } }
    :where(function(row) return period.year(row.period) and (row.value or row.lower) end))
  local kind = indicator.derived and indicator.derived.measure or "level"
  local times = own:where { measure = { kind, "growth" } }:values("period")
  table.sort(times, period.less)
  return rows.of(times):map(function(time)
    local there = own:where { period = time }
    local growth = there:where { measure = "growth" }:where(function(row) return yearly[row.basis] end)
    local x = { time = time, level = told(there:where { measure = kind }) }
    x.growth = not indicator.derived and told(growth) or nil
    if not x.level and not x.growth then return nil end
    x.check = not indicator.derived and agree.growth(indicator.code, time, x.growth and x.growth.row, over) or nil
    return x
  end)
end

local function said(point)
  local zh, en, cite = {}, {}, {}
  for _, other in ipairs(point and point.others or {}) do
    local figure = quantity.show(other.row) .. other.row.unit
    zh[#zh + 1] = "又说" .. figure .. "：" .. other.verdict.reason.zh
    en[#en + 1] = "also " .. figure .. ": " .. other.verdict.reason.en
    cite[#cite + 1] = other.row
  end
  return zh, en, cite
end

local function append(list, more) for _, x in ipairs(more) do list[#list + 1] = x end end

-- What the reader must know of a year: expected, told otherwise elsewhere, a gap before it.
local function remark(x, before)
  local zh, en, cite, tone = {}, {}, {}, nil
  local shown = x.level or x.growth
  if shown.row.status == "estimate" then zh[1], en[1] = "预计数", "estimate" end
  if shown.row.status == "reference" then zh[1], en[1] = "后来的材料所引", "as a later document mentions it" end
  local year = period.year(x.time)
  local last = before and period.year(before.time)
  if last and year == last + 2 then zh[#zh + 1], en[#en + 1] = ("缺%d年"):format(last + 1), ("%d is missing"):format(last + 1)
  elseif last and year > last + 2 then
    zh[#zh + 1], en[#en + 1] = ("缺%d—%d年"):format(last + 1, year - 1), ("%d–%d are missing"):format(last + 1, year - 1)
  end
  for _, point in ipairs { x.level or false, x.growth or false } do
    local more_zh, more_en, more_cite = said(point or nil)
    append(zh, more_zh)
    append(en, more_en)
    append(cite, more_cite)
    for _, other in ipairs(point and point.others or {}) do
      if other.verdict.code == "conflict" then tone = "bad" elseif other.verdict.code == "revision" then tone = tone or "warn" end
    end
  end
  if #zh == 0 then return nil end
  return page.cell { text = { zh = table.concat(zh, "；"), en = table.concat(en, "; ") }, cite = cite, tone = tone }
end

local function check_cell(check)
  if not check then return nil end
  return page.cell { text = check.reason, tone = check.good == false and "bad" or check.good and "good" or "muted" }
end

local columns = {
  { key = "area", title = { zh = "地区", en = "area" } },
  { key = "indicator", title = { zh = "指标", en = "indicator" } },
  { key = "period", title = { zh = "年份", en = "year" } },
  { key = "level", title = { zh = "总量", en = "level" }, type = "number" },
  { key = "growth", title = { zh = "增速", en = "growth" }, type = "number" },
  { key = "nominal", title = { zh = "总量推算增速", en = "growth of the levels" }, type = "number" },
  { key = "check", title = { zh = "核对", en = "check" } },
  { key = "remark", title = { zh = "备注", en = "remark" } },
}

local function lines_of(area, indicator, years)
  local lines = {}
  for i, x in ipairs(years) do
    lines[i] = {
      area = area, indicator = { zh = indicator.name, en = indicator.english }, period = x.time,
      level = x.level and page.figure(x.level.row), growth = x.growth and page.figure(x.growth.row),
      nominal = x.check and page.figure(x.check.row), check = check_cell(x.check), remark = remark(x, years[i - 1]),
    }
  end
  return lines
end

local POINTS = 3      -- that a line has at least

-- A line of what pick gives of each year, in one unit; nil where it has too few points.
local function line(label, years, unit, pick)
  local values, n = {}, 0
  for i, x in ipairs(years) do
    local point = pick(x)
    local row = point and point.row.status ~= "reference" and point.row or nil
    local q = row and quantity.convert(row, unit)
    if q and q.value then values[i], n = row.places and q.value:round(row.places) or q.value, n + 1 end
  end
  return n >= POINTS and { label = label, values = values } or nil
end

local function labels(years) return rows.of(years):map(function(x) return x.time end) end

local function level_chart(p, indicator, years)
  local one = line({ zh = indicator.name, en = indicator.english }, years, indicator.unit, function(x) return x.level end)
  if not one then return end
  p:chart { name = "level_" .. indicator.code:gsub(":", "_"), chart = "line", points = labels(years), lines = { one },
            unit = indicator.unit, title = { zh = indicator.name, en = indicator.english } }
end

local function growth_chart(p, list)
  local times, known, lines = {}, {}, {}
  for _, one in ipairs(list) do
    for _, x in ipairs(one.years) do
      if x.growth and not known[x.time] then known[x.time], times[#times + 1] = true, x.time end
    end
  end
  table.sort(times, period.less)
  for _, one in ipairs(list) do
    local at = rows.of(one.years):index("time")
    local years = rows.of(times):map(function(time) return at[time] or { time = time } end)
    local name = { zh = one.indicator.name, en = one.indicator.english }
    lines[#lines + 1] = line(name, years, "%", function(x) return x.growth end)
  end
  if #lines > 0 then
    p:chart { name = "growth", chart = "line", points = times, lines = lines, unit = "%", title = { zh = "增速", en = "growth" } }
  end
end

-- The charts of an area, behind its name where there are several.
local function put_charts(p, area, alone)
  local before = #p.blocks
  if not alone then p:heading(2, area.key) end
  local headed = #p.blocks
  growth_chart(p, area.rows)
  for _, x in ipairs(area.rows) do level_chart(p, x.indicator, x.years) end
  if #p.blocks == headed then p.blocks[before + 1] = nil end
end

local function run(job)
  local own = job.rows:where(function(row) return row.derived or best.own(row) end)
  local areas, lines, charts = own:group(best.area), {}, {}
  for _, area in ipairs(areas:sort("key")) do
    local name, over = say.area(area.rows[1]), derive.over(area.rows)
    for _, indicator in ipairs(chosen(job)) do
      local years = years_of(area.rows, indicator, over)
      if #years > 0 then
        append(lines, lines_of(name, indicator, years))
        charts[#charts + 1] = { area = name, indicator = indicator, years = years }
      end
    end
  end
  if #lines == 0 then
    local names = rows.of(chosen(job)):map(function(x) return x.name end)
    job:fail("no document tells a year's %s of its own area", table.concat(names, ", "))
  end
  local by_area = rows.of(charts):group("area")
  local one = #by_area == 1 and by_area[1].key
  local p = page.new {
    title = { zh = (one or "各地区") .. "历年数据", en = (one or "Areas") .. " over the years" },
    subtitle = { zh = ("%d 份材料，%d 个年度值"):format(#job.documents, #lines),
                 en = ("%d documents, %d yearly entries"):format(#job.documents, #lines) },
  }
  p:table { name = "series", main = true, columns = columns, rows = lines }
  p:note { zh = "同一年有几种说法的，取完成数、公报、较早的报告；其余列在备注。核对计及各数末位的舍入。",
           en = "Of several figures for a year the final one is taken, the communiqué's, the earlier report's; the others are " ..
                "remarked. Checks allow for the rounding of each figure's last digit." }
  for _, area in ipairs(by_area) do put_charts(p, area, one) end
  return p
end

return {
  title = { zh = "历年数据", en = "Over the years" },
  about = { zh = "一个地区的指标逐年排列，标出修订、冲突和增速与总量不符",
            en = "indicators of an area year by year; revisions, conflicts, growth against levels" },
  options = {
    { name = "indicator", kind = "indicators",
      about = { zh = "指标，默认为六个主要指标", en = "the indicators; else the six of the headline" } },
  },
  run = run,
}
