-- formula.lua - formulas of rules/derived.lua, from text to a tree.
--
--   gdp               the level of an indicator of the catalogue, in the year of which the value is told
--   gdp.growth        another measure of it: increment, growth, change, share, multiple
--   gdp.target        what was aimed at; gdp.growth.target
--   gdp[-1]           the year before; gdp[-5] five years before
--   x                 the indicator that an entry with each = true is worked out for
--   1, 0.5            numbers
--   + - * / ( )       as usual; root(a, n), the n-th root; threshold(a), the amount of a target without its bound (以上)
--
-- A node is { op, at, … }: op "number" (text), "ref" (code, measure, target, years), "+", "-", "*", "/" and "negate" (its
-- operands in order), "root" (operand, n), "threshold" (operand). at: the byte of the text where it begins, from 1.
local formula = {}

local measures = { level = true, increment = true, growth = true, change = true, share = true, multiple = true }
local functions = { root = true, threshold = true }

local DEPTH = 100      -- of brackets in brackets

local function reader(text, fail)
  local at, depth = 1, 0
  local r = {}
  function r.enter(from)
    depth = depth + 1
    if depth > DEPTH then r.fail(from, "more than %d brackets in brackets", DEPTH) end
  end
  function r.leave() depth = depth - 1 end
  function r.fail(from, message, ...) fail(from, message:format(...)) end
  -- The next token: its kind (name, number, or the sign itself), text, place; nil at the end.
  function r.peek()
    at = text:find("[^ \t\n]", at) or #text + 1
    local from, to = text:find("^[%a_][%w_]*", at)
    if from then return "name", text:sub(from, to), from end
    from, to = text:find("^%d+%.?%d*", at)
    if from then return "number", text:sub(from, to), from end
    if at > #text then return nil, "", at end
    local sign = text:match("^[\0-\x7F\xC2-\xFD][\x80-\xBF]*", at) or text:sub(at, at)
    return sign, sign, at
  end
  function r.next()
    local kind, word, from = r.peek()
    at = from + #word
    return kind, word, from
  end
  function r.take(sign)
    if r.peek() ~= sign then return nil end
    r.next()
    return true
  end
  function r.want(sign)
    local kind, word, from = r.peek()
    if kind ~= sign then r.fail(from, "'%s' is expected here%s", sign, kind and ", not '" .. word .. "'" or "") end
    r.next()
  end
  return r
end

local sum

local function whole(r, what)
  local kind, word, from = r.next()
  local n = kind == "number" and math.tointeger(tonumber(word))
  if not n or n < 1 or n > 50 then r.fail(from, "%s is a whole number from 1 to 50", what) end
  return n
end

local function reference(r, code, from)
  local node = { op = "ref", code = code, measure = "level", years = 0, at = from }
  while r.take(".") do
    local kind, word, at = r.next()
    if kind == "name" and measures[word] then node.measure = word
    elseif kind == "name" and word == "target" then node.target = true
    else r.fail(at, "a measure (level, increment, growth, change, share, multiple) or target is expected behind the point") end
  end
  if r.take("[") then
    r.want("-")
    node.years = -whole(r, "how many years before")
    r.want("]")
  end
  return node
end

local function call(r, name, from)
  r.want("(")
  r.enter(from)
  local node = { op = name, at = from, sum(r) }
  if name == "root" then
    r.want(",")
    node.n = whole(r, "which root")
  end
  r.want(")")
  r.leave()
  return node
end

local function factor(r)
  local kind, word, from = r.next()
  if kind == "number" then return { op = "number", text = word, at = from } end
  if kind == "-" or kind == "(" then
    r.enter(from)
    local node = kind == "-" and { op = "negate", at = from, factor(r) } or sum(r)
    if kind == "(" then r.want(")") end
    r.leave()
    return node
  end
  if kind ~= "name" then r.fail(from, "an indicator, a number or ( is expected here") end
  if r.peek() == "(" then
    if not functions[word] then r.fail(from, "'%s' is no function; there are root and threshold", word) end
    return call(r, word, from)
  end
  return reference(r, word, from)
