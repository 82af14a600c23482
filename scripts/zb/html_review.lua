-- html_review.lua - a document's text as HTML with every figure marked in it, and the data and the panel by which a reader goes
-- through the figures, filters them, says which are right, and saves what is wrong as a file of corrections.
--
-- The text is static and stands in chunks that a browser lays out only where they are seen; a mark is a bare <i>, and which
-- figure it is follows from its number in the text. The figures are columns of numbers over one list of strings.
local catalogue = require "zb.catalogue"
local html = require "zb.html"
local json = require "zb.json"
local quantity = require "zb.quantity"
local say = require "zb.say"
local text = require "zb.text"

local review = {}
local escape = html.escape

local CHUNK = 6000                 -- bytes of text in a chunk, about
local status_class = { actual = "a", estimate = "e", target = "t", reference = "r" }

-- Text without its blanks, those of Chinese text among them.
local function bare(s) return (s:gsub("%s", ""):gsub("\u{3000}", "")) end

-- Line breaks inside a paragraph are those of the source's page: words of letters keep a blank between them.
local function joined(s)
  if not s:find("\n", 1, true) then return s end
  local pieces, last = {}, ""
  local lines = text.split(s, "\n")
  for i, line in ipairs(lines) do
    local from, to = 1, #line
    while i > 1 and line:find("^[ \t\r]", from) do from = from + 1 end
    while i < #lines and to >= from and line:find("^[ \t\r]", to) do to = to - 1 end
    line = line:sub(from, to)
    if last:find("%w", -1) and line:find("^%w") then pieces[#pieces + 1] = " " end
    pieces[#pieces + 1] = line
    if line ~= "" then last = line end
  end
  return table.concat(pieces)
end

-- The rows in the order of their places, each with the number of its mark (those that overlap share one) and its ordinal: of
-- the figures with its text that follow each other with its quote, which one it is (as engine/correct counts).
local function placed(document)
  local list, quote, seen, last, sorted = {}, nil, nil, 0, true
  for i, row in ipairs(document.rows) do
    if row.quote ~= quote then quote, seen = row.quote, {} end
    seen[row.text] = (seen[row.text] or 0) + 1
    list[i] = { row = row, at = i, ordinal = seen[row.text] }
    sorted, last = sorted and row.text_start >= last, row.text_start
  end
  if sorted then return list end
  table.sort(list, function(a, b)
    if a.row.text_start ~= b.row.text_start then return a.row.text_start < b.row.text_start end
    return a.at < b.at
  end)
  return list
end

-- The places of the text that get a mark: { from, to, class }.
local function marks_of(list)
  local marks, last = {}, nil
  for _, item in ipairs(list) do
    local row = item.row
    if last and row.text_start <= last.to then
      last.to = math.max(last.to, row.text_end)
    else
      last = { from = row.text_start, to = row.text_end }
      last.class = row.rule == "unclaimed" and "u" or status_class[row.status] or "r"
      marks[#marks + 1] = last
    end
    item.mark = #marks
  end
  return marks
end

-- Whether the paragraphs follow each other in the source: those of columns side by side do not.
local function in_order(document)
  local last = 0
  for _, p in ipairs(document.paragraphs) do
    if p.text_start <= last then return false end
    last = p.text_end
  end
  return true
end

-- A part that is longer than chunks should be, as parts that end with sentences, or with characters where none ends.
local function cut(source, part, parts)
  local at = part.from
  while part.to - at > 2 * CHUNK do
    local _, stop = source:sub(at + CHUNK, at + 2 * CHUNK):find("。", 1, true)
    stop = at + CHUNK + (stop or 0) - 1
    while source:find("^[\x80-\xBF]", stop + 1) do stop = stop + 1 end
    parts[#parts + 1] = { from = at, to = stop, kind = part.kind, line = at == part.from and part.line or nil, text = part.text }
    at = stop + 1
  end
  parts[#parts + 1] = { from = at, to = part.to, kind = part.kind, line = at == part.from and part.line or nil, text = part.text }
end

-- The parts of the text, all of it: { from, to, kind, line }; kind gap is what was left out of the paragraphs.
local function parts_of(document)
  local parts, at, source = {}, 1, document.text
  if not in_order(document) then
    for _, line in ipairs(text.split(source, "\n")) do
      if line:find("%S") then cut(source, { from = at, to = at + #line - 1, kind = "raw" }, parts) end
      at = at + #line + 1
    end
    return parts
  end
  local function gap(to)
    if to >= at and bare(source:sub(at, to)) ~= "" then
      cut(source, { from = at, to = to, kind = "gap" }, parts)
    end
  end
  for _, p in ipairs(document.paragraphs) do
    gap(p.text_start - 1)
    cut(source, { from = p.text_start, to = p.text_end, kind = p.kind, line = p.line, text = p.text }, parts)
    at = p.text_end + 1
  end
  gap(#source)
  return parts
end

-- What stands between two figures of a paragraph; what its lines have that the paragraph does not, a page number or a running
-- head, is set apart.
local function clean_of(part)
  local own
  return function(s)
    if not s:find("[%c&<>\"']") then return s end             -- nearly all
    if not part.text or #part.text > 4 * CHUNK or not s:find("\n", 1, true) then return escape(joined(s)) end
    own = own or bare(part.text)
    local pieces, kept, lines = {}, {}, text.split(s, "\n")
    for i, line in ipairs(lines) do
      local shown = bare(line)
      if i > 1 and i < #lines and shown ~= "" and #shown < 90 and not own:find(shown, 1, true) then
        pieces[#pieces + 1] = escape(joined(table.concat(kept, "\n"))) .. '<small class="gap">' .. escape(shown) .. "</small>"
        kept = {}
      else
        kept[#kept + 1] = line
      end
    end
    pieces[#pieces + 1] = escape(joined(table.concat(kept, "\n")))
    return table.concat(pieces)
  end
end

-- The text of a part with its marks; next: number of the first mark that may stand in it. Returns: HTML, and the number of the
-- first mark behind it.
local function marked(source, part, marks, next)
  local pieces, at = {}, part.from
  local plain = part.kind == "row" or part.kind == "raw"
  local clean = plain and escape or clean_of(part)
  while marks[next] and marks[next].from <= part.to do
    local m = marks[next]
    local from, to = math.max(m.from, part.from), math.min(m.to, part.to)
    if at < from then pieces[#pieces + 1] = clean(source:sub(at, from - 1)) end
    local figure = source:sub(from, to)
    if not plain and figure:find("\n", 1, true) then figure = joined(figure) end
    pieces[#pieces + 1] = '<i class="' .. m.class .. '">' .. escape(figure) .. "</i>"
    at, next = to + 1, next + 1
  end
  if at <= part.to then pieces[#pieces + 1] = clean(source:sub(at, part.to)) end
  return table.concat(pieces), next
end

local tags = { heading = "h3", paragraph = "p", row = "p", gap = "p", raw = "p" }

local function put_text(document, marks, first_mark, out)
  local next, size, rows = 1, 0, false
  local parts = parts_of(document)
  local function close_table() if rows then out("</table>\n") end rows = false end
  out('<section class="chunk">\n')
  for _, part in ipairs(parts) do
    if size > CHUNK and part.kind ~= "row" then
      close_table()
      out('</section>\n<section class="chunk">\n')
      size = 0
    end
    local body, behind = marked(document.text, part, marks, next)
    local first = behind > next and first_mark + next - 1 or nil
    next = behind
    size = size + part.to - part.from
    local cells = part.kind == "row" and body:find("\t")
    if not cells then close_table() end
    if cells and not rows then
      out("<table>\n")
      rows = true
    end
    local attributes = html.attributes {
      { "class", part.kind ~= "paragraph" and part.kind ~= "heading" and not cells and part.kind },
      { "data-m", first }, { "data-l", part.line },
    }
    if cells then out("<tr", attributes, "><td>", (body:gsub("\t", "</td><td>")), "</td></tr>\n")
    else out("<", tags[part.kind], attributes, ">", body, "</", tags[part.kind], ">\n") end
  end
  close_table()
  out("</section>\n")
end

-- One list of strings that columns point into; number 0 is "".
local function interner()
  local strings, known = { "" }, { [""] = 0 }
  return strings, known, function(s)
    local n = known[s]
    if not n then
      n = #strings
      strings[n + 1], known[s] = s, n
    end
    return n
  end
end

local numbers = { "mark", "line", "column", "start", "ordinal", "value", "shown" }
local strings = { "text", "quote", "subject", "indicator", "measure", "basis", "bound", "unit", "status", "period", "area",
                  "section", "rule" }

local function collect(data, list, first_mark)
  local n, intern, known = #data.mark, data.intern, data.known
  for i, item in ipairs(list) do
    local row, k = item.row, n + i
    data.mark[k], data.ordinal[k] = first_mark + item.mark - 1, item.ordinal
    data.line[k], data.column[k], data.start[k] = row.line, row.column, row.start
    data.value[k] = intern(row.value and tostring(row.value) or "")
    data.shown[k] = intern((row.value or row.lower) and quantity.show(row) or "")
  end
  for _, key in ipairs(strings) do
    local column = data[key]
    for i = 1, #list do
      local s = list[i].row[key] or ""
      column[n + i] = known[s] or intern(s)
    end
  end
end

local labels = {
  { "all", "全部", "all" }, { "indicator", "指标", "indicator" }, { "status", "状态", "status" }, { "section", "章节", "section" },
  { "rule", "规则", "rule" }, { "verdict", "核对", "checked" }, { "search", "搜索（/）", "search (/)" },
  { "none", "无", "none" }, { "unclaimed", "未识别", "unclaimed" }, { "figures", "个数据", "figures" },
  { "shown", "显示", "shown" },
  { "right", "✓ 正确", "✓ right" }, { "wrong", "✗ 有误", "✗ wrong" }, { "nofigure", "∅ 不是数据", "∅ no figure" },
  { "open", "未核对", "not yet" }, { "undo", "撤销", "undo" }, { "value", "数值", "value" }, { "unit", "单位", "unit" },
  { "subject", "主体", "subject" }, { "measure", "度量", "measure" }, { "basis", "基期", "basis" }, { "bound", "界限", "bound" },
  { "period", "期间", "period" }, { "note", "备注", "note" }, { "area", "地区", "area" }, { "text", "原文", "text" },
  { "place", "位置", "place" }, { "save", "保存核对结果", "save corrections" }, { "load", "打开核对结果", "load corrections" },
  { "lost", "条核对结果找不到对应的数据，保存时仍会保留", "corrections find no figure here; they are kept when you save" },
  { "loaded", "条核对结果已打开", "corrections loaded" },
  { "kept", "条核对结果取自本机浏览器的暂存", "corrections restored from this browser" },
  { "bad", "不是核对结果文件，有误的行：", "not a file of corrections; its wrong line:" },
  { "unsaved", "未保存", "unsaved" }, { "document", "材料", "document" }, { "told", "提示", "told" },
  { "list", "数据列表", "figures" }, { "nothing", "没有符合条件的数据", "no figure fits" }, { "filters", "筛选与保存", "filters and files" },
  { "colon", "：", ": " }, { "said", "有提示", "with a diagnostic" },
}

local codes = { "actual", "estimate", "target", "reference", "level", "increment", "growth", "change", "share", "multiple",
                "rank", "gap", "yoy", "comparable", "year_start", "annual_average", "cumulative", "eq", "ge", "gt",
                "le", "lt", "approx", "range" }

local function words_of(context)
  local pairs_in_order = {}
  for i, label in ipairs(labels) do pairs_in_order[i] = { label[1], context.speak { zh = label[2], en = label[3] } } end
  for _, code in ipairs(codes) do
    pairs_in_order[#pairs_in_order + 1] = { "=" .. code, context.speak(say.word(code)) }
  end
  return { raw = json.object(pairs_in_order) }
end

local function indicators(context)
  local list = {}
  for i, x in ipairs(catalogue.indicators()) do
    list[i] = { x.code, context.english and x.english ~= "" and x.english or x.name }
  end
  return list
end

local function documents_of(documents)
  local list = {}
  for i, d in ipairs(documents) do
    local told = {}
    for k, note in ipairs(d.diagnostics) do told[k] = { note.line, note.column, note.code, note.message } end
    list[i] = { raw = json.object { { "doc", d.doc }, { "sha256", d.sha256 }, { "rows", #d.rows }, { "told", told } } }
  end
  return list
end

local keys = {
  { "j k", "下一个、上一个数据", "next and previous figure" }, { "y", "正确", "right" }, { "n", "有误", "wrong" },
  { "x", "不是数据", "no figure" }, { "u", "撤销", "undo" }, { "e", "更正", "correct it" }, { "/", "搜索", "search" },
  { "g", "回到原文位置", "to its place in the text" }, { "s", "保存", "save" }, { "Esc", "回到列表", "back to the list" },
}

local function put_panel(out, context)
  local speak = context.speak
  out('<aside id="panel" hidden aria-label="', speak { zh = "数据", en = "figures" },
      '">\n<div id="filters"></div>\n<p id="legend">')
  for _, pair in ipairs { { "a", "actual" }, { "e", "estimate" }, { "t", "target" }, { "r", "reference" } } do
    out('<i class="', pair[1], '">', speak(say.word(pair[2])), "</i> ")
  end
  out('<i class="u">', speak { zh = "未识别", en = "unclaimed" }, "</i></p>\n",
      '<div id="list" role="listbox" tabindex="0" aria-label="', speak { zh = "数据列表", en = "figures" }, '"></div>\n',
      '<div id="detail"></div>\n<details id="keys"><summary>', speak { zh = "键盘", en = "keys" }, "</summary><dl>")
  for _, key in ipairs(keys) do
    out("<div><dt><kbd>", (key[1]:gsub(" ", "</kbd> <kbd>")), "</kbd></dt><dd>", speak { zh = key[2], en = key[3] },
        "</dd></div>")
  end
  out("</dl></details>\n</aside>\n<noscript><p>", speak {
    zh = "本页的数据列表、筛选与核对需要允许脚本运行；原文与标记不需要。",
    en = "The list of figures, its filters and the corrections need scripts; the text and its marks do not.",
  }, "</p></noscript>\n")
end

--- A collector for the documents of a page: put(block, out, context) writes the text of one, finish(out, context) the panel, the
--- data and the script behind all of them.
function review.new()
  local data, documents, marks = {}, {}, 0
  for _, names in ipairs { numbers, strings } do for _, name in ipairs(names) do data[name] = {} end end
  data.strings, data.known, data.intern = interner()
  return {
    put = function(block, out)
      local document = block.document
      if not document.text then
        error({ message = ("%s: its text is not kept; read it anew, without --no-text"):format(document.doc) }, 0)
      end
      local list = placed(document)
      local own = marks_of(list)
      out('<article class="text" lang="zh-CN">\n')
      put_text(document, own, marks, out)
      out("</article>\n")
      collect(data, list, marks)
      marks = marks + #own
      documents[#documents + 1] = document
    end,
    finish = function(out, context)
      if #documents == 0 then return end
      put_panel(out, context)
      local fields = { { "words", words_of(context) }, { "docs", documents_of(documents) },
                       { "indicators", indicators(context) }, { "strings", data.strings } }
      for _, names in ipairs { numbers, strings } do
        for _, name in ipairs(names) do
          fields[#fields + 1] = { name, { raw = "[" .. table.concat(data[name], ",") .. "]" } }
        end
      end
      out('<script type="application/json" id="figures">')
      for i, pair in ipairs(fields) do
        out(i == 1 and "{" or ",\n", json.string(pair[1]), ":", html.json(json.value(pair[2])))
      end
      out("}</script>\n<script>", require "zb.html_review_script", "</script>\n")
    end,
  }
end

return review
