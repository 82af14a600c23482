-- html.lua - a page as one HTML file: no network, light and dark, for the screen and for paper. Every number leads to its quote
-- and place, in a list at the end and, where scripts run, on a card beside it.
local html = require "zb.html"
local json = require "zb.json"
local page = require "zb.page"
local review = require "zb.html_review"
local say = require "zb.say"
local svg = require "zb.svg"
local text = require "zb.text"

local escape = html.escape

-- What the file may do: run its own scripts, known by their hashes, and nothing that a document brings; load nothing.
local function policy(scripts)
  local hashes = {}
  for i, script in ipairs(scripts) do hashes[i] = "'" .. html.hash(script) .. "'" end
  return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src " ..
         table.concat(hashes, " ")
end

local function words(context)
  local speak = context.speak
  return html.json(json.object {
    { "sort", speak { zh = "点击排序", en = "click to sort" } },
    { "filter", speak { zh = "筛选：输入文字", en = "filter by words" } },
    { "evidence", speak { zh = "依据", en = "evidence" } },
  })
end

-- The text of what is numbered and may be pointed at: evidence, and how derived cells were worked out.
local function cites(context)
  local seen = {}
  local number = context.number
  -- What a link to these observations needs; nil where there are none.
  function context.link(cite)
    if cite and cite.quote then cite = { cite } end
    if not cite or #cite == 0 then return nil end
    local list, first = {}, nil
    for i, row in ipairs(cite) do
      list[i] = tostring(number[row])
      first = first or number[row]
    end
    local id = not seen[first] and "c" .. first or nil
    seen[first] = true
    return { href = "#e" .. list[1], numbers = table.concat(list, " "), id = id }
  end
end

local SHORT = 20         -- columns of text that are not broken into lines
local BROAD = 12         -- a table of more columns may be wider than the text

