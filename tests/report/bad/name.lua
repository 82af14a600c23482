-- expect: name.lua:2: error[rule]: unknown name 'os'
return { title = 'x', run = function() return os.time() end }
