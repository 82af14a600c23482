-- verdict.lua - whether a result keeps a promise, and why, in words.
--
-- A goal is a floor (5%以上, 5%, 5%左右) or a ceiling (5.5%以内, or an indicator of which less is better: rules/targets.lua). A
-- promised fall (下降3%) is a floor of its size. What stands on the other side of the goal by no more than the result's last
-- digit, or than 左右 allows, is near.
local decimal = require "zb.decimal"
local policy = require "rules.targets"
local quantity = require "zb.quantity"
local say = require "zb.say"

local verdict = {}

--- The verdicts in the order in which they are counted: code, words, tone, mark.
verdict.list = {
  { code = "met", words = { zh = "达到", en = "met" }, tone = "good", mark = "✓" },
  { code = "near", words = { zh = "基本达到", en = "nearly met" }, mark = "≈" },
  { code = "missed", words = { zh = "未达到", en = "missed" }, tone = "bad", mark = "✗" },
  { code = "incomparable", words = { zh = "不可比", en = "not comparable" }, tone = "warn", mark = "?" },
  { code = "unreported", words = { zh = "未见结果", en = "no result stated" }, tone = "warn" },
  { code = "worded", words = { zh = "目标未用数字", en = "not stated in figures" }, tone = "muted" },
  { code = "unpromised", words = { zh = "未提目标", en = "no goal stated" }, tone = "muted" },
}

local by_code = {}
for _, v in ipairs(verdict.list) do by_code[v.code] = v end

--- The entry of verdict.list for a code.
function verdict.of_code(code) return by_code[code] end

local less_is_better = {}
for _, code in ipairs(policy.at_most) do less_is_better[code] = true end

local function made(code, zh, en)
  local v = by_code[code]
  return { code = code, words = v.words, tone = v.tone, mark = v.mark, reason = { zh = zh, en = en } }
end

local without = {
  unreported = { "所给材料没有这一年的结果", "no document given tells a result of the year" },
  worded = { "目标没有数字，不作判定", "the goal has no figure to be judged by" },
  unpromised = { "所给材料没有提出这一年的目标", "no document given tells a goal for the year" },
}

--- The verdict where nothing is held against anything: unreported, worded or unpromised.
function verdict.without(code) return made(code, without[code][1], without[code][2]) end

--- In words, an estimate told as one: 达到（预计）.
function verdict.label(v)
  if v.derived then return { zh = v.words.zh .. "（推算）", en = v.words.en .. " (derived)" } end
  if not v.estimate then return v.words end
  return { zh = v.words.zh .. "（预计）", en = v.words.en .. " (estimate)" }
end

--- As a sign behind a figure: ✓, or ✓ 预计; nil where there is nothing to judge.
function verdict.mark(v)
  if not v.estimate or v.derived then return v.mark end
  return { zh = (v.mark or "") .. " 预计", en = (v.mark or "") .. " estimate" }
end

local turned = { ge = "le", gt = "lt", le = "ge", lt = "gt" }

-- A quantity with its sign turned. sized: its bound is one of its size, and stays.
local function negated(q, sized)
  return { value = q.value and -q.value, lower = q.upper and -q.upper, upper = q.lower and -q.lower, unit = q.unit,
           unit_base = q.unit_base, unit_mult = q.unit_mult, bound = not sized and turned[q.bound] or q.bound }
end

-- The amounts between which a quantity lies; nil where it is open.
local function ends(q)
  if not q.value then return q.lower, q.upper end
  if q.bound == "ge" or q.bound == "gt" then return q.value, nil end
  if q.bound == "le" or q.bound == "lt" then return nil, q.value end
  return q.value, q.value
end

-- How far 左右 reaches from an amount: points for rates, else a part of it.
local function about(amount, unit_base)
  if unit_base == "%" or unit_base == "个百分点" then return decimal(policy.about.points) end
  return (amount * decimal(policy.about.part)):abs()
end

-- The amount of a goal, and whether it is a ceiling.
local function limit_of(target, indicator)
  local bound = target.bound
  local ceiling = bound == "le" or bound == "lt" or less_is_better[indicator] and bound ~= "ge" and bound ~= "gt"
  return target.value or ceiling and target.upper or target.lower, ceiling
end

-- 高0.4个百分点, 0.4 points above; of falls 降幅大0.4个百分点, a fall larger by 0.4 points
local function distance(amount, limit, unit, falls)
  local d = amount - limit
  local more, size = d:sign() > 0, tostring(d:abs())
  if d:sign() == 0 then return { zh = "持平", en = "equal" } end
  local zh, en = size .. (unit == "%" and "个百分点" or unit), size .. (unit == "%" and " points" or unit)
  if falls then
    return { zh = (more and "降幅大" or "降幅小") .. zh, en = (more and "a fall larger by " or "a fall smaller by ") .. en }
  end
  return { zh = (more and "高" or "低") .. zh, en = en .. (more and " above" or " below") }
