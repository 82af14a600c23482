-- expect: 3:24: a character beyond U+FFFD in a word: the engine does not look for it
-- as: lexicon.lua
return { rise = { "增", "🚀" } }
