-- expect: 1:1: no report type 'comon': its directory has no init.lua; did you mean 'common'?
-- as: comon/rain.lua
return {}
