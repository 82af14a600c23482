-- expect: key.lua:1: error[rule]: unknown key 'titel' of a report; did you mean 'title'?
return { titel = 'x', run = function() end }
