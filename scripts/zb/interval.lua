-- interval.lua - arithmetic on amounts that are known within ends: a bound (以上) or a range of a text, or what rounding hides.
--
-- An interval is { lo, hi, lo_open, hi_open, approx }: decimals, nil where there is no end; approx: of a figure told as 约. Every
-- operation gives a new one; division by what may be zero gives nil. An end that is made of an endless one is open.
local decimal = require "zb.decimal"

local interval = {}

--- The interval of one amount.
function interval.of(value) return { lo = value, hi = value } end

--- The interval of a quantity (zb.quantity) by its bound. A bound of a negative amount is one of its size.
function interval.of_quantity(q)
  if not q.value then return { lo = q.lower, hi = q.upper } end
  local over, open = q.bound == "ge" or q.bound == "gt", q.bound == "gt" or q.bound == "lt" or nil
  local under = q.bound == "le" or q.bound == "lt"
  if q.value:sign() < 0 and (over or under) then over, under = under, over end
  if over then return { lo = q.value, lo_open = open } end
  if under then return { hi = q.value, hi_open = open } end
  return { lo = q.value, hi = q.value, approx = q.bound == "approx" or nil }
end

--- What an amount may be before it was rounded to its last digit: half of that to either side.
function interval.of_rounded(q)
  local one = interval.of_quantity(q)
  local half = decimal(5):shift(-((q.value or q.lower or q.upper):scale() + 1))
  return { lo = one.lo and one.lo - half, hi = one.hi and one.hi + half, approx = one.approx }
end

--- -a
function interval.negate(a)
  return { lo = a.hi and -a.hi, hi = a.lo and -a.lo, lo_open = a.hi_open, hi_open = a.lo_open, approx = a.approx }
end

local function either(a, b) return a or b or nil end

--- a + b
function interval.add(a, b)
  return {
    lo = a.lo and b.lo and a.lo + b.lo, hi = a.hi and b.hi and a.hi + b.hi, lo_open = either(a.lo_open, b.lo_open),
    hi_open = either(a.hi_open, b.hi_open), approx = either(a.approx, b.approx),
  }
end

--- a - b
function interval.subtract(a, b) return interval.add(a, interval.negate(b)) end

-- An end of an interval: { value } or { endless = 1 or -1 }, and whether it is open.
local function ends_of(a)
  return { value = a.lo, endless = not a.lo and -1 or nil, open = a.lo_open },
         { value = a.hi, endless = not a.hi and 1 or nil, open = a.hi_open }
end

local function times(x, y)
  local open = either(x.open, y.open)
  if x.value and y.value then return { value = x.value * y.value, open = open } end
  local sx, sy = x.endless or x.value:sign(), y.endless or y.value:sign()
  if sx == 0 or sy == 0 then return { value = decimal(0), open = true } end
  return { endless = sx * sy }
end

local function lower(x, y)
  if x.endless or y.endless then return (x.endless or 0) < (y.endless or 0) end
  return x.value < y.value
end

--- a * b
function interval.multiply(a, b)
  local a1, a2 = ends_of(a)
  local b1, b2 = ends_of(b)
  local least, most
  for _, x in ipairs { times(a1, b1), times(a1, b2), times(a2, b1), times(a2, b2) } do
    if not least or lower(x, least) then least = x end
    if not most or lower(most, x) then most = x end
  end
  return { lo = least.value, hi = most.value, lo_open = least.open, hi_open = most.open, approx = either(a.approx, b.approx) }
end

--- a / b; nil where b may be zero.
function interval.divide(a, b)
  local positive, negative = b.lo and b.lo:sign() > 0, b.hi and b.hi:sign() < 0
  if not positive and not negative then return nil end
  local same = b.lo and b.hi and b.lo == b.hi
  if same then     -- exact: the ends are divided, not multiplied by a rounded reciprocal
    local lo, hi = a.lo and a.lo / b.lo, a.hi and a.hi / b.lo
    local lo_open, hi_open = a.lo_open, a.hi_open
    if negative then lo, hi, lo_open, hi_open = hi, lo, hi_open, lo_open end
    return { lo = lo, hi = hi, lo_open = lo_open, hi_open = hi_open, approx = either(a.approx, b.approx) }
  end
  return interval.multiply(a, {
    lo = b.hi and decimal(1) / b.hi or decimal(0), hi = b.lo and decimal(1) / b.lo or decimal(0),
    lo_open = either(b.hi_open, not b.hi), hi_open = either(b.lo_open, not b.lo), approx = b.approx,
  })
end

-- The n-th root of a positive decimal, by Newton's steps from above until they no longer fall.
local function root_of(value, n)
  local x = value < decimal(1) and decimal(1) or value
  while true do
    local power = decimal(1)
    for _ = 1, n - 1 do power = power * x end
    local next_x = (x * (n - 1) + value / power) / n
    if next_x >= x then return x end
    x = next_x
  end
end

--- The n-th root (n a whole number from 1 on); nil where a may be negative or zero.
function interval.root(a, n)
  if not (a.lo and a.lo:sign() > 0) then return nil end
  local lo = root_of(a.lo, n)
  local hi = a.hi and (a.hi == a.lo and lo or root_of(a.hi, n))
  return { lo = lo, hi = hi, lo_open = a.lo_open, hi_open = a.hi_open, approx = a.approx }
end

--- Whether two intervals share an amount.
function interval.meet(a, b)
  return not (a.hi and b.lo and a.hi < b.lo) and not (b.hi and a.lo and b.hi < a.lo)
end

--- The interval as a quantity's value, lower, upper and bound; nil where it has no end. That amounts are more than nothing says
--- nothing: an open zero is no end.
function interval.told(a)
  local lo, hi = a.lo, a.hi
  if lo and hi and lo == hi then return { value = lo, bound = a.approx and "approx" or "eq" } end
  if lo and lo:sign() == 0 and a.lo_open then lo = nil end
  if lo and hi then return { lower = lo, upper = hi, bound = "range" } end
  if lo then return { value = lo, lower = lo, bound = a.lo_open and "gt" or "ge" } end
  if hi then return { value = hi, upper = hi, bound = a.hi_open and "lt" or "le" } end
end

return interval
