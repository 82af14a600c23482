-- compare.lua - one indicator and period over many areas, ranked.
local page = require "zb.page"
local period = require "zb.period"
local quantity = require "zb.quantity"

-- What counts as the area's own figure: finals before estimates, the level and the growth of the year.
local function own_figures(job)
  local o = job.options
  return job.rows:where { indicator = o.indicator.code, period = o.period, status = { "actual", "estimate" } }
    :where(function(row) return row.value end)
end

-- An area that has no name in the document goes by the document's.
local function area_of(row)
  return row.area ~= "" and row.area or row.document.title ~= "" and row.document.title or row.doc
end

local function best(rows, measures)
  return rows:where { measure = measures, status = "actual" }:first() or rows:where { measure = measures }:first()
end

local function latest_period(job)
  local years = job.rows:where { indicator = job.options.indicator.code, status = { "actual", "estimate" } }
    :where(function(row) return period.year(row.period) end):values("period")
  table.sort(years, period.less)
  return years[#years]
end

local function ranking(job)
  local indicator = job.options.indicator
  local kind = indicator.derived and indicator.derived.measure or "level"
  local areas = own_figures(job):group(area_of)
  local list = areas:map(function(area)
    local level, growth = best(area.rows, kind), best(area.rows, { "growth" })
    if not level and not growth then return nil end
    return {
      area = area.key, code = area.rows[1].area_code,
      level = level and quantity.convert(level, indicator.unit) or level, level_row = level, growth = growth,
    }
  end)
  local by = job.options.by == "growth" and function(x) return x.growth and x.growth.value end
             or function(x) return x.level and quantity.base(x.level) end
  return list:sort(function(x) local v = by(x) return v and -v end, "code")
end

local function run(job)
  local o = job.options
  o.period = o.period or latest_period(job)
  if not o.period then job:fail("no document tells a result of %s (%s)", o.indicator.name, o.indicator.code) end
  local list = ranking(job)
  if #list == 0 then job:fail("no document tells %s of %s", o.indicator.name, o.period) end
  local p = page.new {
    title = { zh = o.indicator.name .. " · " .. period.label(o.period), en = o.indicator.english .. ", " .. o.period },
    subtitle = { zh = ("%d 个地区，%d 份材料"):format(#list, #job.documents),
                 en = ("%d areas, %d documents"):format(#list, #job.documents) },
  }
  local lines, bars = {}, {}
  for i, x in ipairs(list) do
    local level = x.level and page.figure(x.level_row)
    if level and x.level ~= x.level_row then
      level = page.cell { value = x.level.value, bound = x.level.bound, unit = x.level.unit, cite = { x.level_row } }
    end
    lines[i] = {
      rank = i, area = x.area, level = level, growth = x.growth and page.figure(x.growth),
      status = (x.level_row or x.growth).status == "estimate" and { zh = "预计", en = "estimate" } or nil,
    }
    local shown = o.by == "growth" and lines[i].growth or lines[i].level
    bars[i] = { label = x.area, value = shown and shown.value, cite = o.by == "growth" and x.growth or x.level_row }
  end
  p:chart {
    name = "ranking", chart = "bar", bars = bars, unit = o.by == "growth" and "%" or o.indicator.unit,
    title = o.by == "growth" and { zh = "增速", en = "growth" } or { zh = "总量", en = "level" },
  }
  p:table {
    name = "ranking", main = true, title = { zh = "各地区排序", en = "Areas ranked" },
    columns = {
      { key = "rank", title = { zh = "位次", en = "rank" }, type = "number" },
      { key = "area", title = { zh = "地区", en = "area" } },
      { key = "level", title = { zh = "总量", en = "level" }, type = "number", unit = o.indicator.unit },
      { key = "growth", title = { zh = "增速", en = "growth" }, type = "number", unit = "%" },
      { key = "status", title = { zh = "备注", en = "remark" } },
    },
    rows = lines,
  }
  return p
end

return {
  title = { zh = "地区比较", en = "Areas compared" },
  about = { zh = "一个指标、一个时期，各地区排序", en = "one indicator and period over many areas, ranked" },
  options = {
    { name = "indicator", kind = "indicator", required = true,
      about = { zh = "比较的指标：代码或名称", en = "the indicator, by code or name" } },
    { name = "period", kind = "period", about = { zh = "时期，默认为最近一年", en = "the period; else the latest year" } },
    { name = "by", kind = "choice", choices = { "level", "growth" }, default = "level",
      about = { zh = "按总量（level）或增速（growth）排序", en = "rank by level or growth" } },
  },
  run = run,
}
