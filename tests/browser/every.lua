-- every.lua - a page with every kind of block and cell, for the browser's test.
local decimal = require "zb.decimal"
local page = require "zb.page"

local function run(job)
  local rows = job.rows
  local p = page.new { title = "<b>样页</b> & “引号” \"'", subtitle = { zh = "副题</title>", en = "subtitle</title>" } }
  p:heading(2, "文字")
  p:text("一段文字。", rows[1])
  p:note("说明。")
  p:list { "甲", page.cell { text = "乙", cite = { rows[2], rows[3] } }, page.cell { text = "网址", href = "https://example.org/" },
           page.cell { text = "坏网址", href = "javascript:alert(1)" } }
  p:heading(2, "图")
  p:chart { name = "bars", chart = "bar", title = "柱", unit = "%", bars = {
    { label = "一个很长很长很长很长很长很长的名称", value = decimal "12.5", cite = rows[1] }, { label = "负", value = decimal "-3" },
    { label = "无" } } }
  p:chart { name = "bullets", chart = "bullet", title = "目标", unit = "%", bullets = {
    { label = "甲", value = decimal "5.6", target = decimal "6", tone = "bad", cite = { rows[1], rows[2] } },
    { label = "乙", target = decimal "3" } } }
  p:chart { name = "lines", chart = "line", title = "线", points = { "2022年", "2023年", "2024年" }, lines = {
    { label = "甲", values = { decimal "1", decimal "2.5", decimal "-2" } },
    { label = "乙", values = { [1] = decimal "1.1", [3] = decimal "3" } } } }
  p:chart { name = "empty", chart = "line", title = "空", points = {}, lines = {} }
  p:heading(2, "表")
  local lines = { { n = "一组", heading = true } }
  for i = 1, 30 do
    if i == 20 then lines[#lines + 1] = { n = "二组", heading = true } end
    lines[#lines + 1] = {
      n = i, name = "行" .. i,
      amount = i % 7 ~= 0 and page.cell { value = decimal((i * 37) % 101), unit = "%", cite = rows[i] } or nil,
      worked = i == 3 and page.cell { value = decimal "1.25", unit = "%", derived = "由两数推算", cite = { rows[1], rows[2] } } or nil,
      quote = page.cell { text = rows[1].quote, tone = i % 2 == 0 and "muted" or "good" },
    }
  end
  p:table { name = "long", title = "长表", note = "表注。", columns = {
    { key = "n", title = "序号", type = "number" }, { key = "name", title = { zh = "名称", en = "name" }, type = "code" },
    { key = "amount", title = "数量", type = "number", unit = "%" }, { key = "worked", title = "推算", type = "number", unit = "%" },
    { key = "quote", title = "原文", type = "quote" } }, rows = lines }
  p:heading(2, "末")
  p:table { name = "short", columns = { { key = "a", title = "甲" } }, rows = { { a = "一" } } }
  return p
end

return { title = "样页", run = run }
