-- testing.lua - runs the examples of rule files, files of cases and labelled documents. C calls what this returns
-- (engine/testing).
local zb = ...
local place, schema, examples = zb.use "place", zb.use "schema", zb.use "examples"
local rewrite, score, outcome = zb.use "rewrite", zb.use "score", zb.use "outcome"

local driver = {}
local options = zb.options
local outcomes = {}      -- of examples and cases: see run

local numbers = { value = true, lower = true, upper = true, unit_mult = true }

-- A value of a figure as it is shown; nil where it says nothing.
local function shown(value)
  if value == nil then return nil end
  if math.type(value) == "float" then return ("%.15g"):format(value) end
  return tostring(value)
end

local function same(key, want, got)
  if key == "basis" and want == "empty" then want = "" end
  if numbers[key] then
    return got ~= nil and want ~= nil and tonumber(shown(want)) == tonumber(shown(got))
  end
  return want == (got or "")
end

-- The keys of an expectation in the order of an observation.
local order = {}
for i, key in ipairs { "text", "value", "lower", "upper", "bound", "unit", "unit_base", "unit_mult", "subject", "indicator",
                       "name", "measure", "basis", "status", "period", "area", "area_code", "section", "rule", "numeral" } do
  order[key] = i
end

local function keys_of(want)
  local keys = schema.keys(want)
  table.sort(keys, function(a, b) return (order[a] or 99) < (order[b] or 99) end)
  return keys
end

-- Whether a figure is all that `want` says.
local function is_like(want, row)
  for key, value in pairs(want) do if not same(key, value, row[key]) then return false end end
  return true
end

