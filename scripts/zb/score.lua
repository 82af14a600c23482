-- score.lua - documents that were labelled figure by figure (docs/labels.md): how many of the figures are found, and how many are
-- read as they were labelled.
local zb = ...
local place, schema = zb.use "place", zb.use "schema"
local score = {}

local names = zb.names
local FIELDS = { "value", "unit", "measure", "bound", "status", "period", "basis", "area", "code", "subject" }
local ROW = { "value", "unit", "measure", "bound", "status", "period", "basis" }
local HEADLINE = { "code", "measure", "value", "unit", "status", "period", "basis" }
local known_columns = { id = 1, line = 1, col = 1, num = 1, keep = 1, value = 1, unit = 1, subject = 1, code = 1, measure = 1,
                        basis = 1, bound = 1, status = 1, period = 1, area = 1, note = 1 }

local documents = {}     -- { name, tally, wrong }

-- ---- labels ----

local function trimmed(text) return text:match("^%s*(.-)%s*$") end

-- Reads a table of tabs whose first line names its columns. Returns: rows by column, with `at` = their line; and the file.
local function read_table(name, text)
  local file = { name = name, text = (text:gsub("^\xEF\xBB\xBF", "")) }
  local heads, rows, number = nil, {}, 0
  for line in (file.text .. "\n"):gmatch("(.-)\r?\n") do
    number = number + 1
    local cells = line ~= "" and zb.text.split(line, "\t") or {}
    if not heads then
      heads = cells
      for _, head in ipairs(cells) do
        if not known_columns[head] then
          local near = schema.instead(head, schema.keys(known_columns))
          place.fail_line(file, "no column '" .. head .. "' of labels is known" .. near, number)
        end
      end
    elseif #cells > 0 then
      local row = { at = number }
      for i, head in ipairs(heads) do row[head] = trimmed(cells[i] or "") end
      rows[#rows + 1] = row
    end
  end
  return rows, file
end

local known = {
  keep = { ["0"] = true, ["1"] = true }, measure = names.measure, status = names.status, bound = names.bound, basis = names.basis,
}

local function check_row(file, row)
  for _, key in ipairs { "keep", "measure", "status", "bound", "basis" } do
    local value = row[key] or ""
    local may_lack = key == "basis" or key ~= "keep" and row.keep ~= "1"
    if not (may_lack and value == "") and not known[key][value] then
      place.fail_line(file, ("%s is '%s'%s"):format(key, value, schema.instead(value, schema.keys(known[key]))), row.at)
    end
  end
end

-- The labelled rows by place ("line:column"), and the places in their order.
local function read_labels(name, text, places)
  local rows, file = read_table(name, text)
  local stands, gold, order = {}, {}, {}
  if places then
    for _, p in ipairs((read_table(name .. " (places)", places))) do stands[p.id] = p end
  end
  for _, row in ipairs(rows) do
    local p = places and stands[row.id] or row
    local line, column = math.tointeger(tonumber(p.line)), math.tointeger(tonumber(p.col))
    check_row(file, row)
    if not line or not column then
      place.fail_line(file, row.id and not places and "the row has no line and col, and there is no file of places" or
                            row.id and "no place has the id '" .. row.id .. "'" or "the row has no line and col", row.at)
    end
    row.line, row.column = line, column
    local key = line .. ":" .. column
    if not gold[key] then order[#order + 1] = key end
    gold[key] = row
  end
  table.sort(order, function(a, b)
    a, b = gold[a], gold[b]
    if a.line ~= b.line then return a.line < b.line end
    return a.column < b.column
  end)
  return gold, order
end

-- ---- comparing ----

local function without(text, list)
  for _, part in ipairs(list) do text = text:gsub(part, "") end
  return text
end

local spaces = { "%s", "\xE3\x80\x80", "\xC2\xA0" }

local function unit_of(text)
  text = without(text or "", spaces):gsub("％", "%%"):gsub("㎡", "平方米"):gsub("平米", "平方米")
  return text
end

local function period_of(text)
  for _, dash in ipairs { "—", "–", "~", "/" } do text = text:gsub(dash, "-") end
  return trimmed((text:gsub("年", "")))
end

local ignored = { "%s", "\xE3\x80\x80", "“", "”", '"', "'", "‘", "’", "、", "，", "《", "》", "（", "）", "%(", "%)" }

local function chars(text) return without(text or "", ignored) end

-- A number, or each end of a range (lo..hi), as decimals; text that is no number stays text.
local function value_of(text)
  text = trimmed((text:gsub(",", ""):gsub("−", "-")))
  local ends = {}
  for part in (text .. ".."):gmatch("(.-)%.%.") do
    local good, d = pcall(zb.decimal, part)
    if not good then return { text } end
    ends[#ends + 1] = d
  end
  return ends
end

local function same_value(a, b)
  a, b = value_of(a), value_of(b)
  if #a ~= #b then return false end
  for i, x in ipairs(a) do
    if type(x) ~= type(b[i]) or x ~= b[i] then return false end
  end
  return true
end

local function counts(text)
  local n, all = {}, 0
  for _, c in utf8.codes(text) do n[c], all = (n[c] or 0) + 1, all + 1 end
  return n, all
end

-- Whether two phrases share their characters by 0.7 (F1).
local function alike(a, b)
  a, b = chars(a), chars(b)
  if a == "" or b == "" then return a == b end
  local x, m = counts(a)
  local y, n = counts(b)
  local common = 0
  for c, k in pairs(x) do common = common + math.min(k, y[c] or 0) end
  if common == 0 then return false end
  local p, r = common / m, common / n
  return 2 * p * r / (p + r) >= 0.7
end

local function told_value(row)
  if not row.value and row.lower and row.upper then return tostring(row.lower) .. ".." .. tostring(row.upper) end
  return row.value and tostring(row.value) or ""
end

-- A figure of the document's own area has no area in the labels; own is the area that most figures name.
local function same_area(g, row, own)
  local a = chars(row.area)
  if g.area == nil or g.area == "" then return a == "" or a == own end
  return alike(g.area, a) and a ~= own
end

local function said(g, key) return g[key] or "" end

-- What is right of a figure, by field; basis only of growth and change.
local function right(g, row, own)
  local r = {
    value = same_value(said(g, "value"), told_value(row)),
    unit = unit_of(said(g, "unit")) == unit_of(row.unit),
    measure = said(g, "measure") == row.measure,
    bound = said(g, "bound") == (row.bound ~= "" and row.bound or "eq"),
    status = said(g, "status") == row.status,
    period = g.status == "reference" or period_of(said(g, "period")) == period_of(row.period),
    area = same_area(g, row, own),
    code = said(g, "code") == (row.indicator or ""),
    subject = alike(said(g, "subject"), row.subject),
  }
  if g.measure == "growth" or g.measure == "change" then r.basis = said(g, "basis") == row.basis end
  return r
end

local function all_of(r, list)
  for _, key in ipairs(list) do if r[key] == false then return false end end
  return true
end

-- The area that most of a document's records name, its head's among them.
local function own_area(document)
  local n, best = {}, ""
  local function add(area)
    area = chars(area)
    if area == "" then return end
    n[area] = (n[area] or 0) + 1
    if n[area] > (n[best] or 0) then best = area end
  end
  for _, row in ipairs(document.rows) do add(row.area) end
  add(document.area)
  return best
end

-- ---- counting ----

local function new_tally()
  local t = { labelled = 0, found = 0, extra = 0, row = 0, codes = 0, coded = 0, headline = 0, fields = {} }
  for _, key in ipairs(FIELDS) do t.fields[key] = { right = 0, of = 0 } end
  return t
end

local function add_tally(t, o)
  for key, n in pairs(o) do if key ~= "fields" then t[key] = t[key] + n end end
  for _, key in ipairs(FIELDS) do
    t.fields[key].right, t.fields[key].of = t.fields[key].right + o.fields[key].right, t.fields[key].of + o.fields[key].of
  end
end

local function share(a, b) return b > 0 and a / b or 0 end
local function f1(p, r) return share(2 * p * r, p + r) end

-- The scores of a tally. Fields: right of those found; and as precision, recall and F1 of figures with that field right.
local function scores(t)
  local s = { labelled = t.labelled, precision = share(t.found, t.found + t.extra), recall = share(t.found, t.labelled),
              row = share(t.row, t.labelled), headline_labelled = t.codes,
              headline = f1(share(t.headline, t.coded), share(t.headline, t.codes)), fields = {} }
  s.figures = f1(s.precision, s.recall)
  for _, key in ipairs(FIELDS) do
    local n = t.fields[key]
    -- basis counts only where it is asked for, so that its precision is of these
    local told, asked = key == "basis" and n.of or t.found + t.extra, key == "basis" and n.of or t.labelled
    local p, r = share(n.right, told), share(n.right, asked)
    s.fields[key] = { right = share(n.right, n.of), precision = p, recall = r, f1 = f1(p, r) }
  end
  s.subject = s.fields.subject.right
  return s
end

local function count_found(t, g, row, own, tell)
  local r = right(g, row, own)
  t.found = t.found + 1
  if row.indicator then t.coded = t.coded + 1 end
  local wrong = {}
  for _, key in ipairs(FIELDS) do
    if r[key] ~= nil then
      t.fields[key].of = t.fields[key].of + 1
      if r[key] then t.fields[key].right = t.fields[key].right + 1
      else
        local got = key == "value" and told_value(row) or key == "code" and (row.indicator or "") or row[key]
        wrong[#wrong + 1] = ("%s is %s, got %s"):format(key, schema.shown(said(g, key)), schema.shown(got))
      end
    end
  end
  if all_of(r, ROW) then t.row = t.row + 1 end
  if said(g, "code") ~= "" and all_of(r, HEADLINE) then t.headline = t.headline + 1 end
  if #wrong > 0 then
    tell(g, ("%s %s%s: %s"):format(said(g, "subject"), said(g, "value"), said(g, "unit"), table.concat(wrong, ", ")))
  end
end

-- A figure that the labels do not have.
local function count_extra(t, row)
  t.extra = t.extra + 1
  if row.indicator then t.coded = t.coded + 1 end
end

--- Scores a document. places: text, or nil where the labels have line and col.
function score.add(name, labels, places, document)
  local gold, order = read_labels(name, labels, places)
  local t, best, wrong, own = new_tally(), {}, {}, own_area(document)
  local function tell(at, message) wrong[#wrong + 1] = { line = at.line, column = at.column, message = message } end
  for _, row in ipairs(document.rows) do
    local key = row.line .. ":" .. row.column
    if row.numeral ~= "chinese" then
      if not gold[key] then
        count_extra(t, row)
        tell(row, "not a labelled place: " .. row.text)
      elseif best[key] then
        t.extra = t.extra + 1          -- the same figure told twice
      else
        best[key] = row
      end
    end
  end
  for _, key in ipairs(order) do
    local g, row = gold[key], best[key]
    if g.keep ~= "1" then
      if row then
        count_extra(t, row)
        tell(g, ("not a quantity (%s): %s"):format(said(g, "note"), row.text))
      end
    else
      t.labelled = t.labelled + 1
      if said(g, "code") ~= "" then t.codes = t.codes + 1 end
      if row then count_found(t, g, row, own, tell)
      else tell(g, ("missed: %s %s%s"):format(said(g, "subject"), said(g, "value"), said(g, "unit"))) end
    end
  end
  table.sort(wrong, function(a, b)
    if a.line ~= b.line then return a.line < b.line end
    return a.column < b.column
  end)
  documents[#documents + 1] = { name = name, doc = document.doc, tally = t, wrong = wrong }
end

local function total()
  local t = new_tally()
  for _, d in ipairs(documents) do add_tally(t, d.tally) end
  return scores(t)
end

-- ---- a draft ----

local DRAFT = { "line", "col", "num", "keep", "value", "unit", "subject", "code", "measure", "basis", "bound", "status", "period",
                "area", "note" }

-- A cell of a table of tabs.
local function cell(text) return (tostring(text or ""):gsub("[\t\r\n]", " ")) end

--- Writes labels of a document as the program reads it. Figures in Chinese numerals are left out: they are not scored.
function score.draft(document, out)
  out(table.concat(DRAFT, "\t"), "\n")
  for _, row in ipairs(document.rows) do
    if row.numeral ~= "chinese" then
      local own = row.area == document.area
      local cells = { line = row.line, col = row.column, num = row.text:match("[%d.,]+"), keep = 1, value = told_value(row),
                      code = row.indicator, area = own and "" or row.area, note = row.rule == "unclaimed" and "unclaimed" or "",
                      bound = row.bound ~= "" and row.bound or "eq" }
      for i, key in ipairs(DRAFT) do cells[i] = cell(cells[key] or row[key]) end
      out(table.concat(cells, "\t", 1, #DRAFT), "\n")
    end
  end
end

--- How many documents were scored.
function score.documents() return #documents end

-- ---- telling ----

local COLUMNS = { "precision", "recall", "figures", "row", "headline", "subject" }

--- Names of the scores that the documents together do not reach. least: "figures=0.95,row=0.9", or nil.
function score.below(least)
  local list, all = {}, total()
  for name, text in (least or ""):gmatch("([^=,%s]+)=([^,%s]+)") do
    if #documents > 0 and all[name] and all[name] < (tonumber(text) or 0) then
      list[#list + 1] = { name = name, least = text, got = all[name] }
    end
  end
  return list
end

local function padded(text, columns) return text .. string.rep(" ", columns - zb.text.width(text)) end

local function line_of(out, name, widest, s)
  out(padded(name, widest), ("%10d"):format(s.labelled))
  for _, key in ipairs(COLUMNS) do out(("%11.3f"):format(s[key])) end
  out("\n")
end

-- F1 of each field, of each document and of all.
local function write_fields(out, widest, all)
  local function line(name, s)
    out(padded(name, widest), ("%10.3f"):format(s.fields[FIELDS[1]].f1))
    for i = 2, #FIELDS do out(("%9.3f"):format(s.fields[FIELDS[i]].f1)) end
    out("\n")
  end
  out("\n", padded("F1 by field", widest), ("%10s"):format(FIELDS[1]))
  for i = 2, #FIELDS do out(("%9s"):format(FIELDS[i])) end
  out("\n")
  for _, d in ipairs(documents) do line(d.name, scores(d.tally)) end
  if #documents > 1 then line("all", all) end
end

--- Tables: a line for each document, each one's fields, and the fields of all; with options.verbose what is wrong, row by row.
function score.write(out, options)
  if #documents == 0 then return end
  local all, widest = total(), #"all, by field"
  for _, d in ipairs(documents) do
    widest = math.max(widest, zb.text.width(d.name))
    for _, w in ipairs(options.verbose and d.wrong or {}) do
      out(("%s:%d:%d: %s\n"):format(d.name, w.line, w.column, w.message))
    end
  end
  out(padded("document", widest), ("%10s"):format("labelled"))
  for _, key in ipairs(COLUMNS) do out(("%11s"):format(key)) end
  out("\n")
  for _, d in ipairs(documents) do line_of(out, d.name, widest, scores(d.tally)) end
  if #documents > 1 then line_of(out, "all", widest, all) end
  write_fields(out, widest, all)
  out("\n", padded("all, by field", widest), ("%10s%11s%11s%11s\n"):format("right", "precision", "recall", "F1"))
  for _, key in ipairs(FIELDS) do
    local f = all.fields[key]
    out(padded(key, widest), ("%10.3f%11.3f%11.3f%11.3f\n"):format(f.right, f.precision, f.recall, f.f1))
  end
  for _, below in ipairs(score.below(options.least)) do
    out(("not ok: %s is %.3f, less than %s\n"):format(below.name, below.got, below.least))
  end
end

local function json_line(out, name, s)
  out('{"record":"score","document":"', (name:gsub('[%c"\\]', function(c) return ("\\u%04x"):format(c:byte()) end)), '"')
  for _, key in ipairs { "labelled", "headline_labelled" } do out((',"%s":%d'):format(key, s[key])) end
  for _, key in ipairs(COLUMNS) do if key ~= "subject" then out((',"%s":%.17g'):format(key, s[key])) end end
  out(',"fields":{')
  for i, key in ipairs(FIELDS) do
    local f = s.fields[key]
    out(i > 1 and "," or "", ('"%s":{"right":%.17g,"precision":%.17g,"recall":%.17g,"f1":%.17g}'):format(
      key, f.right, f.precision, f.recall, f.f1))
  end
  out("}}\n")
end

--- A record for each document, and one for all.
function score.json(out)
  for _, d in ipairs(documents) do json_line(out, d.name, scores(d.tally)) end
  if #documents > 0 then json_line(out, "all", total()) end
end

return score
