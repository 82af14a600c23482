-- expect: 3:42: the base unit '公理' is no unit of this table; did you mean '公里'?
-- as: units.lua
return { { "站", kind = "measure", base = "公理" } }
