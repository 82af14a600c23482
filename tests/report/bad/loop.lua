-- expect: loop.lua:2: error[limit]: too many steps
return { title = "loop", run = function() while true do end end }
