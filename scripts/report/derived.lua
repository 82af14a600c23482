-- derived.lua - what can be worked out of the documents' figures by rules/derived.lua: each value with its working.
local derive = require "zb.derive"
local page = require "zb.page"
local say = require "zb.say"

local function chosen(job)
  local o = job.options
  local wanted = {}
  for _, x in ipairs(o.indicator or {}) do
    if not x.derived then job:fail("%s (%s) is stated, not derived; zhibiao report series shows it", x.name, x.code) end
    wanted[#wanted + 1] = x
  end
  local found = derive.over(job.rows):rows(o.indicator and wanted or nil)
  if o.period then found = found:where { period = o.period } end
  return found
end

local function run(job)
  local found = chosen(job)
  if #found == 0 then
    job:fail("the documents do not have the figures that it takes; rules/derived.lua tells which each indicator takes")
  end
  local areas = found:values("area")
  local p = page.new {
    title = { zh = "推算指标", en = "Derived indicators" },
    subtitle = { zh = ("%d 个地区，%d 个推算值"):format(#areas, #found),
                 en = ("%d areas, %d derived values"):format(#areas, #found) },
  }
  local lines = found:sort("area_code", "area", function(row) return row.entry.code end, "indicator", "period"):map(function(row)
    return {
      area = say.area(row), name = { zh = row.name, en = row.english }, code = row.indicator, period = row.period,
      value = page.figure(row), status = say.word(row.status), working = row.derived,
    }
  end)
  p:table {
    name = "derived", main = true, rows = lines,
    columns = {
      { key = "area", title = { zh = "地区", en = "area" } },
      { key = "name", title = { zh = "指标", en = "indicator" } },
      { key = "code", title = { zh = "代码", en = "code" }, type = "code" },
      { key = "period", title = { zh = "期间", en = "period" } },
      { key = "value", title = { zh = "推算值", en = "value" }, type = "number" },
      { key = "status", title = { zh = "状态", en = "status" } },
      { key = "working", title = { zh = "算法", en = "working" } },
    },
  }
  p:note {
    zh = "推算值按精确小数计算，只在显示时舍入（四舍六入五取偶）：位数见 rules/derived.lua，未写的同最不精确的总量，" ..
         "至少三位有效数字。",
    en = "Values are worked out in exact decimals and rounded, half to even, only for show: to the digits of " ..
         "rules/derived.lua, else to those of the least exact amount, three significant ones at least.",
  }
  return p
end

return {
  title = { zh = "推算指标", en = "Derived indicators" },
  about = { zh = "由材料中的数据推算的指标，附算式和依据", en = "what can be worked out of the figures, each with its working" },
  options = {
    { name = "indicator", kind = "indicators",
      about = { zh = "只看这些：trade_to_gdp，completion:gdp", en = "only these: trade_to_gdp, completion:gdp" } },
    { name = "period", kind = "period", about = { zh = "只看这个时期", en = "only this period" } },
  },
  run = run,
}
