-- expect: module.lua:2: error[rule]: no module 'io'
local io = require 'io'
return { title = 'x', run = function() end }
