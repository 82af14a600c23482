-- lint.lua - what can be told of rules that load: run only where they are checked (zhibiao check).
local zb = ...
local place = zb.use "place"

-- rules: in the order in which they are tried; number: of report types by name.
return function(rules, number)
  for _, file in ipairs(zb.files) do place.twice(file) end
end
