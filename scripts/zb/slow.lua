-- slow.lua - patterns whose matching takes more than linear time, found by trying: clauses are made of what the pattern itself
-- repeats, ever longer ones, and the steps of the matcher are counted.
local zb = ...
local language = zb.use "language"
local slow = {}

local SIZES = { 16, 32, 64 }
local MOST = 1000000     -- steps of one try
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

-- One atom for each set of elements that take it, of those that an element without end takes.
local function pumps(row, alive)
  local list, seen = {}, {}
  for _, e in ipairs(row) do
    for _, atom in ipairs(e.max == any and language.atoms(e, alive) or {}) do
      local key = {}
      for i, other in ipairs(row) do key[i] = not other.edge and language.takes(other, atom) and "1" or "0" end
      key = table.concat(key)
      if not seen[key] then
        seen[key] = true
        list[#list + 1] = atom
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

-- The two elements without end that can take an atom, the outer one second.
local function culprits(row, atom)
  local first
  for _, e in ipairs(row) do
    if e.max == any and language.takes(e, atom) then
      if first then return first, e end
      first = e
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
  if endless < 2 then return nil end
  local list = pumps(row, alive)
  local elements, number = prepared(row)
  local try = { row = elements, number = number }
  for i in ipairs(row) do
    for _, x in ipairs(list) do
      for _, y in ipairs(list) do
        local atoms = x == y and { x } or { x, y }
        local counts = grows(try, leads[i], atoms, foreign) or grows(try, leads[i], atoms, nil)
        if counts then
          local first, second = culprits(row, x)
          if not second then first, second = culprits(row, y) end
          return { atoms = atoms, sizes = SIZES, counts = counts, first = first, second = second }
        end
      end
    end
  end
end

return slow
