-- expect: gc.lua:2: error[rule]: a metatable with __gc is not allowed here
return { title = 'x', run = function() setmetatable({}, { __gc = function() end }) end }
