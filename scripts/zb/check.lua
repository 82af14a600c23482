-- check.lua - figures that cannot be right: parts that do not make the whole, shares out of range, growth or shares that the
-- amounts contradict. What is looked for stands in rules/checks.lua.
local agree = require "zb.agree"
local best = require "zb.best"
local decimal = require "zb.decimal"
local derive = require "zb.derive"
local indicator = require "zb.indicator"
local interval = require "zb.interval"
local policy = require "rules.checks"
local quantity = require "zb.quantity"

local check = {}

-- The name of an indicator, and what is looked at of it.
local function of(code, zh, en)
  local name = indicator.name(code)
  return { zh = name.zh .. zh, en = name.en .. en }
end

local function shown(row) return quantity.show(row) .. row.unit end

local function told(list)
  local parts = {}
  for i, row in ipairs(list) do parts[i] = shown(row) end
  return table.concat(parts, "，")
end

local function doubt(list, found, what, zh, en)
  list[#list + 1] = { rows = found, what = what, told = told(found), reason = { zh = zh, en = en } }
end

-- The best figure of an indicator in a year and stage, of an area's rows.
local function find(area, code, measure, time, stage)
  return area.at[table.concat({ code, measure, time, stage }, " ")]
end

local function stage_of(row) return row.status == "target" and "target" or "result" end

local function areas_of(list)
  local areas = list:where(best.own):where(function(row)
    return row.period ~= "" and (row.value or row.lower) and row.status ~= "reference" and row.bound ~= "approx"
  end):group(best.area)
  for _, area in ipairs(areas) do
    area.at, area.times = {}, area.rows:values(function(row) return row.period .. " " .. stage_of(row) end)
    for _, row in ipairs(best.sort(area.rows)) do
      local key = table.concat({ row.indicator, row.measure, row.period, stage_of(row) }, " ")
      area.at[key] = area.at[key] or row
    end
  end
  return areas
end

local function in_base(row)
  local i = interval.of_rounded(row)
  return { lo = i.lo and i.lo:shift(row.unit_mult), hi = i.hi and i.hi:shift(row.unit_mult) }
end

-- What a list of indicators tells in a year, of one document where one tells all; nil where one is missing or of another unit.
local function all_of(area, codes, measure, time, stage)
  local found = {}
  for i, code in ipairs(codes) do
    found[i] = find(area, code, measure, time, stage)
    if not found[i] or found[i].unit_base ~= found[1].unit_base or found[i].doc ~= found[1].doc then return nil end
  end
  return found
end

local function sum_of(found)
  local sum = interval.of(decimal(0))
  for _, row in ipairs(found) do sum = interval.add(sum, in_base(row)) end
  return sum
end

local function each_time(area, visit)
  for _, key in ipairs(area.times) do visit(key:match("^(%S*) (%S+)$")) end
end

local function sums(area, list)
  for _, rule in ipairs(policy.sums) do
    each_time(area, function(time, stage)
      local whole = find(area, rule.whole, "level", time, stage)
      local parts = whole and all_of(area, rule.parts, "level", time, stage)
      if not parts or parts[1].doc ~= whole.doc or interval.meet(in_base(whole), sum_of(parts)) then return end
      local sum = decimal(0)
      for _, row in ipairs(parts) do
        if not row.value then return end
        sum = sum + row.value:shift(row.unit_mult - whole.unit_mult)
      end
      table.insert(parts, 1, whole)
      doubt(list, parts, of(rule.whole, "：分项之和", ": sum of its parts"),
            "分项合计 " .. tostring(sum) .. whole.unit .. "，总数 " .. shown(whole),
            "the parts make " .. tostring(sum) .. whole.unit .. ", the whole is " .. shown(whole))
    end)
  end
end

local function share_sums(area, list)
  for _, codes in ipairs(policy.shares) do
    each_time(area, function(time, stage)
      local parts = all_of(area, codes, "share", time, stage)
      local hundred = decimal(100)
      if not parts or interval.meet(sum_of(parts), interval.of(hundred)) then return end
      local sum = decimal(0)
      for _, row in ipairs(parts) do sum = sum + (row.value or row.lower) end
      doubt(list, parts, { zh = "占比之和", en = "sum of shares" }, "合计 " .. tostring(sum) .. "，不是 100",
            "they make " .. tostring(sum) .. ", not 100")
    end)
  end
end

-- A share, or a rate of a part of all, beyond 0 to 100.
local function ranges(area, list)
  for _, row in ipairs(area.rows) do
    local value = row.value or row.upper
    local x = indicator.of(row.indicator)
    local rate = row.unit == "%" and (row.measure == "share" or row.measure == "level" and x.kind == "ratio" and x.unit == "%" and
                                      not agree.may_pass_100(row.indicator))
    if rate and value and (value > decimal(100) or value < decimal(0)) then
      doubt(list, { row }, { zh = "占比范围", en = "range of a share" }, "应在 0—100% 之间", "it lies outside 0–100%")
    end
  end
end

-- What texts state beside what can be worked out of the same documents.
local function stated(area, over, list)
  for _, rule in ipairs(policy.stated) do
    local name_of = derive.indicator(rule.derived)
    for _, row in ipairs(name_of and over:rows({ name_of }) or {}) do
      local said = find(area, rule.indicator, rule.measure, row.period, stage_of(row))
      local good, range = true, nil
      if said and (said.unit == "%" or said.unit == "") then good, range = agree.derived(said, row, over) end
      if good == false then
        doubt(list, { said, table.unpack(row.from) }, { zh = row.name, en = row.english },
              "按总量推算为 " .. range .. "，所述为 " .. shown(said), "of the amounts it is " .. range .. ", stated " .. shown(said))
      end
    end
  end
end

local function growths(area, over, list)
  for _, code in ipairs(area.rows:values("indicator")) do
    each_time(area, function(time, stage)
      local growth = stage == "result" and find(area, code, "growth", time, stage)
      local v = growth and (growth.basis == "yoy" or growth.basis == "") and agree.growth(code, time, growth, over)
      if v and v.good == false then
        doubt(list, { growth, table.unpack(v.row.from) }, of(code, "增速", ", growth"),
              v.reason.zh, v.reason.en)
      end
    end)
  end
end

--- Everything that cannot be right in a list of observations: a list of { rows = those concerned, what, told, reason }.
function check.all(list)
  local doubts = {}
  for _, area in ipairs(areas_of(list)) do
    local over = derive.over(area.rows)
    sums(area, doubts)
    share_sums(area, doubts)
    ranges(area, doubts)
    stated(area, over, doubts)
    growths(area, over, doubts)
  end
  return doubts
end

return check
