-- totals.lua - what only departmental budgets say.
return {
  {
    name = "totals",                     -- 收入总计8640万元
    match = "{subject} {'总计'} {figure:money}",
    measure = "level", priority = 50,
    examples = {
      { "本部门收入总计8640万元。", { value = 8640, unit = "万元", measure = "level", status = "target" } },
    },
  },
}
