-- reconcile.lua - what is told in several places, and whether it agrees; and figures that cannot be right.
local agree = require "zb.agree"
local best = require "zb.best"
local check = require "zb.check"
local indicator = require "zb.indicator"
local page = require "zb.page"
local quantity = require "zb.quantity"
local rows = require "zb.rows"
local say = require "zb.say"

-- What tells one thing: targets by themselves, expected and final results together.
local function thing(row)
  local stage = row.status == "target" and "target" or "result"
  local basis = row.basis == "" and row.measure == "growth" and "yoy" or row.basis
  return table.concat({ best.area(row), row.indicator, row.period, row.measure, basis, stage, row.unit_base }, " ")
end

-- Two figures that one sentence sets beside each other are of two things (建成8.9万亩、累计120.5万亩; 7%以上、力争8%), unless one
-- keeps the other's bound (突破4万亿元、达到4.32万亿元).
local function apart(a, b, v)
  if a.doc ~= b.doc or a.line ~= b.line then return false end
  return a.status == "target" or a.quote == b.quote and v.code ~= "rounding"
end

local compared = { level = true, increment = true, growth = true, change = true, share = true, multiple = true }

local function tellings(list)
  local own = list:where(best.own):where(function(row)
    return row.period ~= "" and compared[row.measure] and (row.value or row.lower) and row.status ~= "reference"
  end)
  return own:group(thing):where(function(group) return #group.rows > 1 end)
end

-- A thing told several times: the best telling, those that differ from it, and those that agree.
local function weighed(group)
  local list = best.sort(group.rows)
  local x = { first = list[1], differ = {}, same = { list[1] }, gravity = 9 }
  for i = 2, #list do
    local v = agree.compare(list[1], list[i])
    if v.code == "agree" then x.same[#x.same + 1] = list[i]
    elseif not apart(list[1], list[i], v) then
      x.differ[#x.differ + 1] = { row = list[i], verdict = v }
      x.gravity = math.min(x.gravity, agree.of_code(v.code).gravity)
    end
  end
  return (#x.differ > 0 or #x.same > 1) and x or nil
end

local function telling(row) return quantity.show(row) .. row.unit end

local function line_of(x, other)
  local verdict = other and other.verdict or { words = agree.of_code("agree").words, tone = "good" }
  local reason = other and other.verdict.reason or { zh = #x.same .. " 处相同", en = "told " .. #x.same .. " times" }
  return {
    area = say.area(x.first), indicator = indicator.name(x.first.indicator), period = x.first.period,
    measure = say.word(x.first.measure),
    one = other and page.figure(x.first) or page.cell { text = telling(x.first), cite = x.same },
    other = other and page.figure(other.row, verdict.tone) or nil,
    verdict = page.cell { text = verdict.words, tone = verdict.tone }, reason = reason,
  }
end

local function told_table(list)
  local lines, count = {}, {}
  for _, x in ipairs(list) do
    for _, other in ipairs(x.differ) do
      lines[#lines + 1] = line_of(x, other)
      count[other.verdict.code] = (count[other.verdict.code] or 0) + 1
    end
    if #x.differ == 0 then
      lines[#lines + 1] = line_of(x)
      count.agree = (count.agree or 0) + 1
    end
  end
  return {
    name = "told", main = true, rows = lines, title = { zh = "同一数据的几种说法", en = "What is told in several places" },
    columns = {
      { key = "area", title = { zh = "地区", en = "area" } },
      { key = "indicator", title = { zh = "指标", en = "indicator" } },
      { key = "period", title = { zh = "期间", en = "period" } },
      { key = "measure", title = { zh = "度量", en = "measure" } },
      { key = "one", title = { zh = "一处", en = "one place" }, type = "number" },
      { key = "other", title = { zh = "另一处", en = "another" }, type = "number" },
      { key = "verdict", title = { zh = "判定", en = "verdict" } },
      { key = "reason", title = { zh = "说明", en = "reason" } },
    },
  }, count
end

local function doubt_table(list)
  local lines = {}
  for i, x in ipairs(list) do
    lines[i] = {
      area = say.area(x.rows[1]), period = x.rows[1].period, what = x.what, told = page.cell { text = x.told, cite = x.rows },
      reason = x.reason,
    }
  end
  return {
    name = "doubts", rows = lines, title = { zh = "不能成立的数据", en = "Figures that cannot be right together" },
    columns = {
      { key = "area", title = { zh = "地区", en = "area" } },
      { key = "period", title = { zh = "期间", en = "period" } },
      { key = "what", title = { zh = "检查", en = "check" } },
      { key = "told", title = { zh = "所述", en = "as told" } },
      { key = "reason", title = { zh = "说明", en = "reason" } },
    },
  }
end

local function summary(count, doubts)
  local zh, en = {}, {}
  for _, v in ipairs(agree.list) do
    if count[v.code] then zh[#zh + 1], en[#en + 1] = v.words.zh .. " " .. count[v.code], v.words.en .. " " .. count[v.code] end
  end
  zh[#zh + 1], en[#en + 1] = "不能成立 " .. #doubts, "cannot be right " .. #doubts
  return { zh = table.concat(zh, "，"), en = table.concat(en, ", ") }
end

local function run(job)
  local wanted = job.options.indicator
  local list = job.rows:where(function(row) return not row.derived end)
  if wanted then
    local codes = rows.of(wanted):values("code")
    list = list:where { indicator = codes }
  end
  local told = tellings(list):map(weighed):sort("gravity", function(x) return best.area(x.first) end)
  local doubts = check.all(list)
  local main, count = told_table(told)
  local p = page.new { title = { zh = "数据核对", en = "Figures reconciled" }, subtitle = summary(count, doubts) }
  if #doubts > 0 then p:table(doubt_table(doubts)) end
  if #told == 0 and #doubts == 0 then
    p:text { zh = "没有同一数据说了两次的，也没有发现不能成立的数据。",
             en = "Nothing is told twice, and nothing was found that cannot be right." }
  end
  p:table(main)
  p:note {
    zh = "只核对各材料本地区的指标。数值相差在各自末位舍入之内的为舍入；分项、占比、增速的检查同样计及舍入（rules/checks.lua）。",
    en = "Of each document its own area's indicators are checked. What differs within the rounding of each figure's last " ..
         "digit is rounding; checks of parts, shares and growth allow for it too (rules/checks.lua).",
  }
  return p
end

return {
  title = { zh = "数据核对", en = "Figures reconciled" },
  about = { zh = "同一数据在几处的说法是否一致，哪些数据不能成立",
            en = "what is told in several places, and figures that cannot be right" },
  options = {
    { name = "indicator", kind = "indicators", about = { zh = "只核对这些指标", en = "only these indicators" } },
  },
  run = run,
}
