-- what is told twice, and what cannot be right: agreement, rounding, revision, conflict; sums, shares, growth against levels
local agree = require "zb.agree"
local check = require "zb.check"
local decimal = require "zb.decimal"
local derive = require "zb.derive"
local rows = require "zb.rows"

local report = { area = "某市", year = 2026, doc = "report.txt", date = "2026-01-10" }
local communique = { area = "某市", year = 2025, doc = "communique.txt", date = "2026-03-20" }
local units = { ["亿元"] = { "元", 8 }, ["万亿元"] = { "元", 12 }, ["元"] = { "元", 0 }, ["%"] = { "%", 0 }, [""] = { "", 0 } }
local bounds = { ["="] = "eq", ["≥"] = "ge", [">"] = "gt", ["≈"] = "approx" }

local function figure(words, document, status)
  local part = {}
  for word in words:gmatch("%S+") do part[#part + 1] = word end
  local code, time, measure = part[1], part[2], part[3]
  local bound, value = part[4]:match("^([^%d%-]+)([%d.%-]+)")
  local unit = part[4]:sub(#bound + #value + 1)
  document = document or report
  return {
    document = document, doc = document.doc, type = "work_report", area = "某市", area_code = "", indicator = code, period = time,
    measure = measure, basis = measure == "growth" and "yoy" or "", status = status or "actual",
    value = decimal(value), bound = bounds[bound], unit = unit,
    unit_base = units[unit][1], unit_mult = units[unit][2], quote = words, text = value .. unit,
  }
end

local pairs_told = {
  { "gdp 2025 level =416亿元", "gdp 2025 level =416亿元", "agree" },
  { "gdp 2025 level =41600亿元", "gdp 2025 level =4.16万亿元", "agree" },
  { "gdp 2025 level =41553.4亿元", "gdp 2025 level =4.16万亿元", "rounding" },
  { "gdp 2025 level =41483.4亿元", "gdp 2025 level =4.16万亿元", "conflict" },
  { "gdp 2025 level =4.16万亿元", "gdp 2025 level >4万亿元", "rounding" },
  { "gdp 2025 level =4.16万亿元", "gdp 2025 level >5万亿元", "conflict" },
  { "gdp 2025 level =4.16万亿元", "gdp 2025 level ≈4.2万亿元", "rounding" },
  { "gdp 2025 growth =5.4%", "gdp 2025 growth =5.6%", "conflict" },
  { "gdp 2025 growth =5.4%", "gdp 2025 growth =5.6%", "revision", nil, "estimate" },
  { "gdp 2025 growth =5.4%", "gdp 2025 growth =5.6%", "revision", communique },
}

local function doubts(...)
  local list = rows.of {}
  for i, words in ipairs { ... } do list[i] = figure(words) end
  return check.all(list)
end

local function cannot_be_right()
  local parts = { "primary_value_added 2025 level =10亿元", "secondary_value_added 2025 level =40亿元" }
  assert(#doubts("gdp 2025 level =100亿元", parts[1], parts[2], "services_value_added 2025 level =50亿元") == 0)
  assert(#doubts("gdp 2025 level =100亿元", parts[1], parts[2], "services_value_added 2025 level =51亿元") == 0, "rounding of four")
  assert(#doubts("gdp 2025 level =100亿元", parts[1], parts[2], "services_value_added 2025 level =53亿元") == 1)
  assert(#doubts("gdp 2025 level =100亿元", parts[1], parts[2]) == 0, "a part is missing")
  local share = { "primary_value_added 2025 share =9.3", "secondary_value_added 2025 share =41.1" }
  assert(#doubts(share[1], share[2], "services_value_added 2025 share =49.6") == 0)
  assert(#doubts(share[1], share[2], "services_value_added 2025 share =49.5") == 0, "rounding of three")
  assert(#doubts(share[1], share[2], "services_value_added 2025 share =49.1") == 1)
  assert(#doubts("unemployment_rate 2025 level =105%") == 1 and #doubts("unemployment_rate 2025 level =5%") == 0)
  assert(#doubts("services_value_added 2025 share =55%", "services_value_added 2025 level =50亿元", "gdp 2025 level =100亿元") == 1)
  assert(#doubts("services_value_added 2025 share =50%", "services_value_added 2025 level =50亿元", "gdp 2025 level =100亿元") == 0)
  assert(#doubts("retail_sales 2025 growth =5%", "retail_sales 2025 level =110亿元", "retail_sales 2024 level =100亿元") == 1)
  assert(#doubts("retail_sales 2025 growth =9.8%", "retail_sales 2025 level =110亿元", "retail_sales 2024 level =100亿元") == 0)
  local income = { "disposable_income 2025 level =110元", "disposable_income 2024 level =100元" }
  assert(#doubts("disposable_income 2025 growth =5%", income[1], income[2]) == 1)
  assert(#doubts("disposable_income 2025 growth =5% 实际增长5%", income[1], income[2]) == 0, "the text says that growth is real")
  assert(#doubts("gdp 2025 growth =5%", "gdp 2025 level =110亿元", "gdp 2024 level =100亿元") == 0, "constant prices")
end

return { title = "agree", run = function()
  for i, case in ipairs(pairs_told) do
    local v = agree.compare(figure(case[1]), figure(case[2], case[4], case[5]))
    assert(v.code == case[3], ("case %d: %s and %s: %s"):format(i, case[1], case[2], v.code))
  end
  cannot_be_right()
  local list = rows.of { figure "gdp 2025 level =110亿元", figure "gdp 2024 level =100亿元" }
  local real = agree.growth("gdp", "2025", figure "gdp 2025 growth =5%", derive.over(list))
  assert(real.good == nil and real.reason.en:find("nominal", 1, true), "growth at constant prices is not held against levels")
  return require("zb.page").new { title = "done" }
end }
