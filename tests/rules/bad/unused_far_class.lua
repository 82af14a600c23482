-- expect: 4:3: class 'mountains' is used by no rule; name it in a rule's match
-- as: lexicon.lua
return {
  mountains = { "大山" },
}
