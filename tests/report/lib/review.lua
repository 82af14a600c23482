-- review: a text's lines joined around its marks, what the paragraph leaves out set apart, overlapping figures under one mark
local page = require "zb.page"
local put = require "render.html"

local function row(document, text, from, more)
  local at = document.text:find(text, from or 1, true)
  local one = { document = document, doc = "a", line = 1, column = 1, start = at - 1, text_start = at, text_end = at + #text - 1,
                text = text, quote = "q", subject = "", measure = "level", basis = "", bound = "eq", unit = "", status = "actual",
                period = "", area = "", section = "", rule = "common/level" }
  for key, value in pairs(more or {}) do one[key] = value end
  document.rows[#document.rows + 1] = one
end

local function html_of(text, paragraph, fill)
  local document = { doc = "a", sha256 = "", text = text, rows = {}, diagnostics = {} }
  document.paragraphs = { { kind = "paragraph", line = 1, text_start = 1, text_end = #text, text = paragraph, section = "" } }
  fill(document)
  local p, parts = page.new { title = "t" }, {}
  p:document(document)
  put(p, function(...) for _, s in ipairs { ... } do parts[#parts + 1] = s end end, {
    speak = function(t) return type(t) == "table" and t.zh or t or "" end, documents = { document },
  })
  return table.concat(parts)
end

local function has(html, want)
  if not html:find(want, 1, true) then error(("%s is wanted in %s"):format(want, html:match("<main>(.-)</main>")), 2) end
end

return { title = "review", run = function()
  local html = html_of("投资5亿元  \n \n，GDP\ngrows 3% \t\n&<\n", "投资5亿元，GDP grows 3%&<", function(d)
    row(d, "5亿元")
    row(d, "3%", 1, { rule = "unclaimed" })
  end)
  has(html, '投资<i class="a">5亿元</i>，GDP grows <i class="u">3%</i>&amp;&lt;')

  html = html_of("增长\n— 2 —\n5%\n和\n—3—\n完", "增长5%和完", function(d) row(d, "5%", 1, { status = "target" }) end)
  has(html, '增长<small class="gap">—2—</small><i class="t">5%</i>和<small class="gap">—3—</small>完')

  html = html_of("存贷款余额30亿元", "存贷款余额30亿元", function(d)
    row(d, "30亿元", 1, { subject = "存款余额" })
    row(d, "30亿元", 1, { subject = "贷款余额" })
  end)
  has(html, '余额<i class="a">30亿元</i></p>')
  has(html, '"mark":[0,0]')
  has(html, '"ordinal":[1,2]')

  html = html_of("5%\n" .. ("甲"):rep(7000) .. "6%", "", function(d)
    row(d, "5%")
    row(d, "6%")
  end)
  local pieces = select(2, html:gsub("<p data%-", "")) + select(2, html:gsub("<p>甲", ""))
  assert(pieces == 3 and html:find('data-m="1"', 1, true), "a long paragraph is cut")
  assert(utf8.len(html), "a character is cut")
  return page.new { title = "done" }
end }
