-- slow.lua - patterns whose matching takes more than linear time, found by trying: clauses are made of what the pattern itself
-- repeats, ever longer ones, and the steps of the matcher are counted.
local zb = ...
local language = zb.use "language"
local slow = {}

local SIZES = { 16, 32, 64 }
local MOST = 1000000     -- steps of one try
local LIMIT = 20000      -- steps at which the engine gives a rule up (zb_engine_options.match_steps)
local MANY = 6           -- elements side by side that may be left out
local RATIO = 3          -- twice the tokens may take so many times the steps; of quadratic time it is 4

local any = 255

-- The row as zb.cost takes it; words get numbers here.
local function prepared(row)
  local number, list, n = {}, {}, 0
  for i, e in ipairs(row) do
    local numbers
    for k, l in ipairs(e.literals) do
      if not number[l.word] then number[l.word], n = n, n + 1 end
      numbers = numbers or {}
      numbers[k] = number[l.word]
    end
    list[i] = { mask = e.mask, min = e.min, max = e.max, edge = e.edge, words = numbers }
  end
  return list, number
end

-- How many elements without end take both atoms.
local function shared(row, x, y)
  local n = 0
  for _, e in ipairs(row) do
    if e.max == any and language.takes(e, x) and language.takes(e, y) then n = n + 1 end
  end
  return n
end

-- One atom for each set of elements that take it, of those that two elements without end take: what only one repeats can be
-- read in one way only.
local function pumps(row, alive)
  local list, seen = {}, {}
  for _, e in ipairs(row) do
    for _, atom in ipairs(e.max == any and language.atoms(e, alive) or {}) do
      local key = {}
      for i, other in ipairs(row) do key[i] = not other.edge and language.takes(other, atom) and "1" or "0" end
      key = table.concat(key)
      if not seen[key] then
        seen[key] = true
        if shared(row, atom, atom) > 1 then list[#list + 1] = atom end
      end
    end
  end
  return list
end

local foreign = { mask = 0 }

-- The steps for a clause: what leads to element i, then the atoms in turn up to n, then `last`.
local function steps(try, lead, atoms, n, last)
  local tokens = {}
  local function put(atom)
    tokens[#tokens + 1] = atom.mask
    tokens[#tokens + 1] = try.number[atom.word] or -1
  end
  for _, atom in ipairs(lead) do put(atom) end
  for k = 1, n do put(atoms[(k - 1) % #atoms + 1]) end
  if last then put(last) end
  return zb.cost(try.row, tokens, MOST)
end

local function grows(try, lead, atoms, last)
  local counts = {}
  for i, n in ipairs(SIZES) do
    counts[i] = steps(try, lead, atoms, n, last)
    if i > 1 and counts[i] < MOST and counts[i] < counts[i - 1] * RATIO then return nil end
  end
  return counts
end

-- The two elements without end that can take both atoms, the outer one second.
local function culprits(row, x, y)
  local first
  for _, e in ipairs(row) do
    if e.max == any and language.takes(e, x) and language.takes(e, y) then
      if first then return first, e end
      first = e
    end
  end
end

-- Elements that may be left out, many side by side for the same words: each clause can be read in very many ways, though not
-- in more for longer ones. Returns: as slow.find, with `limit` in the place of counts.
local function many_ways(row, try, leads, alive)
  for i, e in ipairs(row) do
    local n = 0
    for k = i, #row do
      if row[k].edge or row[k].min > 0 then break end
      n = n + 1
    end
    for _, atom in ipairs(n >= MANY and language.atoms(e, alive) or {}) do
      if steps(try, leads[i], { atom }, SIZES[#SIZES], foreign) >= LIMIT then
        return { atoms = { atom }, sizes = SIZES, limit = LIMIT, first = e, second = e }
      end
    end
  end
end

--- nil where the row takes linear time; else { atoms, sizes, counts, first, second }: the tokens that are repeated, how often,
--- the steps that it takes, and two of the elements that take them.
function slow.find(row, alive)
  local endless, leads, lead = 0, { {} }, {}
  for i, e in ipairs(row) do
    if e.max == any then endless = endless + 1 end
    local atom = not e.edge and e.min > 0 and language.atoms(e, alive)[1]
    if atom then lead = { table.unpack(lead) } lead[#lead + 1] = atom end
    leads[i + 1] = lead
  end
  local elements, number = prepared(row)
  local try = { row = elements, number = number }
  if endless < 2 then return many_ways(row, try, leads, alive) end
  local list = pumps(row, alive)
  for i in ipairs(row) do
    for _, x in ipairs(list) do
      for _, y in ipairs(list) do
        local atoms = x == y and { x } or { x, y }
        local counts = shared(row, x, y) > 1 and
          (grows(try, leads[i], atoms, foreign) or grows(try, leads[i], atoms, nil))
        if counts then
          local first, second = culprits(row, x, y)
          return { atoms = atoms, sizes = SIZES, counts = counts, first = first, second = second }
        end
      end
    end
  end
  return many_ways(row, try, leads, alive)
end

return slow
