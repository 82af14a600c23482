-- quantity.lua - amounts: of observations, brought to one unit, compared with their bounds, and shown.
--
-- A quantity is any table with value (decimal; nil for a range), lower, upper, bound, unit, unit_base, unit_mult: an observation
-- is one, and so is what scripts derive.
local decimal = require "zb.decimal"
local catalogue = require "zb.catalogue"

local quantity = {}
local known

-- A unit of the rule set by name: { name, base, mult, kind }; nil where it has none such.
function quantity.unit(name)
  if not known then
    known = {}
    for _, unit in ipairs(catalogue.units()) do known[unit.name] = unit end
    for _, prefix in ipairs { { "十", 1 }, { "百", 2 }, { "千", 3 }, { "万", 4 }, { "十万", 5 }, { "百万", 6 }, { "亿", 8 },
                              { "万亿", 12 } } do
      for _, unit in ipairs(catalogue.units()) do
        local key = prefix[1] .. unit.name
        known[key] = known[key] or { name = key, base = unit.base, mult = unit.mult + prefix[2], kind = unit.kind }
      end
    end
  end
  return known[name]
end

--- The value in the base unit (元, 人, …), exact; nil for a range.
function quantity.base(q)
  return q.value and q.value:shift(q.unit_mult or 0)
end

--- Whether two quantities can be compared: the same base unit. % and 个百分点 are never the same.
function quantity.comparable(a, b)
  return (a.unit_base or a.unit) == (b.unit_base or b.unit)
end

--- q in another unit, as a new quantity; nil where its base is another. Exact.
function quantity.convert(q, unit)
  local to = quantity.unit(unit)
  if q.unit == unit then return q end
  if not to or to.base ~= q.unit_base then return nil end
  local by = (q.unit_mult or 0) - to.mult
  return {
    value = q.value and q.value:shift(by), lower = q.lower and q.lower:shift(by), upper = q.upper and q.upper:shift(by),
    bound = q.bound, unit = unit, unit_base = to.base, unit_mult = to.mult,
  }
end

local signs = { ge = "≥", gt = ">", le = "≤", lt = "<", approx = "≈" }

--- The sign before a bounded value: ≥, >, ≤, <, ≈, or "".
function quantity.sign(q) return signs[q.bound or ""] or "" end

--- What a person reads: ≥5.5, 5—6, -3.2; without its unit.
function quantity.show(q)
  if q.lower and q.upper and not q.value then return tostring(q.lower) .. "—" .. tostring(q.upper) end
  return quantity.sign(q) .. tostring(q.value)
end

--- Half of the last digit that a value is stated with, in its own unit: what rounding may have taken or added.
function quantity.rounding(q)
  local digits = q.value and q.value:scale() or 0
  return decimal(5):shift(-(digits + 1))
end

return quantity
