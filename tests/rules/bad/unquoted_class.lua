-- expect: 4:29: unknown name 'status'; write it in quotes?
-- as: lexicon.lua
return {
  rise = { { "蹿升", status = status } },
}
