-- expect: 4:25: unknown key 'sing'; did you mean 'sign'?
-- as: lexicon.lua
return {
  rise = { defaults = { sing = 1 }, "窜高" },
}
