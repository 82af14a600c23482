-- flags.lua - the blue, yellow and red notice: areas ranked by their figures for a period and against the period before, and
-- marked by the rule of the office (rules/flags.lua); places that a text states where there is nothing to rank by.
local decimal = require "zb.decimal"
local figures = require "zb.figures"
local page = require "zb.page"
local period = require "zb.period"
local rows = require "zb.rows"
local standings = require "zb.standings"

local column = page.column

local function name_of(indicator) return { zh = indicator.name, en = indicator.english } end

-- The same period a year earlier.
local function year_before(p)
  return (p:gsub("%d%d%d%d", function(year) return tostring(math.tointeger(tonumber(year)) - 1) end))
end

-- ---- what is ranked ----

local function wanted_codes(o)
  if not o.indicator then return nil end
  local set = {}
  for _, indicator in ipairs(o.indicator) do set[indicator.code] = true end
  return set
end

-- The latest period that enough areas tell figures of; else the latest that any place is stated for.
local function latest(list, stated)
  local best
  local function later(p) if not best or period.less(best, p) then best = p end end
  local function race(one) return table.concat({ one.group.code, one.indicator.code, one.measure, one.period }, "\0") end
  for _, group in ipairs(list:group(race)) do
    if #group.rows:values("area") >= standings.least() then later(group.rows[1].period) end
  end
  if best then return best end
  for _, one in ipairs(stated) do if period.parse(one.period) then later(one.period) end end
  return best
end

