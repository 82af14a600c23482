-- expect: 2:11: attempt to index a nil value (global 'io')
local f = io.open("x")
return { f }
