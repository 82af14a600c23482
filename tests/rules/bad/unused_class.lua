-- expect: 4:3: class 'rize' is used by no rule; did you mean 'rise'?
-- as: lexicon.lua
return {
  rize = { "蹿升" },
}
