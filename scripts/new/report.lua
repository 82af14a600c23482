-- @NAME@.lua - what documents state of headline indicators, one line for each figure. Run it with
--   zhibiao report ./@NAME@.lua FILE…
-- and write it as a page or a workbook with -o @NAME@.html, -o @NAME@.xlsx. docs/reports.md tells what scripts may use.
local page = require "zb.page"
local period = require "zb.period"
local say = require "zb.say"

-- job.rows: the observations of all documents, in their order; job.options: what was set on the command line.
local function run(job)
  local found = job.rows:where { status = { "actual", "estimate" } }
    :where(function(row) return row.indicator ~= nil and row.value ~= nil end)
  if #found == 0 then job:fail("no figure of a headline indicator; zhibiao extract FILE shows what there is") end

  local p = page.new { title = { zh = "主要指标", en = "Headline indicators" } }
  p:table {
    name = "indicators",
    columns = {
      { key = "name", title = { zh = "指标", en = "indicator" } },
      { key = "figure", title = { zh = "数值", en = "value" }, type = "number" },
      { key = "period", title = { zh = "期间", en = "period" } },
      { key = "area", title = { zh = "地区", en = "area" } },
      { key = "status", title = { zh = "状态", en = "status" } },
    },
    -- page.figure gives the value with its unit and a note of where it stands.
    rows = found:map(function(row)
      return { name = row.name, figure = page.figure(row), period = period.label(row.period, job.english), area = row.area,
               status = say.word(row.status) }
    end),
  }
  return p
end

return {
  title = { zh = "主要指标", en = "Headline indicators" },
  about = { zh = "各文件所述的主要指标", en = "what documents state of headline indicators" },
  options = {},
  run = run,
}
