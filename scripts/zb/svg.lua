-- svg.lua - charts of a page as inline SVG: bars, lines, bullets. Marks stand in per cent of the width, letters in pixels, so
-- that these keep their size on any screen. Values stand beside their marks: no chart needs its colours.
local decimal = require "zb.decimal"
local html = require "zb.html"
local text = require "zb.text"

local svg = {}

local ROW, HEIGHT, COLUMN = 24, 260, 6.7   -- pixels: of a row, of a line chart, of a terminal's column in letters
local WIDEST = 24                          -- columns of a label

local function integer(d) return math.tointeger(tonumber(tostring(d:round(0)))) end

-- Where a value stands between low and high, as a percentage with two digits.
local function percent(value, low, high)
  local n = integer((value - low) * 10000 / (high - low))
  return ("%d.%02d%%"):format(n // 100, n % 100)
end

-- The least and the greatest of values, zero among them where from_zero is set.
local function span(values, from_zero)
  local low, high
  for _, v in ipairs(values) do
    if not low or v < low then low = v end
    if not high or v > high then high = v end
  end
  low, high = low or decimal(0), high or decimal(1)
  if from_zero then
    if low > 0 then low = decimal(0) end
    if high < 0 then high = decimal(0) end
  end
  if low == high then high = high + 1 end
  return low, high
end

-- Round numbers from low or below to high or above, about four of them: steps of 1, 2 or 5 times a power of ten.
local function ticks(low, high)
  local rough, power = (high - low) / 4, 0
  while decimal(1):shift(power) > rough do power = power - 1 end
  while decimal(10):shift(power) <= rough do power = power + 1 end
  local step
  for _, k in ipairs { 1, 2, 5, 10 } do
    step = decimal(k):shift(power)
    if step >= rough then break end
  end
  local first = (low / step):round(0) * step
  if first > low then first = first - step end
  local list = {}
  repeat
    list[#list + 1] = first
    first = first + step
  until list[#list] >= high
  return list
end

local function pixels(columns) return math.ceil(columns * COLUMN) end

-- The room that the widest of texts takes.
local function room(texts)
  local widest = 0
  for _, s in ipairs(texts) do widest = math.max(widest, math.min(text.width(s), WIDEST)) end
  return pixels(widest)
end

local function put_text(out, attributes, s)
  local cut = text.width(s) > WIDEST
  out("<text", html.attributes(attributes), ">", html.escape(cut and text.fold(s, WIDEST) or s))
  if cut then out("<title>", html.escape(s), "</title>") end
  out("</text>")
end

-- Opens a chart whose marks begin left pixels from its edge and end right pixels from the other.
local function open_chart(out, block, height, left, right, context)
  local title = context.speak(block.title)
  out("<svg", html.attributes {
    { "class", "chart " .. block.chart }, { "height", height }, { "width", "100%" }, { "role", "group" },
    { "style", ("padding-left:%dpx;padding-right:%dpx"):format(left, right) },
    { "aria-label", title ~= "" and title or block.name },
  }, ">\n")
end

-- Opens a mark that links to its evidence. Returns: what closes it.
local function open_mark(out, item, words, context)
  local link = context.link(item.cite)
  if not link then
    out("<g>")
    return "</g>\n"
  end
  out("<a", html.attributes { { "href", link.href }, { "class", "cite" }, { "data-e", link.numbers }, { "id", link.id },
                              { "aria-label", words } }, ">")
  return "</a>\n"
end

local function put_axis(out, zero, rows)
  out(('<line x1="%s" x2="%s" y1="0" y2="%d" class="axis"/>'):format(zero, zero, rows * ROW + 8), "</svg>\n")
end

-- The rows of bars and bullets: a label at the left, then what put_row draws. right: pixels behind the bars.
local function put_rows(out, block, items, right, context, put_row)
  local speak, labels = context.speak, {}
  for i, item in ipairs(items) do labels[i] = speak(item.label) end
  local left = room(labels) + 10
  open_chart(out, block, #items * ROW + 8, left, right, context)
  for i, item in ipairs(items) do
    local y = (i - 1) * ROW + 4
    local close = open_mark(out, item, labels[i] .. " " .. item.shown, context)
    out(('<rect x="%d" y="%d" width="100%%" height="%d" class="hit"/>'):format(-left, y, ROW))
    put_text(out, { { "x", -10 }, { "y", y + 16 }, { "class", "label" } }, labels[i])
    put_row(item, y)
    out(close, "")
  end
end

-- A bar from zero to a value.
local function put_bar(out, value, low, high, y, height, class)
  local from = value < 0 and value or decimal(0)
  out(('<rect x="%s" y="%d" width="%s" height="%d" class="bar %s"/>'):format(percent(from, low, high), y,
      percent(value:abs(), decimal(0), high - low), height, class))
end

local function put_bars(out, block, context)
  local values, items, shown = {}, {}, {}
  for i, bar in ipairs(block.bars) do
    values[#values + 1] = bar.value
    shown[i] = bar.value and tostring(bar.value) or "–"
    items[i] = { label = bar.label, value = bar.value, cite = bar.cite, shown = shown[i] }
  end
  local low, high = span(values, true)
  put_rows(out, block, items, room(shown) + 12, context, function(bar, y)
    local value = bar.value or decimal(0)
    if bar.value then put_bar(out, value, low, high, y + 4, ROW - 9, value < 0 and "below" or "") end
    out(('<text x="%s" y="%d" dx="6" class="value%s">%s</text>'):format(percent(value < 0 and decimal(0) or value, low, high),
        y + 16, bar.value and "" or " none", bar.shown))
  end)
  put_axis(out, percent(decimal(0), low, high), #items)
end

local signs = { good = "✓", bad = "✗", warn = "△" }

local function put_bullets(out, block, context)
  local values, items, shown = {}, {}, {}
  for i, b in ipairs(block.bullets) do
    values[#values + 1] = b.value
    values[#values + 1] = b.target
    shown[i] = (b.value and tostring(b.value) or "–") .. (b.target and " / " .. tostring(b.target) or "") ..
               (signs[b.tone or ""] and " " .. signs[b.tone] or "")
    items[i] = { label = b.label, value = b.value, target = b.target, tone = b.tone, cite = b.cite, shown = shown[i] }
  end
  local low, high = span(values, true)
  local right = room(shown) + 16
  put_rows(out, block, items, right, context, function(b, y)
    if b.value then put_bar(out, b.value, low, high, y + 6, ROW - 13, b.tone or "") end
    if b.target then
      local x = percent(b.target, low, high)
      out(('<line x1="%s" x2="%s" y1="%d" y2="%d" class="target"/>'):format(x, x, y + 2, y + ROW - 3))
    end
    out(('<text x="100%%" dx="%d" y="%d" class="value end %s">'):format(right, y + 16, b.tone or ""), b.shown, "</text>")
  end)
  put_axis(out, percent(decimal(0), low, high), #items)
end

-- The marks of lines, each a shape of its own.
local shapes = {
  '<circle r="3.5"/>', '<rect x="-3.2" y="-3.2" width="6.4" height="6.4"/>', '<path d="M0-4.5 4.4 3.4h-8.8z"/>',
  '<path d="M0-4.8 4.8 0 0 4.8-4.8 0z"/>',
}

-- Moves what overlaps apart, by the least height that a line of text takes. spots: { y = …, i = … }.
local function spread(spots, least, bottom)
  table.sort(spots, function(a, b) if a.y ~= b.y then return a.y < b.y end return a.i < b.i end)
  for k = 2, #spots do spots[k].y = math.max(spots[k].y, spots[k - 1].y + least) end
  local limit = bottom
  for k = #spots, 1, -1 do
    if spots[k].y > limit then spots[k].y = limit end
    limit = spots[k].y - least
  end
  return spots
end

local function put_line(out, line, i, points, x_of, y_of)
  local before
  out(('<g class="s%d d%d">'):format((i - 1) % 6 + 1, (i - 1) % 3 + 1))
  for k = 1, points do
    if line.values[k] then
      if before then
        out(('<line x1="%s" y1="%d" x2="%s" y2="%d"/>'):format(x_of(before), y_of(line.values[before]), x_of(k),
            y_of(line.values[k])))
      end
      before = k
    end
  end
  for k = 1, points do
    local v = line.values[k]
    if v then
      out(('<svg x="%s" y="%d" class="mark">'):format(x_of(k), y_of(v)), shapes[(i - 1) % #shapes + 1], "</svg>")
    end
  end
  out("</g>\n")
  return before
end

-- The values beside their points: the highest above its mark, the others below theirs, moved apart where lines meet.
local function put_values(out, block, x_of, y_of)
  for k in ipairs(block.points) do
    local spots = {}
    for i, line in ipairs(block.lines) do
      local v = line.values[k]
      if v then spots[#spots + 1] = { i = i, y = y_of(v), shown = tostring(v) } end
    end
    spread(spots, 0, HEIGHT)
    for n, spot in ipairs(spots) do spot.y = spot.y + (n == 1 and -8 or 17) end
    for _, spot in ipairs(spread(spots, 13, HEIGHT - 34)) do
      out(('<text x="%s" y="%d" class="point s%d">%s</text>'):format(x_of(k), spot.y, (spot.i - 1) % 6 + 1, spot.shown))
    end
  end
end

local function put_grid(out, grid, block, x_of, y_of, speak)
  for _, v in ipairs(grid) do
    out(('<line x1="0" x2="100%%" y1="%d" y2="%d" class="grid%s"/>'):format(y_of(v), y_of(v), v:sign() == 0 and " axis" or ""),
        ('<text x="-8" y="%d" dy="4" class="tick end">%s</text>'):format(y_of(v), tostring(v)))
  end
  local every = #block.points // 12 + 1
  for k, point in ipairs(block.points) do
    if (#block.points - k) % every == 0 then
      put_text(out, { { "x", x_of(k) }, { "y", HEIGHT - 6 }, { "class", "tick middle" } }, speak(point))
    end
  end
  out("\n")
end

local function put_lines(out, block, context)
  local values, names, shown = {}, {}, {}
  for i, line in ipairs(block.lines) do
    names[i] = context.speak(line.label)
    for k in ipairs(block.points) do values[#values + 1] = line.values[k] end
  end
  local grid = ticks(span(values))
  local low, high, bottom = grid[1], grid[#grid], HEIGHT - 26
  for i, v in ipairs(grid) do shown[i] = tostring(v) end
  local function y_of(v) return bottom - integer((v - low) * (bottom - 16) / (high - low)) end
  local function x_of(k) return percent(decimal(2 * k - 1), decimal(0), decimal(2 * #block.points)) end
  open_chart(out, block, HEIGHT, room(shown) + 14, room(names) + 10, context)
  put_grid(out, grid, block, x_of, y_of, context.speak)
  local ends = {}
  for i, line in ipairs(block.lines) do
    local last = put_line(out, line, i, #block.points, x_of, y_of)
    if last then ends[#ends + 1] = { i = i, y = y_of(line.values[last]) } end
  end
  if #block.lines * #block.points <= 40 then put_values(out, block, x_of, y_of) end
  for _, spot in ipairs(spread(ends, 15, HEIGHT - 8)) do
    local class = "name s" .. (spot.i - 1) % 6 + 1
    put_text(out, { { "x", "100%" }, { "dx", 4 }, { "y", spot.y + 4 }, { "class", class } }, names[spot.i])
  end
  out("</svg>\n")
end

local put = { bar = put_bars, line = put_lines, bullet = put_bullets }

local function has_values(block)
  for _, item in ipairs(block.bars or block.bullets or {}) do if item.value or item.target then return true end end
  for _, line in ipairs(block.lines or {}) do if next(line.values) then return true end end
  return false
end

--- Hands a chart to out. context: speak, and link(cite), which gives { href, numbers, id } of the evidence or nil.
--- Returns: false where the chart has no value at all and nothing was put.
function svg.put(out, block, context)
  if not has_values(block) then return false end
  put[block.chart](out, block, context)
  return true
end

return svg