-- Every ranking that the figures allow: { group, indicator, ranking } in the order of the groups and of the text.
local function rank_all(list, o)
  local made = rows.of {}
  for _, group in ipairs(list:group(function(one) return one.group end)) do
    for _, one in ipairs(group.rows:group(function(x) return x.indicator end)) do
      local ranking, areas = standings.ranking(one.rows, one.key.code, o.period, o.before, o.by)
      if ranking or areas > 1 then
        made[#made + 1] = { group = group.key, indicator = one.key, ranking = ranking, areas = areas }
      end
    end
  end
  return made
end

-- ---- lines of the notice ----

local function change_cell(change)
  if not change then return nil end
  if change == 0 then return { zh = "持平", en = "same" } end
  return change > 0 and "↑" .. change or "↓" .. -change
end

local function add_marks(lines, line, shown)
  for _, mark in ipairs(standings.marks(line)) do
    local entry = { code = mark.flag.code, flag = page.cell { text = mark.flag.words, tone = mark.flag.tone }, key = shown.area }
    for key, value in pairs(shown) do entry[key] = value end
    entry.why = figures.join(mark.reasons)
    lines[#lines + 1] = entry
  end
end

local function ranked_lines(made, lines)
  for _, one in ipairs(made) do
    for _, line in ipairs(one.ranking and one.ranking.lines or {}) do
      add_marks(lines, line, {
        area = line.area, indicator = name_of(one.indicator), value = page.figure(line.row), place = line.place, of = line.of,
        before = line.before, change = change_cell(line.change), basis = { zh = "按数据排序", en = "ranked by figures" },
      })
    end
  end
end

local function place_text(one)
  local zh = one.from_last and "后" .. one.place or one.up_to and "前" .. one.place or tostring(one.place)
  local en = one.from_last and "last " .. one.place or one.up_to and "first " .. one.place or tostring(one.place)
  return { zh = zh, en = en }
end

local function stated_lines(stated, lines)
  for _, one in ipairs(stated) do
    add_marks(lines, one, {
      area = one.area, indicator = one.indicator and name_of(one.indicator) or one.name, before = one.before,
      place = page.cell { text = place_text(one), cite = one.rows }, of = one.of,
      change = change_cell(one.change),
      basis = { zh = "文中自述" .. (one.scope ~= "" and "（" .. one.scope .. "）" or ""),
                en = "stated" .. (one.scope ~= "" and " (" .. one.scope .. ")" or "") },
    })
  end
end

-- ---- tables ----

local notice_columns = {
  column("flag", "标注", "mark"), column("area", "地区", "area"), column("indicator", "指标", "indicator"),
  column("value", "数值", "figure", "number"), column("place", "位次", "place", "number"), column("of", "参排数", "of", "number"),
  column("before", "上期位次", "before", "number"), column("change", "升降", "change"), column("why", "理由", "why"),
  column("basis", "依据", "basis"),
}

local function put_notice(p, lines)
  p:heading(2, { zh = "标注", en = "Marks" })
  if #lines == 0 then
    p:text { zh = "没有需要标注的位次。", en = "No place is to be marked." }
    return
  end
  local shown = {}
  for _, flag in ipairs(standings.flags()) do
    local of_flag = lines:where { code = flag.code }
    if #of_flag > 0 then
      shown[#shown + 1] = { heading = true, flag = { zh = ("%s（%d）"):format(flag.words.zh, #of_flag),
                                                     en = ("%s (%d)"):format(flag.words.en, #of_flag) } }
      for _, line in ipairs(of_flag) do shown[#shown + 1] = line end
    end
  end
  p:table { name = "notice", main = true, columns = notice_columns, rows = shown }
end

-- Who has how many marks of each colour.
local function put_counts(p, lines)
  local columns, list = { column("area", "地区", "area") }, {}
  for _, flag in ipairs(standings.flags()) do
    columns[#columns + 1] = { key = flag.code, title = flag.words, type = "number" }
  end
  for i, group in ipairs(lines:group("area")) do
    local line = { area = group.key }
    for _, flag in ipairs(standings.flags()) do
      local n = #group.rows:where { code = flag.code }
      line[flag.code] = n > 0 and page.cell { value = decimal(n), tone = flag.tone } or nil
    end
    list[i] = line
  end
  if #list < 2 then return end
  p:heading(2, { zh = "各地区标注数", en = "Marks by area" })
  p:table { name = "counts", columns = columns, rows = list }
end

local function put_rankings(p, made)
  local lines = {}
  for _, one in ipairs(made) do
    if one.ranking then
      lines[#lines + 1] = { heading = true, area = { zh = one.indicator.name .. "（" .. one.group.title.zh .. "）",
                                                     en = one.indicator.english .. " (" .. one.group.title.en .. ")" } }
      for _, line in ipairs(one.ranking.lines) do
        local marks, tone = {}, nil
        for i, mark in ipairs(standings.marks(line)) do marks[i], tone = mark.flag.words, tone or mark.flag.tone end
        lines[#lines + 1] = {
          indicator = name_of(one.indicator), area = line.area, place = line.place, value = page.figure(line.row),
          before = line.before, earlier = figures.cell(line.earlier), change = change_cell(line.change),
          marks = page.cell { text = figures.join(marks), tone = tone },
        }
      end
    end
  end
  if #lines == 0 then return end
  p:heading(2, { zh = "位次表", en = "Rankings" })
  p:table {
    name = "rankings", rows = lines,
    columns = {
      column("area", "地区", "area"), column("indicator", "指标", "indicator"), column("place", "位次", "place", "number"),
      column("value", "数值", "figure", "number"), column("before", "上期位次", "before", "number"),
      column("earlier", "上期数值", "figure before", "number"), column("change", "升降", "change"), column("marks", "标注", "marks"),
    },
  }
end

-- ---- what the reader must know ----

local function remarks_of(one, o, add)
  local ranking = one.ranking
  if not ranking then
    add(("只有 %d 个地区有数据，不足 %d 个，不排序"):format(one.areas, standings.least()),
        ("only %d areas have data, fewer than %d: not ranked"):format(one.areas, standings.least()))
    return
  end
  local zh, en = period.label(o.before), period.label(o.before, true)
  for _, tie in ipairs(ranking.ties) do
    add(("并列第 %d 位：%s"):format(tie.place, table.concat(tie.areas, "、")),
        ("tied for place %d: %s"):format(tie.place, table.concat(tie.areas, ", ")))
  end
  local loose = ranking.lines:where(function(line) return line.row.bound ~= "eq" or line.row.status == "estimate" end)
  if #loose > 0 then
    local names = table.concat(loose:map(function(line) return line.area end), "、")
    add("数值为约数、界限或预计数，按所述数值排序：" .. names, "approximate, bounds or estimates, ranked by the value told: " .. names)
  end
  if ranking.earlier == 0 then
    add(zh .. "没有数据，不判升降", "no data of " .. en .. ": rises and falls are not judged")
    return
  end
  if #ranking.joined > 0 then
    add(zh .. "没有数据、不判升降：" .. table.concat(ranking.joined, "、"),
        "no data of " .. en .. ", rise or fall not judged: " .. table.concat(ranking.joined, ", "))
  end
  if #ranking.missing > 0 then
    add("本期没有数据、未参加排序：" .. table.concat(ranking.missing, "、"),
        "no data now, not ranked: " .. table.concat(ranking.missing, ", "))
  end
  if #ranking.joined + #ranking.missing > 0 then
    add(("升降按两期都有数据的 %d 个地区的位次计算"):format(ranking.both),
        ("rises and falls are counted among the %d areas that have both periods"):format(ranking.both))
  end
end

local function put_remarks(p, made, o)
  local lines = {}
  for _, one in ipairs(made) do
    remarks_of(one, o, function(zh, en)
      lines[#lines + 1] = { indicator = name_of(one.indicator), group = one.group.title,
                            remark = { zh = zh, en = en } }
    end)
  end
  if #lines == 0 then return end
  p:heading(2, { zh = "并列、缺数和范围变化", en = "Ties, gaps and changed sets" })
  p:table {
    name = "remarks", rows = lines,
    columns = { column("indicator", "指标", "indicator"), column("group", "范围", "group"), column("remark", "说明", "remark") },
  }
end

local function put_notes(p, made, stated, o)
  local compared, few = false, nil
  for _, one in ipairs(made) do
    compared = compared or one.ranking and one.ranking.earlier > 0
    local n = one.ranking and #one.ranking.lines
    if n and standings.overlap(one.group, n) and (not few or n < few) then few = n end
  end
  if not compared and #made:where(function(one) return one.ranking end) > 0 then
    p:note { zh = ("缺少 %s的数据，看不出升降，只按位次标注；请一并给出上一期的材料。"):format(period.label(o.before)),
             en = ("There are no data of %s, so only places are marked, not rises and falls; give the documents of that " ..
                   "period, too."):format(period.label(o.before, true)) }
  end
  if made:first(function(one)
    local ranking = one.ranking
    return ranking and ranking.earlier > 0 and #ranking.joined + #ranking.missing > 0
  end) then
    p:note { zh = "有的指标两期参加排序的地区不同：位次按本期有数据的地区排，升降只在两期都有数据的地区之间计算。",
             en = "Some indicators have not the same areas in both periods: places are among those that have data now, rises " ..
                  "and falls among those that have both." }
  end
  if few then
    p:note { zh = ("有的指标只有 %d 个地区参加排序，前几位与后几位相接；居中以上的按前列计。"):format(few),
             en = ("Some rankings have only %d areas, so first and last meet; those in the upper half count as first.")
               :format(few) }
  end
  local unknown = stated:where(function(one) return not one.of and not one.from_last end)
  if #unknown > 0 then
    p:note { zh = "文中自述的位次不知道参排总数，不判是否居末；总数可写在 rules/flags.lua 的 peers 里（如 全省 = 16）。",
             en = "Of stated places it is not known among how many they are, so nobody is held to be last; rules/flags.lua " ..
                  "may say it (peers, such as 全省 = 16)." }
  end
end

-- ---- the page ----

local function run(job)
  job:want_text()
  local o, codes = job.options, wanted_codes(job.options)
  local list, stated = standings.figures(job.rows), rows.of {}
  for _, document in ipairs(job.documents) do stated = stated:with(standings.stated(document)) end
  if codes then
    list = list:where(function(one) return codes[one.indicator.code] end)
    stated = stated:where(function(one) return one.indicator and codes[one.indicator.code] end)
  end
  o.period = o.period or latest(list, stated)
  if not o.period then
    job:fail("nothing to rank: no indicator has figures of %d areas or more in one period, and no document states a place",
             standings.least())
  end
  o.before = o.before or year_before(o.period)
  local made = rank_all(list, o)
  local ranked = {}
  for _, one in ipairs(made) do
    for _, line in ipairs(one.ranking and one.ranking.lines or {}) do ranked[one.indicator.code .. "\0" .. line.area] = true end
  end
  stated = standings.stated_for(stated, o.period, o.before):where(function(one)
    return not (one.indicator and ranked[one.indicator.code .. "\0" .. one.area])
  end)
  local done = made:where(function(one) return one.ranking end)
  if #done == 0 and #stated == 0 then
    job:fail("nothing to rank for %s: no indicator has figures of %d areas or more, and no document states a place",
             o.period, standings.least())
  end
  local lines = rows.of {}
  ranked_lines(made, lines)
  stated_lines(stated, lines)
  local p = page.new {
    title = { zh = "蓝黄红通报 · " .. period.label(o.period),
              en = "Blue, yellow and red notice, " .. period.label(o.period, true) },
    subtitle = { zh = ("%d 个指标，与%s比，%d 处标注"):format(#done, period.label(o.before), #lines),
                 en = ("%d indicators, against %s, %d marks"):format(#done, period.label(o.before, true), #lines) },
  }
  put_notes(p, made, stated, o)
  put_notice(p, lines)
  put_counts(p, lines)
  put_rankings(p, made)
  put_remarks(p, made, o)
  return p
end

return {
  title = { zh = "蓝黄红通报", en = "Blue, yellow and red notice" },
  about = { zh = "各地区各指标的位次和升降，按规则标蓝、黄、红",
            en = "places of areas and how they moved, marked blue, yellow and red by rule" },
  options = {
    { name = "period", kind = "period", about = { zh = "时期，默认为最近一期", en = "the period; else the latest" } },
    { name = "before", kind = "period",
      about = { zh = "对照的时期，默认为上一年同期", en = "the period to compare with; else a year earlier" } },
    { name = "indicator", kind = "indicators", about = { zh = "只看这些指标", en = "only these indicators" } },
    { name = "by", kind = "choice", choices = { "growth", "level" },
      about = { zh = "一律按增速（growth）或总量（level）排序，默认按规则", en = "rank all by growth or by level; else by rule" } },
  },
  run = run,
}
