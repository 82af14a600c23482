-- init.lua - how a @TITLE@ is known, and what its sections tell. zhibiao extract -v FILE tells which type was found, and why.
return {
  title = "@TITLE@",
  order = 50,              -- its place in the list of zhibiao types
  year = "reported",       -- the year in its head is the one "reported" on; "meeting": that of a meeting, which hears of the
                           -- year before
  -- Phrases by which it is known, with what each counts (1 to 255); a document whose phrases reach the threshold may be one.
  threshold = 10,
  marks = {
    { "@TITLE@", 12 },
  },
  -- What the figures of a section are: actual, estimate, target or reference; of the year, last, next … A section begins at a
  -- heading that holds one of its phrases.
  first = "facts",         -- where no heading has come yet
  sections = {
    { name = "facts", status = "actual", period = "year", order = 1, heading = { "基本情况", "执行情况" } },
    { name = "plans", status = "target", period = "next", order = 2, heading = { "工作安排", "主要目标", "下一步" } },
    { name = "terms", status = "reference", order = 3, glossary = true, heading = { "名词解释" } },
  },
}