end

local function chain(r, part, signs)
  local node = part(r)
  while signs[r.peek() or ""] do
    local op, _, from = r.next()
    node = { op = op, at = from, node, part(r) }
  end
  return node
end

local function product(r) return chain(r, factor, { ["*"] = true, ["/"] = true }) end

function sum(r) return chain(r, product, { ["+"] = true, ["-"] = true }) end

--- Returns: the tree of a formula. fail(at, message) is called where the text is none, and must raise.
function formula.parse(text, fail)
  local r = reader(text, fail)
  local node = sum(r)
  local kind, _, from = r.peek()
  if kind then r.fail(from, "an operator or the end is expected here") end
  return node
end

--- Calls visit(node) for every node.
function formula.walk(node, visit)
  visit(node)
  for _, part in ipairs(node) do formula.walk(part, visit) end
end

-- Dimensions ----------------------------------------------------------------------------------------------------------

local function combined(a, b, sign)
  local d = {}
  for unit, n in pairs(a) do d[unit] = n end
  for unit, n in pairs(b) do
    local m = (d[unit] or 0) + sign * n
    d[unit] = m ~= 0 and m or nil
  end
  return d
end

-- Units that tell a ratio: the power of ten by which a figure in them is one.
local ratios = { [""] = 0, ["倍"] = 0, ["成"] = -1, ["%"] = -2, ["个百分点"] = -2, ["‰"] = -3, ["个千分点"] = -3 }

--- The dimension of a unit, and its power of ten; a unit may be one over another (元/人). find(name) gives a unit's base and mult.
--- nil where there is no such unit.
function formula.unit(name, find)
  if ratios[name] then return {}, ratios[name] end
  local known = find(name)
  local over, under = name:match("^([^/]+)/([^/]+)$")
  if known and not over then
    if ratios[known.base] then return {}, ratios[known.base] + known.mult end
    return { [known.base] = 1 }, known.mult
  end
  if not over then return nil end
  local a, m = formula.unit(over, find)
  local b, n = formula.unit(under, find)
  if not a or not b then return nil end
  return combined(a, b, -1), m - n
end

--- Whether two dimensions (base unit to power) are the same.
function formula.same(a, b)
  for unit, n in pairs(a) do if b[unit] ~= n then return false end end
  for unit in pairs(b) do if not a[unit] then return false end end
  return true
end

--- A dimension in words: 元/人; 1 for a plain number.
function formula.shown(d)
  local over, under = {}, {}
  for unit, n in pairs(d) do
    local list = n > 0 and over or under
    for _ = 1, n > 0 and n or -n do list[#list + 1] = unit end
  end
  table.sort(over)
  table.sort(under)
  if #over == 0 and #under == 0 then return "1" end
  return (#over > 0 and table.concat(over, "·") or "1") .. (#under > 0 and "/" .. table.concat(under, "/") or "")
end

--- The dimension of a formula; dimension_of(ref node) gives that of an operand. fail(at, message) is called where unlike amounts
--- are added, and must raise.
function formula.dimension(node, dimension_of, fail)
  local op = node.op
  if op == "number" then return {} end
  if op == "ref" then return dimension_of(node) end
  local a = formula.dimension(node[1], dimension_of, fail)
  if op == "negate" or op == "threshold" then return a end
  if op == "root" then
    if next(a) then fail(node.at, "a root is taken of a ratio, not of " .. formula.shown(a)) end
    return a
  end
  local b = formula.dimension(node[2], dimension_of, fail)
  if op == "*" then return combined(a, b, 1) end
  if op == "/" then return combined(a, b, -1) end
  if not formula.same(a, b) then fail(node.at, formula.shown(a) .. " and " .. formula.shown(b) .. " do not go together") end
  return a
end

return formula
