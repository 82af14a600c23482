-- indicator.lua - indicators of the catalogue by their codes.
local catalogue = require "zb.catalogue"

local indicator = {}
local by_code = {}
for _, x in ipairs(catalogue.indicators()) do by_code[x.code] = x end

--- The catalogue's entry of a code; nil where there is none.
function indicator.of(code) return by_code[code] end

--- Its name, in both languages.
function indicator.name(code)
  local x = by_code[code]
  return { zh = x.name, en = x.english ~= "" and x.english or x.name }
end

return indicator
