-- expect: 4:22: a number written as text is expected here, such as "0.2", not 0.2
-- as: targets.lua
return {
  about = { points = 0.2 },
}
