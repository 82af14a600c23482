-- expect: column.lua:5: error[rule]: the title of column 'x' must be text
local page = require 'zb.page'
return { title = 'x', run = function()
  local p = page.new { title = 'x' }
  p:table { name = 'a', columns = { { key = 'x' } }, rows = {} }
end }
