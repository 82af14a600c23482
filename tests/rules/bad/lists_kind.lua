-- expect: 3:20: 'name' is missing here
-- as: lists.lua
return { kinds = { { words = { "实事" } } } }
