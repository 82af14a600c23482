-- best.lua - of several observations that tell one thing, which to take first; and whose own they are.
local best = {}

local rank = { actual = 0, estimate = 1, target = 0, reference = 2 }

--- Whether an observation is an area's own figure: of an indicator, told by a document of that area.
function best.own(row) return row.indicator ~= nil and row.area == row.document.area end

--- What stands for the area of an observation or document: its code or its name; where neither is known, its document, for two
--- documents that do not say whose they are may be of two places.
function best.area(x) return x.area_code ~= "" and x.area_code or x.area ~= "" and x.area or x.doc end

--- Rows, best first: final before expected before mentioned in passing, the communiqué before reports, an earlier report before
--- later ones, a plain amount before a bound.
function best.sort(list)
  return list:sort(
    function(row) return rank[row.status] or 3 end,
    function(row) return row.type == "communique" and 0 or 1 end,
    function(row) return row.document.year or math.maxinteger end,
    function(row) return row.bound == "eq" and 0 or 1 end)
end

return best