local function cell_class(cell, column, row_tone, shown)
  local parts = {}
  if column and column.type == "number" then parts[1] = "n" end
  if column and column.type == "text" and (shown or "") ~= "" then
    parts[1] = text.width(shown) <= SHORT and "short" or "long"
  end
  if column and (column.type == "code" or column.type == "quote") then parts[1] = column.type end
  local tone = page.is_cell(cell) and cell.tone or row_tone
  if tone then parts[#parts + 1] = tone end
  return #parts > 0 and table.concat(parts, " ") or nil
end

-- What stands in a cell or an item of a list.
local function content(cell, column, context)
  local shown = escape(say.cell(cell, column, context.speak)):gsub("\n", "<br>")
  if not page.is_cell(cell) or shown == "" then return shown end
  local link, derived = context.link(cell.cite), nil
  if cell.derived then
    local list = context.derived
    list[#list + 1] = cell
    derived = #list
  end
  if link or derived then
    return "<a" .. html.attributes {
      { "href", derived and "#d" .. derived or link.href }, { "class", derived and "cite derived" or "cite" },
      { "id", derived and "cd" .. derived or link.id }, { "data-e", link and link.numbers }, { "data-d", derived },
    } .. ">" .. shown .. "</a>"
  end
  local address = cell.href and html.address(cell.href)
  if address then return '<a href="' .. escape(address) .. '">' .. shown .. "</a>" end
  return shown
end

local function put_title(column, index, two, out, speak)
  local title = speak(column.title)
  out("<th", html.attributes { { "scope", "col" }, { "class", cell_class(nil, column, nil, title) }, { "data-c", index },
                               { "rowspan", two and 2 } }, ">", escape(title))
  if column.unit then out(" <small>", escape(speak(column.unit)), "</small>") end
  out("</th>")
end

-- The head of a table; columns of one group, which stand beside each other, have a head of their own above theirs.
local function put_head(columns, out, speak)
  local grouped, i = false, 1
  for _, column in ipairs(columns) do grouped = grouped or column.group ~= nil end
  out("<thead><tr>")
  while i <= #columns do
    local first, name = i, columns[i].group and speak(columns[i].group)
    while name and columns[i + 1] and columns[i + 1].group and speak(columns[i + 1].group) == name do i = i + 1 end
    if name then out(('<th colspan="%d" scope="colgroup">'):format(i - first + 1), escape(name), "</th>")
    else put_title(columns[i], i - 1, grouped, out, speak) end
    i = i + 1
  end
  out("</tr>")
  if grouped then
    out("<tr>")
    for k, column in ipairs(columns) do if column.group then put_title(column, k - 1, false, out, speak) end end
    out("</tr>")
  end
  out("</thead>\n")
end

-- The column of the only cell that a row has; nil where it has several.
local function only_cell(row, columns)
  local only
  for _, column in ipairs(columns) do
    if row[column.key] ~= nil and only then return nil end
    only = row[column.key] ~= nil and column or only
  end
  return only or columns[1]
end

local function put_row(row, columns, tone, out, context)
  out("<tr>")
  for _, column in ipairs(columns) do
    local cell = row[column.key]
    out("<td", html.attributes { { "class", cell_class(cell, column, tone, say.cell(cell, column, context.speak)) },
                                 { "data-v", say.number(cell) } }, ">", content(cell, column, context), "</td>")
  end
  out("</tr>\n")
end

local function put_table(block, out, context)
  local speak, columns = context.speak, block.columns
  out('<div class="', #columns > BROAD and "wide broad" or "wide", '" tabindex="0" role="region"',
      html.attributes { { "aria-label", speak(block.title or block.name) } }, ">",
      '<table class="data" id="t-', block.name, '">\n')
  if block.title then out("<caption>", escape(speak(block.title)), "</caption>\n") end
  put_head(columns, out, speak)
  out("<tbody>\n")
  for i, row in ipairs(block.rows) do
    if row.heading and i > 1 then out("</tbody>\n<tbody>\n") end
    local alone = row.heading and only_cell(row, columns)
    if alone then
      out('<tr><th colspan="', tostring(#columns), '" scope="rowgroup">', content(row[alone.key], alone, context), "</th></tr>\n")
    else
      put_row(row, columns, row.heading and "strong" or row.tone, out, context)
    end
  end
  out("</tbody></table>\n")
  if block.note then out('<p class="under">', escape(speak(block.note)), "</p>") end
  out("</div>\n")
end

local function put_chart(block, out, context)
  local speak = context.speak
  out("<figure>")
  if block.title then
    out("<figcaption>", escape(speak(block.title)))
    if block.unit then out(" <small>", escape(speak(block.unit)), "</small>") end
    out("</figcaption>")
  end
  out("\n")
  if not svg.put(out, block, context) then out('<p class="muted">', speak { zh = "没有数据", en = "no data" }, "</p>") end
  out("</figure>\n")
end

local put = {
  heading = function(block, out, context)
    context.headings = context.headings + 1
    out(('<h%d id="s%d">'):format(block.level, context.headings), escape(context.speak(block.text)),
        ("</h%d>\n"):format(block.level))
  end,
  text = function(block, out, context)
    out("<p>", content({ cell = true, text = block.text, cite = block.cite }, nil, context), "</p>\n")
  end,
  note = function(block, out, context) out("<aside><p>", escape(context.speak(block.text)), "</p></aside>\n") end,
  list = function(block, out, context)
    out("<ul>\n")
    for _, item in ipairs(block.items) do out("<li>", content(item, nil, context), "</li>\n") end
    out("</ul>\n")
  end,
  table = put_table, chart = put_chart,
  document = function(block, out, context) context.review.put(block, out) end,
}

-- A list of the chapters, where there are enough to want one.
local function put_contents(self, out, speak)
  local list, n = {}, 0
  for _, block in ipairs(self.blocks) do
    if block.kind == "heading" then
      n = n + 1
      if block.level == 2 then list[#list + 1] = ('<li><a href="#s%d">%s</a></li>'):format(n, escape(speak(block.text))) end
    end
  end
  if #list < 4 then return end
  out('<nav aria-label="', speak { zh = "目录", en = "contents" }, '"><ul>', table.concat(list), "</ul></nav>\n")
end

-- A quote with its figure marked: where it stands alone, not as the end of a longer number.
local function marked(row)
  local quote, at = row.quote, 1
  while true do
    local first, last = quote:find(row.text, at, true)
    if not first or row.text == "" then return escape(quote) end
    if not quote:sub(first - 1, first - 1):find("[%d.]") then
      return escape(quote:sub(1, first - 1)) .. "<mark>" .. escape(row.text) .. "</mark>" .. escape(quote:sub(last + 1))
    end
    at = first + 1
  end
end

local function put_derived(out, context)
  local speak = context.speak
  if #context.derived == 0 then return end
  out("<h2>", speak { zh = "推算说明", en = "How derived values were worked out" }, '</h2>\n<ul class="evidence">\n')
  for i, cell in ipairs(context.derived) do
    out(('<li id="d%d"><span>*%d</span><div>'):format(i, i), escape(speak(cell.derived)))
    local list = {}
    for k, row in ipairs(cell.cite or {}) do
      list[k] = ('<a href="#e%d">%d</a>'):format(context.number[row], context.number[row])
    end
    if #list > 0 then out(" <cite>", speak { zh = "依据", en = "from" }, " ", table.concat(list, ", "), "</cite>") end
    out((' <a class="back" href="#cd%d" aria-label="%s">↩</a></div></li>\n'):format(i, speak { zh = "返回", en = "back" }))
  end
  out("</ul>\n")
end

local function put_evidence(out, evidence, context)
  local speak = context.speak
  if #evidence == 0 then return end
  out("<h2>", speak { zh = "依据", en = "Evidence" }, '</h2>\n<ul class="evidence">\n')
  local back = speak { zh = "返回", en = "back" }
  for i, row in ipairs(evidence) do
    local about = { escape(say.place(row)) }
    for _, s in ipairs { row.subject, row.period, speak(say.word(row.status)) } do
      if s ~= "" then about[#about + 1] = escape(s) end
    end
    out(('<li id="e%d"><span>%d</span><div><q>'):format(i, i), marked(row), "</q> ",
        ('<a class="back" href="#c%d" aria-label="%s">↩</a>'):format(i, back), "<cite>", table.concat(about, " · "),
        "</cite></div></li>\n")
  end
  out("</ul>\n")
end

local function has_document(self)
  for _, block in ipairs(self.blocks) do if block.kind == "document" then return true end end
  return false
end

return function(self, out, context)
  local speak = context.speak
  local evidence, number = page.evidence(self)
  local inner = { speak = speak, english = context.english, number = number, derived = {}, headings = 0,
                  review = review.new() }
  cites(inner)
  local reads = has_document(self)
  local scripts = { require "zb.html_script", reads and require "zb.html_review_script" or nil }
  out("<!DOCTYPE html>\n<html", html.attributes { { "lang", context.english and "en" or "zh-CN" } }, ">\n<head>\n",
      '<meta charset="utf-8">\n',
      "<meta", html.attributes { { "http-equiv", "Content-Security-Policy" }, { "content", policy(scripts) } }, ">\n",
      '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="generator" content="zhibiao">\n<title>',
      escape(speak(self.title)), "</title>\n<style>", require "zb.html_style", reads and require "zb.html_review_style" or "",
      "</style>\n</head>\n<body", reads and ' class="reader"' or "", ">\n<header>\n<h1>", escape(speak(self.title)), "</h1>\n")
  if self.subtitle then out("<p>", escape(speak(self.subtitle)), "</p>\n") end
  out("</header>\n")
  put_contents(self, out, speak)
  out("<main>\n")
  for _, block in ipairs(self.blocks) do put[block.kind](block, out, inner) end
  put_derived(out, inner)
  put_evidence(out, evidence, inner)
  out("</main>\n")
  inner.review.finish(out, context)
  out('<script type="application/json" id="words">', words(context), "</script>\n<script>", scripts[1],
      "</script>\n</body>\n</html>\n")
end
