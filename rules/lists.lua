-- lists.lua - the words by which the lists of a report are known (zb.lists): what heads an annex, what kind of list a title tells
-- of, how a list names those in charge. In a rule directory of your own: a kind of the same name is changed, another is added
-- behind; any other list takes the place of the one here.
return {
  annex = { "附件", "附表", "附录", "附：" },

  -- Kinds of list, the first that a title fits; head: what the title is called on a page.
  kinds = {
    { name = "glossary", title = { zh = "用语说明", en = "Terms explained" },
      words = { "用语说明", "名词解释", "名词注释", "名词说明", "用语解释", "术语解释", "有关用语", "注释" } },
    { name = "policies", title = { zh = "拟出台政策", en = "Policies to be issued" },
      words = { "政策清单", "政策措施清单", "拟出台", "拟制发", "拟制定", "政策目录", "政策文件清单", "立法计划" } },
    { name = "actions", title = { zh = "行动计划", en = "Action plans" },
      words = { "行动计划", "行动清单", "攻坚行动", "专项行动", "重点行动" } },
    { name = "livelihood", title = { zh = "民生实事", en = "Livelihood tasks" },
      words = { "实事", "民生事项", "民生项目", "民生工程", "民心工程" } },
    { name = "projects", title = { zh = "重点项目", en = "Major projects" }, words = { "项目清单", "重点项目", "重大项目", "项目名单" } },
    { name = "notes", title = { zh = "注", en = "Notes" }, words = { "资料来源", "说明" } },
    { name = "indicators", title = { zh = "计划指标", en = "Planned indicators" },
      words = { "指标计划", "计划指标", "主要指标", "预期目标" } },
    { name = "other", title = { zh = "其他清单", en = "Other lists" }, words = {} },
  },

  -- Before the name of a department: （责任单位：市民政局、市财政局）
  in_charge = {
    "责任单位", "牵头单位", "主办单位", "承办单位", "负责单位", "牵头部门", "责任部门", "主管部门", "实施单位", "配合单位", "协办单位", "牵头责任单位", "责任领导", "完成单位",
  },
  -- Before what is to be reached: 年度目标：…
  goal = { "年度目标", "工作目标", "目标任务", "建设内容", "主要内容", "工作内容", "完成时限", "完成时间", "实施内容" },
  -- What the name of a department ends with, where it stands in brackets without a label.
  departments = {
    "局", "委", "厅", "部", "办", "院", "会", "署", "行", "社", "联", "中心", "政府", "公司", "集团", "学校", "大学", "支队", "总队", "大队", "管委会", "指挥部", "办公室",
    "街道", "各镇街", "开发区", "团市委", "团省委", "团县委",
  },
  -- Before the parts of a list that stands in one sentence: 办好15件民生实事，包括：…；…；….
  inline = { "包括：", "分别是：", "即：", "具体为：", "具体是：", "包括:", "即:" },
}
