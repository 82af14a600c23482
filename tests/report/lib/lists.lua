-- zb.ordinal, zb.departments, zb.likeness, zb.chars: what lists and ledgers are read by
local chars = require "zb.chars"
local departments = require "zb.departments"
local likeness = require "zb.likeness"
local ordinal = require "zb.ordinal"

local function names(text)
  local list, rest = departments.of(text)
  return table.concat(list, "|"), rest
end

local function like(a, b) return likeness.of(likeness.core(a), likeness.core(b)) end

return { title = "lists", run = function()
  local n, form, rest = ordinal.read("12.新建学校3所")
  assert(n == 12 and form == "arabic point" and rest == "新建学校3所")
  assert(ordinal.read("（三）改善民生") == 3 and ordinal.read("二十一、其他") == 21 and ordinal.read("［4］清单") == 4)
  assert(ordinal.read("1.5万人") == nil and ordinal.read("9.1+4勤务", 9) == 9, "a decimal is no number of a list, unless expected")
  assert(ordinal.read("三级公路") == nil and ordinal.read("一般") == nil)

  assert(names("新建学校3所（责任单位：县教育局、县财政局）；") == "县教育局|县财政局")
  local who, what = names("关于养老服务的意见（市民政局）")
  assert(who == "市民政局" and what == "关于养老服务的意见")
  assert(names("现代物流三年行动计划（2025—2027年）") == "" and names("完成改造（含续建）") == "", "a bracket is not always a department")
  assert(names("改善环境。主办单位：省水利厅，各州、市人民政府") == "省水利厅|各州、市人民政府")

  assert(like("完成村供水管网改造", "村供水管网改造") == 100, "verbs do not count")
  assert(like("新增养老床位", "新增学位") < 50 and like("学位", "床位") == 0)
  assert(likeness.within(likeness.core("公共体育场馆免费开放"), likeness.core("公共体育场馆全部免费向社会开放")) >= 60)

  assert(chars.cut("民生实事", 2) == "民生…" and chars.trim("　甲 ") == "甲" and chars.ends("（市民政局）", { "）" }) == "）")
  return require("zb.page").new { title = "done" }
end }
