-- expect: 1:1: no report type 'work_reprt': its directory has no init.lua; did you mean 'work_report'?
-- as: work_reprt/rain.lua
return {}
