-- expect: 3:20: a code of GB/T 2260 has six digits
-- as: areas.lua
return { areas = { ["37158"] = "无名市" } }
