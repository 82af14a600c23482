-- expect: 4:12: '增长' says two things: its sign here is not that of tests/rules/good/lexicon.lua:2
-- as: lexicon.lua
return {
  fall = { { "增长", sign = -1 } },
}
