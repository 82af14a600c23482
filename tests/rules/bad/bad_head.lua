-- expect: 5:22: a whole number from 1 to 255 is expected here, not 'heavy'
-- as: head.lua
return {
  weights = { title = 5 },
  own = { { "镇人民政府", "heavy" } },
}
