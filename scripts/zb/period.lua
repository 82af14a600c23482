-- period.lua - periods as observations write them: 2025, 2021-2025, 2025-S1, 2025-Q1, 2025-06, 2025-01..2025-09.
-- The forms of a half, a quarter and a month are those of SDMX (ISO 8601 and its reporting periods).
local period = {}

local parts = {
  S1 = { 1, 6, zh = "上半年", en = "H1" }, S2 = { 7, 12, zh = "下半年", en = "H2" },
  Q1 = { 1, 3, zh = "一季度", en = "Q1" }, Q2 = { 4, 6, zh = "二季度", en = "Q2" },
  Q3 = { 7, 9, zh = "三季度", en = "Q3" }, Q4 = { 10, 12, zh = "四季度", en = "Q4" },
}

--- A period taken apart: from and to (years), first and last (months, 1 and 12 for whole years), freq: A a year, M of several
--- years, S a half, Q a quarter, R a row of months, N a month. nil where text is no period.
function period.parse(text)
  local y, rest = text:match("^(%d%d%d%d)(.*)$")
  if not y then return nil end
  y = math.tointeger(tonumber(y))
  if rest == "" then return { from = y, to = y, first = 1, last = 12, freq = "A" } end
  local to = rest:match("^%-(%d%d%d%d)$")
  if to then return { from = y, to = math.tointeger(tonumber(to)), first = 1, last = 12, freq = "M" } end
  local part = parts[rest:match("^%-(%u%d)$") or ""]
  if part then return { from = y, to = y, first = part[1], last = part[2], freq = rest:sub(2, 2) } end
  local month = math.tointeger(tonumber(rest:match("^%-(%d%d)$") or ""))
  if month then return { from = y, to = y, first = month, last = month, freq = "N" } end
  local a, y2, b = rest:match("^%-(%d%d)%.%.(%d%d%d%d)%-(%d%d)$")
  if not a then return nil end
  return { from = y, to = math.tointeger(tonumber(y2)), first = math.tointeger(tonumber(a)),
           last = math.tointeger(tonumber(b)), freq = "R" }
end

--- The only year of a period that is one whole year; else nil.
function period.year(text)
  local p = text and period.parse(text)
  return p and p.freq == "A" and p.from or nil
end

--- In words: 2025年上半年, or 2025 H1.
function period.label(text, english)
  local p = text and period.parse(text)
  if not p then return text or "" end
  if p.freq == "A" then return english and tostring(p.from) or p.from .. "年" end
  if p.freq == "M" then return english and p.from .. "–" .. p.to or p.from .. "—" .. p.to .. "年" end
  local part = parts[text:sub(6)]
  if part then return english and p.from .. " " .. part.en or p.from .. "年" .. part.zh end
  if english then return text end
  if p.freq == "N" then return p.from .. "年" .. p.first .. "月" end
  return p.from == p.to and ("%d年%d—%d月"):format(p.from, p.first, p.last)
         or ("%d年%d月—%d年%d月"):format(p.from, p.first, p.to, p.last)
end

-- Where a period begins and ends, in months since year 0.
local function ends(text)
  local p = period.parse(text)
  if not p then return math.maxinteger, math.maxinteger end
  return p.from * 12 + p.first, p.to * 12 + p.last
end

--- Whether a comes before b: by their ends, then the longer one first. What is no period comes last.
function period.less(a, b)
  if a == b then return false end
  local a1, a2 = ends(a or "")
  local b1, b2 = ends(b or "")
  if a2 ~= b2 then return a2 < b2 end
  if a1 ~= b1 then return a1 < b1 end
  return (a or "") < (b or "")
end

return period
