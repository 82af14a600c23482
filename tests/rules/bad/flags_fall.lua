-- expect: 3:46: a range of places is { from, to }, or { from }
-- as: flags.lua
return { flags = { { code = "yellow", fall = { 4, 3 } } } }
