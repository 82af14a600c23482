-- expect: 3:10: unknown key 'meetings'; did you mean 'meeting'?
-- as: head.lua
return { meetings = { "座谈会" } }
