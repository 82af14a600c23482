-- @NAME@.lua - @WORD@ before a count: the count is what was cut. Change the words, then see:
--   zhibiao extract --rules @DIR@ FILE     what comes of it
--   zhibiao test @DIR@                     whether the examples below still hold
return {
  {
    name = "@NAME@",
    -- A row of word classes around one figure. {subject} is the noun that is measured, '…' a word of one's own; ? behind a
    -- class lets it be absent. {figure:count} takes counts (38项); money, rate, point, measure, time and rank are other kinds.
    match = "{subject} {'@WORD@'} {figure:count}",
    measure = "change",    -- level, increment, growth, change, share, multiple, rank or gap
    sign = -1,             -- told as a fall: 38项 becomes -38
    priority = 50,         -- higher ones are tried first; those of rules/common are from 0 to 82
    examples = {
      -- A sentence, then for each of its figures what must come out of it.
      { "行政审批事项@WORD@38项。", { value = -38, measure = "change", subject = "行政审批事项" } },
    },
  },
}
