-- outcome.lua - what examples and cases gave, for people and for programs.
local zb = ...
local outcome = {}

local width, fold = zb.text.width, zb.text.fold

local function padded(text, columns) return text .. string.rep(" ", columns - width(text)) end

local function one_line(text) return (text:gsub("%s*\n%s*", " "):gsub("%s+$", "")) end

-- Prints rows of cells under their heads, each column as wide as its widest cell.
local function grid(out, rows, most)
  local columns = {}
  for _, row in ipairs(rows) do
    for i, cell in ipairs(row) do columns[i] = math.max(columns[i] or 0, math.min(width(cell), most)) end
  end
  for _, row in ipairs(rows) do
    local cells = {}
    for i, cell in ipairs(row) do cells[i] = padded(fold(cell, most), i < #row and columns[i] or 0) end
    out("    ", (table.concat(cells, "  "):gsub(" +$", "")), "\n")
  end
end

local function figure_of(d)
  if not d.figure then return "" end
  return d.row and ("%d %s"):format(d.figure, d.row.text) or tostring(d.figure)
end

-- What differed, wanted beside got; all that was expected where all is set.
local function differences(o, out, all, columns)
  local rows, last = { { "figure", "key", "wanted", "got" } }, nil
  for _, d in ipairs(o.list) do
    if not d.trouble and (all or not d.same) then
      local figure = figure_of(d)
      rows[#rows + 1] = { figure ~= last and figure or "", d.key or "", d.want == "" and '""' or d.want or "-",
                          d.missing and "no figure" or d.got == "" and '""' or d.got or "-" }
      if all then rows[#rows][5] = d.same and "" or "<" end
      last = figure
    end
  end
  if #rows > 1 then grid(out, rows, math.max(20, (columns - 30) // 2)) end
end

-- The rules that claimed the figures that differ, where they are others than the example's.
local function claimants(o)
  local list, seen = {}, {}
  for _, d in ipairs(o.list) do
    local rule = not d.same and not d.reject and d.row and d.row.rule
    if o.rule and rule and rule ~= o.rule and not seen[rule] then
      list[#list + 1] = ("figure %d was claimed by %s"):format(d.figure, rule)
      seen[rule] = true
    end
  end
  return list
end

-- Whether the example has its rule claim nothing: that it passes says little of the rule.
local function beside(o)
  if not o.rule or o.example.reject then return false end
  for _, row in ipairs(o.rows) do if row.rule == o.rule then return false end end
  return true
end

local function verdict(o)
  if o.todo then return o.good and "ok, though todo" or "todo" end
  return o.good and "ok" or "not ok"
end

local function counted(list)
  local n = { examples = {}, cases = {} }
  for _, o in ipairs(list) do
    local of = o.rule and n.examples or n.cases
    local key = o.good and "passed" or o.todo and "todo" or "failed"
    of[key], of.all = (of[key] or 0) + 1, true
    if o.todo and o.good then of.unexpected = (of.unexpected or 0) + 1 end
  end
  return n
end

local function remarks(list, out)
  local empty, aside = 0, 0
  for _, o in ipairs(list) do
    if o.empty then empty = empty + 1
    elseif o.good and beside(o) then aside = aside + 1 end
  end
  if empty > 0 then out(("%d expect%s nothing yet; --update writes what comes\n"):format(empty, empty == 1 and "s" or "")) end
  if aside > 0 then
    out(("%d pass%s without %s rule having claimed a figure; -v tells which\n"):format(aside, aside == 1 and "es" or "",
                                                                                     aside == 1 and "its" or "their"))
  end
end

--- For people: what did not pass, then how many passed.
function outcome.text(list, out, options)
  for _, o in ipairs(list) do
    if not o.good or o.todo or options.verbose then
      out(("%s: %s: %s\n"):format(verdict(o), o.name, fold(one_line(o.text), options.width)))
      out(("  %s:%d%s\n"):format(o.file.name, o.line, o.todo and ": " .. one_line(o.todo) or ""))
      if not o.good or options.verbose then differences(o, out, options.verbose, options.width) end
      for _, line in ipairs(claimants(o)) do out("  ", line, "\n") end
      for _, d in ipairs(o.list) do if d.trouble then out("  ", d.key, ": ", one_line(d.got), "\n") end end
      if o.good and beside(o) then out("  no figure of it was claimed by this rule\n") end
    end
  end
  remarks(list, out)
  local n = counted(list)
  for _, what in ipairs { "examples", "cases" } do
    local of = n[what]
    if of.all then
      if of.todo or of.unexpected then
        out(("%s: %d todo%s\n"):format(what, (of.todo or 0) + (of.unexpected or 0),
                                       of.unexpected and (", %d of them pass"):format(of.unexpected) or ""))
      end
      out(("%s: %d passed, %d failed\n"):format(what, of.passed or 0, of.failed or 0))
    end
  end
end

-- A string of YAML in double quotes, which JSON is, too.
local function quoted(text)
  return '"' .. text:gsub('[%c"\\]', function(c)
    return c == "\n" and "\\n" or c == "\t" and "\\t" or (c == '"' or c == "\\") and "\\" .. c or ("\\u%04x"):format(c:byte())
  end) .. '"'
end

local function value(v) return v == nil and "null" or quoted(v) end

--- The Test Anything Protocol, version 14.
function outcome.tap(list, out)
  out("TAP version 14\n1..", tostring(#list), "\n")
  for i, o in ipairs(list) do
    local text = one_line(o.name .. ": " .. o.text):gsub("[\\#]", "\\%0")
    out(("%sok %d - %s%s\n"):format(o.good and "" or "not ", i, text, o.todo and " # TODO " .. one_line(o.todo) or ""))
    if not o.good then
      out("  ---\n  at: ", quoted(("%s:%d"):format(o.file.name, o.line)), "\n  differences:\n")
      for _, d in ipairs(o.list) do
        if not d.same then
          out(("    - { figure: %s, key: %s, wanted: %s, got: %s }\n"):format(d.figure or "null", value(d.key), value(d.want),
                                                                           value(d.got)))
        end
      end
      out("  ...\n")
    end
  end
end

local entities = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["\n"] = "&#10;" }

local function xml(text) return (text:gsub("[%z\1-\8\11\12\14-\31]", "?"):gsub('[&<>"\n]', entities)) end

local function junit_case(o, out)
  out(('    <testcase classname="%s" name="%s" file="%s" line="%d"'):format(xml(o.name), xml(one_line(o.text)), xml(o.file.name),
                                                                          o.line))
  if o.good then return out("/>\n") end
  if o.todo then return out('><skipped message="', xml(o.todo), '"/></testcase>\n') end
  local first, body = nil, {}
  for _, d in ipairs(o.list) do
    if not d.same then
      local line = ("figure %s: %s: wanted %s, got %s"):format(d.figure or "-", d.key or "figure", d.want or "-", d.got or "-")
      first = first or line
      body[#body + 1] = xml(line):gsub("&#10;", "\n")
    end
  end
  out('>\n      <failure message="', xml(first or ""), '">', table.concat(body, "\n"), "</failure>\n    </testcase>\n")
end

--- JUnit's XML: a suite for each file.
function outcome.junit(list, out)
  local suites, of = {}, {}
  for _, o in ipairs(list) do
    local s = of[o.file]
    if not s then
      s = { name = o.file.name, failed = 0, skipped = 0 }
      of[o.file], suites[#suites + 1] = s, s
    end
    s[#s + 1] = o
    if not o.good then s[o.todo and "skipped" or "failed"] = s[o.todo and "skipped" or "failed"] + 1 end
  end
  out('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="zhibiao test">\n')
  for _, s in ipairs(suites) do
    out(('  <testsuite name="%s" tests="%d" failures="%d" errors="0" skipped="%d">\n'):format(xml(s.name), #s, s.failed,
                                                                                             s.skipped))
    for _, o in ipairs(s) do junit_case(o, out) end
    out("  </testsuite>\n")
  end
  out("</testsuites>\n")
end

--- One JSON record for each example and case.
function outcome.json(list, out)
  for _, o in ipairs(list) do
    out(('{"record":"%s","name":%s,"text":%s,"file":%s,"line":%d,"verdict":"%s","todo":%s,"differences":['):format(
      o.rule and "example" or "case", quoted(o.name), quoted(o.text), quoted(o.file.name), o.line,
      o.good and "passed" or "failed", value(o.todo)))
    local first = true
    for _, d in ipairs(o.list) do
      if not d.same then
        out(first and "" or ",", ('{"figure":%s,"key":%s,"wanted":%s,"got":%s}'):format(d.figure or "null", value(d.key),
                                                                                       value(d.want), value(d.got)))
        first = false
      end
    end
    out("]}\n")
  end
end

return outcome
