-- rewrite.lua - new expectations in the place of those that differ from what came: only the values that differ are written anew,
-- the rest of the file stays as it is.
local zb = ...
local place = zb.use "place"
local rewrite = {}

local edits              -- by file: list of { from, to, text }; bytes from..to become text
local files              -- in the order of their first edit
local texts              -- by file: the new text

local numbers = { value = true, lower = true, upper = true, unit_mult = true }

local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0"):gsub("\n", "\\n"):gsub("\r", "\\r"):gsub("%z", "\\0") .. '"'
end

local function literal(key, value)
  if numbers[key] then return tostring(value) end
  return quoted(tostring(value))
end

local function edit(file, from, to, text)
  if not edits[file] then edits[file], files[#files + 1] = {}, file end
  table.insert(edits[file], { from = from, to = to, text = text })
end

local thinned            -- by table (a node of place.entry): the entries that leave it

local function take_out(file, node, entry)
  if not thinned[node] then
    thinned[node] = { file = file }
    table.insert(thinned, node)
  end
  thinned[node][entry] = true
end

-- Takes the entries out of a table, each run of them with the commas that go with it.
local function close_up(node)
  local leaving, list = thinned[node], {}
  for _, entry in pairs(node.entries) do list[#list + 1] = entry end
  table.sort(list, function(a, b) return a.key < b.key end)
  local i = 1
  while i <= #list do
    local first = i
    while list[i] and leaving[list[i]] do i = i + 1 end
    if i > first then
      local before, behind = list[first - 1], list[i]
      if behind then edit(leaving.file, list[first].key, behind.key - 1, "")
      elseif before then edit(leaving.file, before.last + 1, list[i - 1].last, "")
      else
        local _, stop = leaving.file.text:find("^%s*,", list[i - 1].last + 1)
        edit(leaving.file, list[first].key, stop or list[i - 1].last, "")
      end
    end
    i = i + 1
  end
end

-- The table that holds an entry.
local function holder(at)
  local path = place.of(at.file, table.unpack(at, 1, at.n - 1))
  return place.entry(path).node
end

-- What an observation says that is worth holding.
local function described(row)
  local parts = {}
  local function add(key, value)
    if value ~= nil and value ~= "" then parts[#parts + 1] = key .. " = " .. literal(key, value) end
  end
  add("value", row.value)
  if not row.value then
    add("lower", row.lower)
    add("upper", row.upper)
  end
  if row.bound ~= "eq" and row.bound ~= "range" then add("bound", row.bound) end
  add("unit", row.unit)
  add("subject", row.subject)
  add("indicator", row.indicator)
  add("measure", row.measure)
  add("basis", row.basis)
  if row.status ~= "actual" then add("status", row.status) end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

-- The figures of an example that expects nothing yet: those of its rule, of a case all.
local function first_expectations(o)
  local list, last = {}, 0
  for k, row in ipairs(o.rows) do
    local own = not o.rule or row.rule == o.rule
    list[k] = own and described(row) or "{}"
    if own then last = k end
  end
  if last == 0 then return nil end
  local at = o.example.at
  local function entry(key)
    local path = place.of(at.file, table.unpack(at, 1, at.n))
    path[at.n + 1], path.n = key, at.n + 1
    return place.entry(path)
  end
  local text, expect = entry(o.example.named and "text" or 1), entry("expect")
  local all = table.concat(list, ", ", 1, last)
  if not text then return nil end
  if expect then edit(at.file, expect.value, expect.last, "{ " .. all .. " }")
  else edit(at.file, text.last + 1, text.last, o.example.named and ", expect = { " .. all .. " }" or ", " .. all) end
  return true
end

-- One difference. Returns: whether it can be written anew.
local function change(d)
  local entry = d.at and place.entry(d.at)
  if d.reject or not entry then return false end
  if d.missing then
    take_out(d.at.file, holder(d.at), entry)
    return true
  end
  local value
  if d.key == "figures" then value = entry.node and entry.node.entries.figures
  else value = entry.node and entry.node.entries[d.key] end
  if not value or not value.last then return false end
  if d.got == nil then take_out(d.at.file, entry.node, value)
  else edit(d.at.file, value.value, value.last, d.key == "figures" and d.got or literal(d.key, d.got)) end
  return true
end

local function apply(file)
  local list, text = edits[file], file.text
  table.sort(list, function(a, b) return a.from > b.from end)
  for _, e in ipairs(list) do text = text:sub(1, e.from - 1) .. e.text .. text:sub(e.to + 1) end
  return text
end

--- Works out what has to be written for the outcomes that failed; each of them has `changed` where it can be.
function rewrite.plan(outcomes)
  if edits then return end
  edits, files, texts, thinned = {}, {}, {}, {}
  for _, o in ipairs(outcomes) do
    if o.file.user and not o.todo and not o.trouble then
      if o.empty then
        o.filled = first_expectations(o)
      elseif not o.good then
        local all = true
        for _, d in ipairs(o.list) do if not d.same then all = change(d) and all end end
        o.changed = all
      end
    end
  end
  for _, node in ipairs(thinned) do close_up(node) end
  for _, file in ipairs(files) do texts[file] = apply(file) end
end

function rewrite.file(i)
  if files[i] then return files[i].name, texts[files[i]] end
end

local function lines(text)
  local list = {}
  for line in (text:gsub("\n$", "") .. "\n"):gmatch("(.-)\n") do list[#list + 1] = line end
  return list
end

-- Where two lists of lines begin to be the same again, from i and j on: the nearest pair.
local function meet(a, b, i, j)
  for far = 1, #a + #b do
    for k = 0, far do
      if i + k <= #a + 1 and j + far - k <= #b + 1 and a[i + k] == b[j + far - k] then return i + k, j + far - k end
    end
  end
  return #a + 1, #b + 1
end

local function diff(old, new, out)
  local a, b, i, j = lines(old), lines(new), 1, 1
  while i <= #a or j <= #b do
    if a[i] == b[j] then
      i, j = i + 1, j + 1
    else
      local k, l = meet(a, b, i, j)
      out(("@@ -%d,%d +%d,%d @@\n"):format(i, k - i, j, l - j))
      for n = i, k - 1 do out("-", a[n], "\n") end
      for n = j, l - 1 do out("+", b[n], "\n") end
      i, j = k, l
    end
  end
end

--- The old and the new lines of all files that have to be written.
function rewrite.diff(out)
  for _, file in ipairs(files) do
    out("--- ", file.name, "\n+++ ", file.name, "\n")
    diff(file.text, texts[file], out)
  end
end

return rewrite
