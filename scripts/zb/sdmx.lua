-- sdmx.lua - observations in the terms of SDMX 3.0 (ISO 17369): dimensions, codes, periods. Dataflow and structure are the
-- project's own (agency ZHIBIAO); code lists that SDMX has are used as they are (CL_FREQ 2.1, CL_OBS_STATUS 2.2, CL_UNIT_MULT).
local catalogue = require "zb.catalogue"
local period = require "zb.period"
local say = require "zb.say"
local text = require "zb.text"

local sdmx = {}

sdmx.agency, sdmx.version = "ZHIBIAO", "1.0.0"
sdmx.dataflow, sdmx.structure = "DF_REPORTED", "DSD_REPORTED"

--- The dimensions and attributes in the order of their columns: id, code list (nil: free), name in Chinese and English.
sdmx.dimensions = {
  { "FREQ", "SDMX:CL_FREQ(2.1)", "频率", "Frequency" },
  { "REF_AREA", "CL_AREA", "地区", "Reference area" },
  { "INDICATOR", "CL_INDICATOR", "指标", "Indicator" },
  { "MEASURE", "CL_MEASURE", "度量", "What is measured of it" },
  { "BASIS", "CL_BASIS", "基期", "What it is compared with" },
  { "STAGE", "CL_STAGE", "阶段", "Target or actual" },
}
sdmx.attributes = {
  { "UNIT_MEASURE", "CL_UNIT", "计量单位", "Unit of measure" },
  { "UNIT_MULT", "SDMX:CL_UNIT_MULT(1.1)", "单位倍数", "Unit multiplier" },
  { "OBS_STATUS", "SDMX:CL_OBS_STATUS(2.2)", "数据状态", "Observation status" },
  { "BOUND", "CL_BOUND", "界限", "Bound of the value" },
  { "OBS_SOURCE", nil, "出处", "Document, line and column" },
}

local code_lists = {
  CL_MEASURE = { level = "L", increment = "I", growth = "G", change = "C", share = "S", multiple = "M", rank = "R", gap = "D" },
  CL_BASIS = { yoy = "YOY", comparable = "COMP", year_start = "YS", annual_average = "AA", cumulative = "CUM", [""] = "_Z" },
  CL_STAGE = { actual = "A", estimate = "A", target = "T", reference = "R" },
  CL_BOUND = { eq = "EQ", ge = "GE", gt = "GT", le = "LE", lt = "LT", approx = "AP", range = "RG" },
}
local names = {
  CL_MEASURE = { L = { "总量", "level" }, I = { "新增", "increment" }, G = { "增速", "growth" }, C = { "增减", "change" },
                 S = { "占比", "share" }, M = { "倍数", "multiple" }, R = { "位次", "rank" }, D = { "差距", "gap" } },
  CL_BASIS = { YOY = { "同比", "year on year" }, COMP = { "同口径", "comparable" }, YS = { "比年初", "since year start" },
               AA = { "年均", "annual average" }, CUM = { "累计", "cumulative" }, _Z = { "不适用", "not applicable" } },
  CL_STAGE = { A = { "结果", "actual" }, T = { "目标", "target" }, R = { "参考", "reference" } },
  CL_BOUND = { EQ = { "等于", "equal" }, GE = { "不低于", "at least" }, GT = { "超过", "more than" },
               LE = { "不超过", "at most" }, LT = { "低于", "less than" }, AP = { "约", "about" }, RG = { "区间", "range" } },
}
-- Units that SDMX's CL_UNIT_MEASURE has; the others are made from their characters.
local units = { ["元"] = "CNY", ["人"] = "PS", ["%"] = "PT", ["个百分点"] = "PC_PT", ["吨"] = "T", ["美元"] = "USD", ["户"] = "HH" }

