-- expect: 2:11: unknown name 'io'; rule files cannot use it
local f = io.open("x")
return { f }
