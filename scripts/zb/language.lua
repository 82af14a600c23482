-- language.lua - the rows of two patterns as sets of clauses, and whether one holds the other.
--
-- A row (pattern.lua) is a regular expression over tokens, read from the figure outwards; without an edge anything may stand
-- behind it. A token has one class or several and may be a word that stands quoted in a pattern; an element takes it by any of
-- these. So it is enough to look at tokens of one class each ("atoms"), and at the quoted words with all classes that they
-- have: what holds for these holds for all tokens.
local zb = ...
local words = zb.use "words"
local language = {}

local any = 255
local class = words.classes

-- What a token has besides, where it has a class that only the engine gives.
local together = { [class.quoted] = 1 << class.text, [class.number] = 1 << class.text }

--- The atoms of a class and of a quoted word.
local function class_atom(number) return { mask = 1 << number | (together[number] or 0), class = number } end
local function word_atom(word)
  return { mask = words.get(word).classes & ~(1 << class.opaque), word = word }
end

--- Whether an element takes an atom.
function language.takes(element, atom)
  if atom.mask & element.mask ~= 0 then return true end
  for _, l in ipairs(element.literals) do if l.word == atom.word then return true end end
  return false
end
local takes = language.takes

--- The atoms that an element can take. alive: bits of the classes that a token can have.
function language.atoms(element, alive)
  local list = {}
  for number = 0, 63 do
    if element.mask & alive & 1 << number ~= 0 then list[#list + 1] = class_atom(number) end
  end
  for _, l in ipairs(element.literals) do list[#list + 1] = word_atom(l.word) end
  return list
end

-- The states of a row: each takes what its element takes and goes to `next`; it may be left out where `skip` is set. Behind them
-- stands the end: open where anything may follow, else closed.
local function states(row)
  local list, closed = {}, false
  for _, e in ipairs(row) do
    if e.edge then
      closed = true
    else
      local n = #list + 1
      if e.max == any and e.min > 0 then
        list[n] = { element = e, next = n + 1 }
        list[n + 1] = { element = e, next = n + 1, skip = true }
      else
        list[n] = { element = e, next = e.max == any and n or n + 1, skip = e.min == 0 }
      end
    end
  end
  return { list = list, last = #list + 1, closed = closed }
end

local function automaton(row)
  row.automaton = row.automaton or states(row)
  return row.automaton
end

-- The bits of a state and of those that are reached by leaving states out.
local function closure(a, state)
  local bits = 1 << state
  while a.list[state] and a.list[state].skip do
    state = state + 1
    bits = bits | 1 << state
  end
  return bits
end

local function step(a, bits, atom)
  local result = 0
  for n, state in ipairs(a.list) do
    if bits & 1 << n ~= 0 and takes(state.element, atom) then result = result | closure(a, state.next) end
  end
  if not a.closed then result = result | bits & 1 << a.last end
  return result
end

-- A clause that row b takes and that is no longer than it must be.
local function shortest(row, alive)
  if row.shortest then return row.shortest end
  local list = {}
  for _, e in ipairs(row) do
    if not e.edge and e.min > 0 then list[#list + 1] = language.atoms(e, alive)[1] end
  end
  row.shortest = list
  return list
end

-- Whether row a takes the shortest clause of row b, with nothing behind it: most that do not hold b do not.
local function takes_shortest(a, b, alive)
  local bits = closure(a, 1)
  for _, atom in ipairs(shortest(b, alive)) do
    bits = step(a, bits, atom)
    if bits == 0 then return false end
  end
  return bits & 1 << a.last ~= 0
end

local LARGEST = 60       -- states that bits have room for

--- Whether every clause that row b takes is taken by row a. alive: as above.
function language.holds(a, b, alive)
  local row = b
  a, b = automaton(a), automaton(b)
  if a.last > LARGEST or b.last > LARGEST or a.closed and not b.closed then return false end
  if not takes_shortest(a, row, alive) then return false end
  local seen, todo = {}, {}
  local function add(state, bits)
    if not a.closed and bits & 1 << a.last ~= 0 then return end       -- a takes whatever comes now
    seen[state] = seen[state] or {}
    if not seen[state][bits] then
      seen[state][bits] = true
      todo[#todo + 1] = { state, bits }
    end
  end
  add(1, closure(a, 1))
  while #todo > 0 do
    local state, bits = table.unpack(table.remove(todo))
    if state == b.last then
      if not (b.closed and bits & 1 << a.last ~= 0) then return false end
    else
      local s = b.list[state]
      for _, atom in ipairs(language.atoms(s.element, alive)) do add(s.next, step(a, bits, atom)) end
      if s.skip then add(state + 1, bits) end
    end
  end
  return true
end

--- Whether the row takes a clause in which nothing stands on its side.
function language.empty(row)
  for _, e in ipairs(row) do if e.edge or e.min > 0 then return false end end
  return true
end

return language
