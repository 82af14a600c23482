-- tasks.lua - how the ledger of promises is kept (zhibiao report tasks): what makes two phrases alike, and the words for what
-- became of a task. In a rule directory of your own: an outcome of the same code is changed; any other list takes the place of
-- the one here.
return {
  -- Taken off before phrases are compared: what is done with a thing, not the thing.
  verbs = {
    "新增", "新建", "新改建", "新改扩建", "改扩建", "扩建", "改造提升", "改造", "提升", "建设", "建成", "建成投用", "完成", "实施", "开展", "开发", "组织", "举办", "推进",
    "推动", "实现", "达到", "培育", "创建", "打造", "发放", "引进", "争取", "新开工", "开工", "筹建", "力争", "确保", "保障", "提供", "惠及", "受益", "累计", "全年", "全市", "全县",
    "全省", "全区", "我市", "我县", "继续", "深入", "进一步", "加快", "全面", "总数", "总量", "数量", "以上", "左右", "关于", "的", "了", "为", "在",
  },
  -- What counts the work of a report and is no task: 5个方面工作.
  generic = { "方面工作", "方面的工作", "方面重点工作", "重点工作", "工作任务", "民生实事", "实事", "惠民实事", "主要指标" },
  -- Words of counting that do as well as each other.
  counters = { { "人", "名", "位" }, { "个", "家", "处", "所", "座", "户", "项", "件" }, { "场", "场次", "次" } },
  -- Likeness in per cent from which a result is taken for that of a promise: as sure, likely, possible.
  sure = { certain = 90, likely = 75, possible = 60 },
  -- Likeness in per cent from which a sentence is taken to speak of a task.
  mention = 60,
  -- An amount so many times the goal, or that part of it, is hardly an answer to it.
  far = 5,
  -- Words that many names of policies share: without them two names are compared.
  of_policies = {
    "高质量发展", "若干措施", "政策措施", "落实措施", "实施方案", "工作方案", "行动方案", "行动计划", "实施意见", "指导意见", "意见", "暂行办法", "管理办法", "实施办法", "办法",
    "发展规划", "专项规划", "规划", "方案", "措施", "计划", "产业", "工作", "关于", "推进", "促进", "支持", "加快", "进一步", "发展",
  },
  -- A policy is out where the sentence that names it has one of these.
  issued = { "出台", "印发", "制定", "发布", "公布", "施行", "修订", "实施" },
  -- What became of a task; done: it is off the list of problems.
  outcomes = {
    { code = "done", words = { zh = "完成", en = "done" }, tone = "good", done = true },
    { code = "near", words = { zh = "基本完成", en = "done within rounding" }, done = true },
    { code = "partly", words = { zh = "部分完成", en = "partly done" }, tone = "warn" },
    { code = "missed", words = { zh = "未达到", en = "missed" }, tone = "bad" },
    { code = "unlike", words = { zh = "口径不同", en = "not comparable" }, tone = "warn" },
    { code = "mentioned", words = { zh = "有提及", en = "mentioned" }, tone = "muted" },
    { code = "none", words = { zh = "未提及", en = "not mentioned" }, tone = "bad" },
    { code = "pending", words = { zh = "未到期", en = "not yet due" }, tone = "muted" },
  },
  sureness = {
    certain = { zh = "确定", en = "certain" }, likely = { zh = "较有把握", en = "likely" }, possible = { zh = "可能", en = "possible" },
  },
  -- Behind an outcome that rests on a possible match only.
  to_check = { zh = "（待核）", en = " (to check)" },
  -- Titles of the three lists and the table that an office keeps.
  lists = {
    tasks = { zh = "任务清单", en = "List of tasks" }, problems = { zh = "问题清单", en = "List of problems" },
    charge = { zh = "责任清单", en = "List of responsibilities" }, times = { zh = "时间表", en = "Timetable" },
  },
}
