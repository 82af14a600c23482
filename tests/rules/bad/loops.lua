-- expect: 4:1: too many steps
local n = 0
-- counts and counts
while true do n = n + 1 end
