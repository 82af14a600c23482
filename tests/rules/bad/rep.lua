-- expect: 2:17: attempt to call a nil value (method 'rep')
local s = ("x"):rep(1000000000)
return { s }