end

-- r against a floor. half: what rounding may have taken of it; strict: the floor itself is not enough; reach: how far below it
-- is still about it. Returns: the verdict's code, and why where that is not plain.
local function weigh(r, floor, half, strict, reach)
  local low, high = ends(r)
  if r.bound == "approx" then
    local margin = about(r.value, r.unit_base)
    if low >= floor + margin then return "met" end
    if low < floor - margin then return "missed" end
    return "near", { zh = "结果本身是约数", en = "the result itself is approximate" }
  end
  if low and (low > floor or low == floor and (not strict or r.bound == "gt")) then return "met" end
  if not high or high > floor or not low and high == floor then
    return "incomparable", { zh = "结果只给出界限，不足以判定", en = "the result is a bound that does not decide it" }
  end
  if reach and high >= floor - reach then
    return "near", { zh = "在“左右”之内（" .. tostring(reach) .. "）", en = "within what 左右 allows (" .. tostring(reach) .. ")" }
  end
  if low == floor or high + half > floor then
    return "near", { zh = "差距在结果末位的舍入之内", en = "within the rounding of the result's last digit" }
  end
  return "missed"
end

local function shown(q) return quantity.show(q) .. q.unit end

-- What rounding may have taken of an amount, in another unit.
local function rounding(q, unit)
  local half = { value = quantity.rounding(q), unit = q.unit, unit_base = q.unit_base, unit_mult = q.unit_mult }
  return quantity.convert(half, unit).value
end

-- The verdict on two quantities of one kind.
local function decide(target, given)
  local t, r = target, quantity.convert(given, target.unit)
  local half = given.value and rounding(given, target.unit) or decimal(0)
  local falls = (t.value or t.upper):sign() < 0
  if falls then t, r = negated(t, true), negated(r, (r.value or r.upper):sign() < 0) end
  local limit, ceiling = limit_of(t, not falls and target.indicator or nil)
  local gap = r.value and distance(r.value, limit, target.unit, falls)
  local reach = t.bound == "approx" and about(limit, target.unit_base) or nil
  if ceiling then r = negated(r) end
  local code, why = weigh(r, ceiling and -limit or limit, half, t.bound == "gt" or t.bound == "lt", reach)
  local zh, en = "目标" .. shown(target) .. "，结果" .. shown(given), "goal " .. shown(target) .. ", result " .. shown(given)
  if gap and code ~= "incomparable" then zh, en = zh .. "，" .. gap.zh, en .. ", " .. gap.en end
  if not why and ceiling and t.bound ~= "le" and t.bound ~= "lt" then
    why = { zh = "此项不高于目标即为达到", en = "less is better here (rules/targets.lua)" }
  end
  if why then zh, en = zh .. "；" .. why.zh, en .. "; " .. why.en end
  return made(code, zh, en)
end

local as_yoy = { [""] = "yoy" }      -- a growth without a basis is told of a year, as its year's report means it

--- Whether a result can be held against a target. Returns: nil, or the verdict that says why not.
function verdict.barrier(target, given)
  local function unlike(a, b)
    if type(a) == "string" then a, b = { zh = a, en = a }, { zh = b, en = b } end
    return made("incomparable", "目标说的是" .. a.zh .. "，结果说的是" .. b.zh, "the goal is of " .. a.en .. ", the result of " .. b.en)
  end
  if target.measure ~= given.measure then return unlike(say.word(target.measure), say.word(given.measure)) end
  local a, b = as_yoy[target.basis] or target.basis, as_yoy[given.basis] or given.basis
  if a ~= b then return unlike(say.word(a), say.word(b)) end
  if not quantity.convert(given, target.unit) then return unlike(target.unit, given.unit) end
end

--- The verdict on a result (an observation) of a target (one of the same indicator, area and period).
--- Returns: { code, words, tone, mark, reason = { zh, en }, estimate = true where the result is only expected,
--- derived = true where it is worked out }.
function verdict.of(target, given)
  local v = verdict.barrier(target, given) or decide(target, given)
  if given.status == "estimate" then
    v.estimate = true
    v.reason = { zh = v.reason.zh .. "；结果为预计数", en = v.reason.en .. "; the result is an estimate" }
  end
  return v
end

--- The verdict on a derived row (zb.derive) that lies within an interval.
function verdict.of_range(target, row, within)
  local v = verdict.of(target, {
    lower = within.lo:round(2), upper = within.hi:round(2), bound = "range", unit = row.unit, unit_base = row.unit_base,
    unit_mult = row.unit_mult, measure = row.measure, basis = target.basis, status = row.status,
  })
  v.derived = true
  v.reason = { zh = v.reason.zh .. "；结果由两年总量推算", en = v.reason.en .. "; the result is of two years' levels" }
  return v
end

return verdict
