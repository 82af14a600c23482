-- agree.lua - whether two figures that tell one thing agree, and if not, why: rounding, a revision, or a conflict.
local derive = require "zb.derive"
local interval = require "zb.interval"
local policy = require "rules.checks"
local quantity = require "zb.quantity"

local agree = {}

--- The verdicts, gravest first: code, words, tone.
agree.list = {
  { code = "conflict", words = { zh = "冲突", en = "conflict" }, tone = "bad" },
  { code = "revision", words = { zh = "修订", en = "revision" }, tone = "warn" },
  { code = "rounding", words = { zh = "舍入或界限", en = "rounding or bound" }, tone = "muted" },
  { code = "agree", words = { zh = "一致", en = "agree" }, tone = "good" },
}
local by_code = {}
for i, v in ipairs(agree.list) do by_code[v.code], v.gravity = v, i end

--- The entry of agree.list for a code; gravity: 1 for the gravest.
function agree.of_code(code) return by_code[code] end

local function made(code, zh, en)
  local v = by_code[code]
  return { code = code, words = v.words, tone = v.tone, reason = { zh = zh, en = en } }
end

local function same_value(a, b)
  if a.value and b.value then return a.value == b.value end
  return not a.value and not b.value and a.lower == b.lower and a.upper == b.upper
end

-- Two figures as what they may be before they were rounded, in the unit of the first.
local function unrounded(a, b)
  local x = interval.of_rounded(a)
  local y = interval.of_rounded(b)
  local by = (b.unit_mult or 0) - (a.unit_mult or 0)
  return x, { lo = y.lo and y.lo:shift(by), hi = y.hi and y.hi:shift(by) }
end

local function later(a, b)
  return (b.document.year or 0) > (a.document.year or 0) or b.document.date ~= a.document.date
end

--- Two observations of one indicator, area, period and measure, in units of one base. Returns: { code, words, tone, reason }.
function agree.compare(a, b)
  local as_a = quantity.convert(b, a.unit) or { value = b.value and b.value:shift((b.unit_mult or 0) - (a.unit_mult or 0)),
                                                lower = b.lower, upper = b.upper, bound = b.bound, unit = a.unit }
  if same_value(a, as_a) and a.bound == b.bound then return made("agree", "数值相同", "the same value") end
  local x, y = unrounded(a, b)
  if a.bound == "approx" or b.bound == "approx" then
    if a.value and as_a.value and ((a.value - as_a.value):abs() * 50) <= a.value:abs() then
      return made("rounding", "一处为约数", "one of them is approximate")
    end
  end
  if interval.meet(x, y) then
    if a.bound == b.bound then return made("rounding", "按各自的位数舍入后相符", "the same within the digits that each is told with") end
    return made("rounding", "一处只给出界限，两者相容", "one of them is a bound, which the other keeps")
  end
  if a.status ~= b.status then return made("revision", "一处为预计数，一处为完成数", "one is an estimate, the other a result") end
  if a.doc ~= b.doc and later(a, b) then
    return made("revision", "不同时间的材料，后者或为修订数", "documents of different times: the later may be revised")
  end
  return made("conflict", "同为" .. (a.status == "target" and "目标" or "完成数") .. "，相差超出舍入", "both stand, and differ beyond rounding")
end

local function listed(list, code)
  for _, entry in ipairs(list) do
    if entry == code or entry:sub(1, 1) == "*" and code:sub(-(#entry - 1)) == entry:sub(2) then return true end
  end
  return false
end

--- Whether the growth of an indicator is told at constant prices.
function agree.constant_prices(code) return listed(policy.constant_prices, code) end

-- Whether a text says of a growth that it is real.
local function said_real(growth)
  for _, word in ipairs(policy.real) do
    if growth.quote:find(word, 1, true) then return true end
  end
  return false
end

--- Whether a rate may be more than 100.
function agree.may_pass_100(code) return listed(policy.over_100, code) end

-- An interval in words, to one digit more than a figure has.
local function shown(i, unit, figure)
  local digits = (figure.value or figure.lower or figure.upper):scale() + 1
  local function at(value) return value and tostring(value:round(digits)) or "…" end
  return at(i.lo) .. "—" .. at(i.hi) .. unit
end

--- A stated figure beside the derived row that tells the same; over: derive.over(rows). Returns: whether they agree within the
--- rounding of the operands, and the amounts between which the derived value lies, in words; nil where that is not known.
function agree.derived(stated, row, over)
  local within = over:within_rounding(row)
  if not within then return nil end
  local told = interval.of_rounded(stated)
  return interval.meet(within, told), shown(within, row.unit, stated)
end

--- Growth beside the levels of two years. level, before, growth: observations of one indicator; growth may be nil. over:
--- derive.over of their rows. Returns: nil where there is nothing to check, else { row = the derived nominal growth, good = true
--- or false or nil (not to be judged), reason }.
function agree.growth(code, time, growth, over)
  local name = derive.indicator("nominal_growth:" .. code)
  local row = name and over:rows({ name }):first { period = time }
  if not row or row.bound ~= "eq" and row.bound ~= "approx" then return nil end
  if not growth then return { row = row, reason = { zh = "材料未说增速", en = "no growth is stated" } } end
  local good, range = agree.derived(growth, row, over)
  if good == nil then return nil end
  local function judged(is_good, zh, en) return { row = row, good = is_good, reason = { zh = zh, en = en } } end
  if agree.constant_prices(code) or said_real(growth) then
    return judged(nil, "总量按现价，增速按可比价格：名义 " .. range .. "，不作核对",
                  "levels are at current prices, growth at constant ones: nominal " .. range .. ", not held against it")
  end
  if growth.basis == "comparable" then
    return judged(nil, "所述增速为同口径，按总量为 " .. range, "growth is on a comparable basis; of the levels " .. range)
  end
  if good then return judged(true, "与总量相符（" .. range .. "）", "agrees with the levels (" .. range .. ")") end
  return judged(false, "按两年总量应为 " .. range .. "：上年数或口径有变",
                "of the two levels it is " .. range .. ": the year before was revised, or what is counted changed")
end

return agree