-- An SDMX identifier of any text: its characters as hexadecimal numbers.
local function made_code(s)
  local parts = {}
  for _, c in utf8.codes(s) do parts[#parts + 1] = ("%X"):format(c) end
  return "X" .. table.concat(parts, "_")
end

local spans = { [2] = "A2", [3] = "A3", [4] = "A4", [5] = "A5", [10] = "A10", [20] = "A20", [30] = "A30" }

-- FREQ and TIME_PERIOD: years, halves, quarters and months as they are; spans as ISO 8601 time ranges (start/duration).
local function time_of(row)
  local p = period.parse(row.period or "")
  if not p then return nil end
  if p.freq == "A" or p.freq == "S" or p.freq == "Q" then return p.freq, row.period end
  if p.freq == "N" then return "M", row.period end
  local months = (p.to - p.from) * 12 + p.last - p.first + 1
  local start = ("%04d-%02d-01"):format(p.from, p.first)
  if months % 12 == 0 then return spans[months // 12] or "_O", start .. "/P" .. months // 12 .. "Y" end
  return "_O", start .. "/P" .. months .. "M"
end

--- An observation as a record by column id; nil where it has no indicator, period or single value.
function sdmx.record(row)
  local freq, time = time_of(row)
  if not row.indicator or not freq or not row.value then return nil end
  local unit = row.unit_base ~= "" and row.unit_base or row.unit
  local area = row.area_code ~= "" and row.area_code or made_code(say.area(row))
  return {
    FREQ = freq, REF_AREA = area, INDICATOR = row.indicator:upper(), MEASURE = code_lists.CL_MEASURE[row.measure] or "_O",
    BASIS = code_lists.CL_BASIS[row.basis or ""], STAGE = code_lists.CL_STAGE[row.status] or "_O", TIME_PERIOD = time,
    OBS_VALUE = row.value, UNIT_MEASURE = units[unit] or unit == "" and "_Z" or made_code(unit), UNIT_MULT = row.unit_mult,
    OBS_STATUS = row.status == "estimate" and "E" or "A", BOUND = code_lists.CL_BOUND[row.bound] or "EQ",
    OBS_SOURCE = ("%s:%d:%d"):format(row.doc, row.line, row.column), area = say.area(row), unit = unit,
  }
end

local function key(record)
  local parts = { record.TIME_PERIOD }
  for i, d in ipairs(sdmx.dimensions) do parts[i + 1] = record[d[1]] end
  return table.concat(parts, " ")
end

--- The records of a list of observations, one for each key: of those that are said twice the first.
function sdmx.records(rows)
  local list, known = {}, {}
  for _, row in ipairs(rows) do
    local record = sdmx.record(row)
    if record and not known[key(record)] then
      known[key(record)], list[#list + 1] = true, record
    end
  end
  return list
end

--- The project's own code lists, as far as the records use them: a list of { id, codes = { { id, zh, en } … } }.
function sdmx.code_lists(records)
  local areas, measured, indicators = {}, {}, {}
  for _, r in ipairs(records) do
    areas[r.REF_AREA], measured[r.UNIT_MEASURE], indicators[r.INDICATOR] = r.area, r.unit, true
  end
  local lists = { { id = "CL_AREA", codes = {} }, { id = "CL_INDICATOR", codes = {} }, { id = "CL_UNIT", codes = {} } }
  for code, name in pairs(areas) do
    table.insert(lists[1].codes, { code, name, name })
  end
  for _, x in ipairs(catalogue.indicators()) do
    local code, english = x.code:upper(), x.english ~= "" and x.english or x.name
    if indicators[code] then table.insert(lists[2].codes, { code, x.name, english }) end
  end
  for code, name in pairs(measured) do table.insert(lists[3].codes, { code, name, name }) end
  for id, codes in pairs(names) do
    local list = { id = id, codes = {} }
    for code, pair in pairs(codes) do table.insert(list.codes, { code, pair[1], pair[2] }) end
    lists[#lists + 1] = list
  end
  table.sort(lists, function(a, b) return text.less(a.id, b.id) end)
  for _, list in ipairs(lists) do table.sort(list.codes, function(a, b) return text.less(a[1], b[1]) end) end
  return lists
end

return sdmx