-- Compares the expectations with the figures. Returns: a list of { figure, key, want, got, same, at, row }.
local function compare(example, rows)
  local list = {}
  for k, e in ipairs(example.expect) do
    local row = rows[k]
    if not row then list[#list + 1] = { figure = k, at = e.at, missing = true, want = "a figure" } end
    for _, key in ipairs(row and keys_of(e.want) or {}) do
      local want, got = e.want[key], row[key]
      list[#list + 1] = { figure = k, key = key, want = shown(want), got = shown(got), at = e.at, row = row,
                          same = same(key, want, got) }
    end
  end
  if example.figures and example.figures ~= #rows then
    list[#list + 1] = { key = "figures", want = tostring(example.figures), got = tostring(#rows), at = example.at }
  end
  return list
end

-- What came and must not. rule: its name, nil of a case.
local function rejected(example, rows, rule, list)
  for k, row in ipairs(rows) do
    if example.reject == true then
      if not rule or row.rule == rule then
        list[#list + 1] = { figure = k, key = rule and "rule" or "figure", want = rule and "another" or "none",
                            got = rule or row.text, row = row, reject = true }
      end
    elseif example.reject then
      for _, want in ipairs(example.reject) do
        if is_like(want, row) then
          list[#list + 1] = { figure = k, key = "reject", want = "none such", got = row.text, row = row, reject = true }
        end
      end
    end
  end
end

-- Rules that the engine had to give up: an example that passes in spite of it passes by chance. Returns: whether there are any.
local function troubles(document, list)
  for _, d in ipairs(document.diagnostics) do
    if d.code:find("^hook") or d.code == "match-limit" then
      list[#list + 1] = { key = d.code, want = "none", got = d.message, trouble = true }
    end
  end
  return #list > 0 and list[#list].trouble == true
end

-- Runs an example. known: type, year, area, codes where the example does not say them; rule: its name, nil of a case.
local function run(example, known, name, rule)
  if options.only and not name:find(options.only, 1, true) then return end
  local o = { name = name, rule = rule, example = example, text = example.text, todo = example.todo, file = example.at.file,
              line = place.line(example.at) }
  local document, wrong = zb.read(example.text .. "\n", {
    name = name, type = example.type or known.type, year = example.year or known.year, area = example.area or known.area,
    all = (example.codes or known.codes) == "all",
  })
  if not document then place.fail(example.at, wrong) end
  o.rows = document.rows
  o.list = compare(example, document.rows)
  rejected(example, document.rows, rule, o.list)
  o.trouble = troubles(document, o.list)
  o.good = true
  for _, d in ipairs(o.list) do o.good = o.good and d.same == true end
  o.empty = #example.expect == 0 and not example.reject and not example.figures
  outcomes[#outcomes + 1] = o
end

-- Runs a file. Returns: the table that it returns.
local function read(file)
  local ok, value, line = zb.run(file.number)
  if not ok then place.fail_line(file, value, line) end
  if type(value) ~= "table" then
    place.fail_line(file, "the file must return a table, not " .. schema.shown(value), 1)
  end
  return value
end

-- What examples of a group (common, or a report type) are read with: a year that makes them what their type is of.
local function known_of(group)
  local year
  if group == "common" then return { type = "other", year = 2024 } end
  for _, file in ipairs(zb.files) do
    if file.path == "rules/" .. group .. "/init.lua" then year = read(file).year or year end
  end
  return { type = group, year = year == "meeting" and 2025 or 2024 }
end

local function group_of(file)
  local group, base = file.path:match("^rules/([^/]*)/([^/]*)%.lua$")
  if group and group ~= "cases" and (base ~= "init" or group == "common") then return group end
end

-- The rule files that are looked at. name: of one, or nil.
local function chosen(name, shipped)
  local list, user = {}, false
  for _, file in ipairs(zb.files) do user = user or file.user end
  for _, file in ipairs(zb.files) do
    if name and file.name == name or not name and (file.user == user or shipped) then list[#list + 1] = file end
  end
  return list
end

local function run_cases(file)
  local value = read(file)
  examples.cases(place.of(file), value)
  local base = file.name:match("([^/]*)%.lua$") or file.name:match("[^/]*$")
  for i, case in ipairs(value) do
    run(examples.read(case, place.of(file, i)), value, case.name and base .. "/" .. case.name or ("%s/%d"):format(base, i))
  end
end

--- Runs the examples of the rule file of that name, or of all, and the files of the directory cases. Returns: whether there is
--- such a file.
function driver.examples(name, shipped)
  local files, values, replaced = chosen(name, shipped), {}, {}
  for _, file in ipairs(files) do
    if group_of(file) then
      values[file] = read(file)
      for _, rule in ipairs(file.user and values[file] or {}) do replaced[group_of(file) .. "/" .. rule.name] = true end
    end
  end
  for _, file in ipairs(files) do
    local group = group_of(file)
    local known = values[file] and known_of(group)
    for i, rule in ipairs(values[file] or {}) do
      local rule_name = group .. "/" .. rule.name
      for j, value in ipairs((file.user or not replaced[rule_name]) and rule.examples or {}) do
        run(examples.read(value, place.of(file, i, "examples", j)), known, rule_name, rule_name)
      end
    end
  end
  for _, file in ipairs(files) do if file.path:find("^rules/cases/") then run_cases(file) end end
  return not name or #files > 0
end

--- Runs the cases of a file.
function driver.cases(file) run_cases(file) end

--- Scores a document against its labels. places: text, or nil.
function driver.labels(name, labels, places, document)
  if options.only and not name:find(options.only, 1, true) then return end
  score.add(name, labels, places, document)
end

--- Writes labels of a document as it was read.
function driver.draft(document, out) score.draft(document, out) end

--- How many passed, failed, are known not to pass, and how many of those that failed can be written anew.
function driver.count()
  local count = { passed = 0, failed = 0, todo = 0, changed = 0, documents = score.documents() }
  rewrite.plan(outcomes)
  for _, o in ipairs(outcomes) do
    local key = o.good and "passed" or o.todo and "todo" or "failed"
    count[key] = count[key] + 1
    if o.changed then count.changed = count.changed + 1 end
  end
  count.failed = count.failed + #score.below(options.least)
  return count
end

local writers = {
  text = outcome.text, tap = outcome.tap, junit = outcome.junit, json = outcome.json,
  scores = function(_, out) score.write(out, options) end,
  diff = function(list, out)
    rewrite.plan(list)
    rewrite.diff(out)
  end,
}

--- Writes what came. Returns: whether there is such a format.
function driver.write(format, out)
  if not writers[format] then return false end
  writers[format](outcomes, out, options)
  if format == "json" then score.json(out) end
  return true
end

--- The i-th file that has to be written anew. Returns: its name and text; nil past the last.
function driver.update(i)
  rewrite.plan(outcomes)
  return rewrite.file(i)
end

return driver
