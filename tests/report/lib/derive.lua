-- derived indicators: formulas, units, bounds, what a value rests on; the user's entries (tests/report/rules/derived.lua)
local decimal = require "zb.decimal"
local derive = require "zb.derive"
local formula = require "zb.formula"
local interval = require "zb.interval"
local rows = require "zb.rows"

local document = { area = "某市", year = 2026, doc = "made.txt" }
local units = { ["亿元"] = { "元", 8 }, ["万元"] = { "元", 4 }, ["元"] = { "元", 0 }, ["万人"] = { "人", 4 }, ["%"] = { "%", 0 },
                ["亿美元"] = { "美元", 8 } }

-- "gdp 2025 level =1318.7亿元" as an observation.
local function observed(words, status)
  local part = {}
  for word in words:gmatch("%S+") do part[#part + 1] = word end
  local code, time, measure = part[1], part[2], part[3]
  local bound, value = part[4]:match("^([^%d%-]+)([%d.%-]+)")
  local unit = part[4]:sub(#bound + #value + 1)
  return {
    document = document, doc = "made.txt", type = "work_report", area = "某市", area_code = "", indicator = code, period = time,
    measure = measure, basis = measure == "growth" and "yoy" or "", status = status or "actual", value = decimal(value),
    bound = bound == "=" and "eq" or bound == "≥" and "ge" or "le", unit = unit, unit_base = units[unit][1],
    unit_mult = units[unit][2], quote = words, text = value .. unit,
  }
end

local function one(code, ...)
  local list = rows.of {}
  for i, words in ipairs { ... } do
    list[i] = type(words) == "table" and observed(words[1], words[2]) or observed(words)
  end
  return derive.over(list):rows({ derive.indicator(code) })[1]
end

local function same(got, want, what)
  local equal = type(got) == "string" and got == want or type(got) ~= "string" and got and got == decimal(want)
  assert(equal, ("%s: %s, not %s"):format(what, tostring(got), want))
end

local function values()
  local row = one("gdp_per_head", "gdp 2025 level =1318.7亿元", "population 2025 level =211.8万人")
  same(row.value:round(2), "62261.57", "GDP per head")
  same(row.value:round(row.places), "62260", "as many digits as the least exact operand has")
  assert(row.unit == "元/人" and row.bound == "eq" and #row.from == 2 and row.status == "actual" and row.period == "2025")
  assert(row.derived.zh:find("1318.7亿元 ÷ 211.8万人", 1, true), row.derived.zh)

  same(one("base:gdp", "gdp 2025 level =110亿元", "gdp 2025 growth =10%").value, "100", "base")
  same(one("nominal_growth:gdp", "gdp 2025 level =11000万元", "gdp 2024 level =1亿元").value, "10", "units are brought to one")
  same(one("growth_3:gdp", "gdp 2025 growth =10%", "gdp 2024 growth =10%", "gdp 2023 growth =10%").value:round(6), "10", "a root")
  same(one("completion:gdp", "gdp 2025 level =99亿元", { "gdp 2025 level ≥100亿元", "target" }).value, "99", "a threshold")
  assert(not one("trade_to_gdp", "imports_exports 2025 level =10亿美元", "gdp 2025 level =100亿元"), "unlike units give nothing")
  assert(not one("base:gdp", "gdp 2025 level =110亿元"), "a missing operand gives nothing")
  assert(one("base:gdp", { "gdp 2025 level =110亿元", "estimate" }, "gdp 2025 growth =10%").status == "estimate")
end

local function bounds()
  local row = one("trade_to_gdp", "imports_exports 2025 level ≥10亿元", "gdp 2025 level =100亿元")
  assert(row.bound == "ge" and row.value == decimal(10), "以上 stays a bound")
  row = one("trade_to_gdp", "imports_exports 2025 level =10亿元", "gdp 2025 level ≥100亿元")
  assert(row.bound == "le" and row.value == decimal(10), "a divisor turns the bound over")
  row = one("trade_to_gdp", "imports_exports 2025 level ≥10亿元", "gdp 2025 level ≥100亿元")
  assert(not row, "of two bounds that go apart nothing is known")
  local over = derive.over(rows.of { observed "gdp 2025 level =110亿元", observed "gdp 2024 level =100亿元" })
  row = over:rows({ derive.indicator("nominal_growth:gdp") })[1]
  local within = over:within_rounding(row)
  assert(within.lo < row.value and row.value < within.hi)
  same(within.lo:round(3), "8.955", "109.5 / 100.5")
end

local function users()
  local row = one("own_share", "gdp 2025 level =200亿元", "retail_sales 2025 level =50亿元")
  same(row.value, "25", "an entry of the user's")
  assert(row.name == "自定义占比")
  assert(derive.indicator("trade_to_gdp").name == "外贸占比", "a name of the user's over the shipped one")
  assert(derive.indicator("trade_to_gdp").derived.formula, "and the shipped formula below it")
  assert(not derive.indicator("base") and not derive.indicator("trade_to_gdp:gdp") and not derive.indicator("nothing"))
end

local function trees()
  local function shape(text)
    local function shown(n)
      if n.op == "number" then return n.text end
      if n.op == "ref" then return n.code .. (n.years ~= 0 and n.years or "") .. (n.target and "!" or "") end
      return "(" .. n.op .. " " .. shown(n[1]) .. (n[2] and " " .. shown(n[2]) or "") .. ")"
    end
    return shown(formula.parse(text, function(at, message) error(at .. message) end))
  end
  same(shape("a - b - c * -d"), "(- (- a b) (* c (negate d)))", "order")
  same(shape("a / (b[-2] + 1) / c.growth.target"), "(/ (/ a (+ b-2 1)) c!)", "brackets")
end

local function intervals()
  local a, b = { lo = decimal(-2), hi = decimal(3) }, { lo = decimal(4), hi = decimal(5) }
  local m = interval.multiply(a, b)
  assert(m.lo == decimal(-10) and m.hi == decimal(15))
  assert(not interval.divide(b, a), "a divisor that may be zero")
  local d = interval.divide(b, { lo = decimal(-2), hi = decimal(-1) })
  assert(d.lo == decimal(-5) and d.hi == decimal(-2))
  assert(interval.told(interval.negate { lo = decimal(1) }).bound == "le")
  assert(interval.meet({ lo = decimal(1), hi = decimal(2) }, { lo = decimal(2) }))
  assert(not interval.meet({ hi = decimal(1) }, { lo = decimal(2) }))
  same(interval.root(interval.of(decimal(2)), 2).lo:round(15), "1.414213562373095", "root of 2")
end

return { title = "derive", run = function()
  values()
  bounds()
  users()
  trees()
  intervals()
  return require("zb.page").new { title = "done" }
end }
