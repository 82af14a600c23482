-- expect: 4:16: '}' expected near 'name'
-- as: common/syntax.lua
return {
  { name = "a" name = "b" },
}
