-- expect: 3:16: a whole number from 2 to 1000 is expected here, not 'much'
-- as: tasks.lua
return { far = "much" }
