-- expect: float.lua:3: error[rule]: bad argument #1 to 'decimal'
local decimal = require 'zb.decimal'
return { title = 'x', run = function() return decimal(0.5) end }
