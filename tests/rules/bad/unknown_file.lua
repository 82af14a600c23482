-- expect: 1:1: no file of this name is read here; report types have directories; did you mean 'lexicon'?
-- as: lexicn.lua
return {}
