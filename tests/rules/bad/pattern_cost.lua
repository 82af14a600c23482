-- expect: 3:1: too many steps in 'find'
local s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
local _ = s:find(".-.-.-.-.-.-.-.-.-.-b")
return {}
