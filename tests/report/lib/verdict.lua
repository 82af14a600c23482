-- verdicts: a goal, a result, what must come of them; each as bound value unit, with measure and basis where they are not growth
local decimal = require "zb.decimal"
local verdict = require "zb.verdict"

local bases = { ["%"] = { "%", 0 }, ["个百分点"] = { "个百分点", 0 }, ["亿元"] = { "元", 8 }, ["万亿元"] = { "元", 12 },
                ["万人"] = { "人", 4 } }
local bounds = { ["≥"] = "ge", [">"] = "gt", ["≤"] = "le", ["<"] = "lt", ["≈"] = "approx", ["="] = "eq" }

local function quantity(words, more)
  local bound, value, unit = words:match("^([^%d%-]+)([%d.%-]+)(.*)$")
  local low, high = value:match("^([%d.]+)%-([%d.]+)$")
  local q = { bound = low and "range" or bounds[bound], unit = unit, unit_base = bases[unit][1], unit_mult = bases[unit][2],
              measure = unit == "%" and "growth" or "level", basis = unit == "%" and "yoy" or "", status = "actual" }
  if low then q.lower, q.upper = decimal(low), decimal(high) else q.value = decimal(value) end
  for key, x in pairs(more or {}) do q[key] = x end
  return q
end

local cases = {
  -- floors
  { "=5%", "=5%", "met" }, { "=5%", "=4.9%", "missed" }, { "≥5.5%", "=5.5%", "met" }, { "≥5.5%", "=5.4%", "missed" },
  { ">5%", "=5%", "near" }, { ">5%", ">5%", "met" }, { ">5%", "=5.1%", "met" },
  -- about
  { "≈5%", "=4.8%", "near" }, { "≈5%", "=4.7%", "missed" }, { "≈5%", "=5%", "met" }, { "=5%", "≈5%", "near" },
  { "=5%", "≈6%", "met" }, { "≈100亿元", "=98亿元", "near" }, { "≈100亿元", "=97.9亿元", "missed" },
  -- ranges
  { "=5-5.5%", "=5%", "met" }, { "=5-5.5%", "=4.9%", "missed" }, { "=5-5.5%", "=6%", "met" }, { "=5%", "=4-6%", "incomparable" },
  { "=5%", "=5-6%", "met" },
  -- bounds of results
  { "=5%", "≥5%", "met" }, { "=6%", ">5%", "incomparable" }, { "=6%", "<5%", "missed" }, { "=5%", "≤5%", "incomparable" },
  -- ceilings
  { "≤5.5%", "=5.2%", "met" }, { "≤5.5%", "=5.6%", "missed" }, { "<5.5%", "=5.5%", "near" }, { "≤5.5%", "<5%", "met" },
  { "≤5.5%", "≈5.4%", "near" }, { "≤5.5%", ">5%", "incomparable" },
  -- less is better
  { "≈2%", "=0.1%", "met", { indicator = "cpi" } }, { "≈2%", "=2.1%", "near", { indicator = "cpi" } },
  { "=2%", "=2.1%", "missed", { indicator = "cpi" } }, { "≥2%", "=2.1%", "met", { indicator = "cpi" } },
  -- falls: the bound is one of the size
  { "=-3%", "=-3.4%", "met" }, { "=-3%", "=-2.9%", "missed" }, { "=-3%", "=1%", "missed" }, { "≥-3%", "≥-3%", "met" },
  { "≈-3%", "=-2.8%", "near" }, { "=-3%", "=-3.4%", "met", { indicator = "energy_intensity" } },
  -- units and the last digit
  { "=85000亿元", "=8.5万亿元", "met" }, { "=85200亿元", "=8.5万亿元", "near" }, { "=85600亿元", "=8.5万亿元", "missed" },
  -- what is not compared
  { "=5%", "=120亿元", "incomparable" }, { "=5%", "=0.2个百分点", "incomparable" },
  { "=5%", "=5%", "incomparable", { basis = "comparable" } }, { "=5%", "=5%", "met", { basis = "" } },
  { "=5%", "=5%", "incomparable", nil, { measure = "change" } },
}

return { title = "verdict", run = function()
  for i, case in ipairs(cases) do
    local v = verdict.of(quantity(case[1], case[4]), quantity(case[2], case[5]))
    assert(v.code == case[3], ("case %d: %s beside %s is %s: %s"):format(i, case[1], case[2], v.code, v.reason.en))
  end
  local expected = verdict.of(quantity "=5%", quantity("=5.2%", { status = "estimate" }))
  assert(expected.code == "met" and expected.estimate and verdict.label(expected).zh == "达到（预计）")
  local derived = { unit = "%", unit_base = "%", unit_mult = 0, measure = "growth", status = "actual" }
  local function within(low, high) return verdict.of_range(quantity "=5%", derived, { lo = decimal(low), hi = decimal(high) }) end
  assert(within("5.1", "5.3").code == "met" and within("4.1", "4.9").code == "missed")
  assert(within("4.9", "5.1").code == "incomparable" and within("5.1", "5.3").derived)
  return require("zb.page").new { title = "done" }
end }
