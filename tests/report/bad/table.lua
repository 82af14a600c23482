-- expect: table.lua:2: error[rule]: no module 'rules.flag'
local flags = require 'rules.flag'
return { title = 'x', run = function() return flags end }
