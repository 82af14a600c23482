-- expect: 1:1: no report type 'weather': its directory has no init.lua
-- as: weather/rain.lua
return {}
