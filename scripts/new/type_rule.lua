-- totals.lua - what only a @TITLE@ says: here, 收支总计 tells the total. Rules of this directory are tried in this type alone.
return {
  {
    name = "totals",
    match = "{subject} {'总计为'} {figure:money}",
    measure = "level", priority = 50,      -- rules of a higher priority are tried first
    examples = {
      { "收入总计为3.2亿元。", { value = 3.2, unit = "亿元", measure = "level", subject = "收入" } },
    },
  },
}
