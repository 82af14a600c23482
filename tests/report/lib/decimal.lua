-- decimals: exact, and rounded half to even where they must be
local decimal = require "zb.decimal"

local function is(got, want)
  if tostring(got) ~= want then error(("%s is wanted, not %s"):format(want, tostring(got)), 2) end
end

return { title = "decimal", run = function()
  is(decimal "0.1" + decimal "0.2", "0.3")
  is(decimal "386.5" - 400, "-13.5")
  is(decimal "4.50" * 2, "9.00")
  is(decimal(1) / 3, "0.333333333333333333")
  is(decimal(2) / 3, "0.666666666666666667")
  is(decimal(6) / 3, "2")
  is(decimal "36.3" / decimal "1.1", "33")
  is((decimal "2.345"):round(2), "2.34")
  is((decimal "2.355"):round(2), "2.36")
  is((decimal "-2.345"):round(2), "-2.34")
  is((decimal "1250"):round(-2), "1200")
  is((decimal "7"):round(2), "7.00")
  is((decimal "3.05"):shift(4), "30500")
  is((decimal "999999999999999999") + 1, "1000000000000000000")
  is(-(decimal "0.5"), "-0.5")
  assert(decimal "4.50" == decimal "4.5" and decimal "4.5" < decimal "4.51" and decimal "-1" <= decimal "0")
  assert(decimal.is(decimal(1)) and not decimal.is(1))
  return require("zb.page").new { title = "done" }
end }
