-- expect: 3:10: unknown key 'sayes'; did you mean 'says'?
-- as: table.lua
return { sayes = { "增势" } }
