-- lint.lua - what can be told of rules that load: patterns that match nothing or everything, that others always come before, that
-- take too long; entries that are written twice. It is run only where rules are checked (zhibiao check).
local zb = ...
local place, schema, words, tables = zb.use "place", zb.use "schema", zb.use "words", zb.use "tables"
local language, slow, examples = zb.use "language", zb.use "slow", zb.use "examples"

local any = 255
local alive

local function warn(slot, offset, code, message, ...)
  place.warn(slot.at, message:format(...), { child = "match", offset = offset, code = code })
end

local names = {}         -- of classes by number
for name, number in pairs(words.classes) do names[number] = name end

local function shown(atom) return atom.word and "'" .. atom.word .. "'" or "{" .. (names[atom.class] or "?") .. "}" end

local function written(e)
  local text = e.text:sub(1, 1) == "'" and e.text or "{" .. e.text .. "}"
  return text .. (e.max == any and (e.min == 0 and "*" or "+") or e.min == 0 and "?" or "")
end

-- An element that must take a token and can take none.
local function nothing(slot)
  for _, row in ipairs { slot.pattern.left, slot.pattern.right } do
    for _, e in ipairs(row) do
      if not e.edge and e.min > 0 and e.mask & alive == 0 and #e.literals == 0 then
        place.tell(slot.at, ("this matches nothing: no word of a clause is %s"):format(written(e)),
                   { child = "match", offset = e.offset, code = "nothing" })
        slot.dead = true
      end
    end
  end
end

local function cost(slot)
  for _, side in ipairs { "left", "right" } do
    local found = slow.find(slot.pattern[side], alive)
    if found then
      local list = {}
      for i, atom in ipairs(found.atoms) do list[i] = shown(atom) end
      local both = found.second and found.first ~= found.second and
        ("; %s and %s can take the same words: let one of them repeat, or a word stand between them")
        :format(written(found.second), written(found.first)) or ""
      local sizes, counts, where = found.sizes, found.counts, side == "left" and "before" or "behind"
      place.tell(slot.at, found.limit and
                 ("this can be read in too many ways: %s the figure %d times %s take %d steps, at which the rule is given up")
                 :format(where, sizes[3], table.concat(list, " "), found.limit) or
                 ("this takes more than linear time: %s the figure %d, %d, %d times %s take %d, %d, %d steps%s")
                 :format(where, sizes[1], sizes[2], sizes[3], table.concat(list, " "), counts[1], counts[2], counts[3], both),
                 { child = "match", offset = (found.second or found.first or slot.pattern.left[1]).offset, code = "slow" })
      slot.slow = true
    end
  end
end

-- Whether all that element b takes is taken by element a.
local function within(a, b)
  for _, atom in ipairs(language.atoms(b, alive)) do if not language.takes(a, atom) then return false end end
  return true
end

-- A repetition beside another that takes all that it takes: one of them is never needed. And one that leaves nothing to
-- {subject}.
local function repeats(slot)
  for _, row in ipairs { slot.pattern.left, slot.pattern.right } do
    for i = 1, #row - 1 do
      local a, b = row[i], row[i + 1]
      if not a.edge and not b.edge and not slot.slow then
        if a.max == any and b.min == 0 and within(a, b) then
          warn(slot, b.offset, "repeat", "%s takes nothing that %s beside it has not taken; leave it out", written(b), written(a))
        elseif b.max == any and a.min == 0 and within(b, a) then
          warn(slot, a.offset, "repeat", "%s says no more than %s beside it; leave it out", written(a), written(b))
        end
      end
    end
  end
  local outer = slot.pattern.left[#slot.pattern.left]
  local own = slot.pattern.subject == zb.names.subject.left or slot.pattern.subject == zb.names.subject.owner
  if own and outer and outer.max == any and outer.mask & 1 << words.classes.text ~= 0 then
    warn(slot, outer.offset, "repeat", "%s goes on to where the clause begins, so that nothing is left for {subject}",
         written(outer))
  end
end

local function everything(pattern) return language.empty(pattern.left) and language.empty(pattern.right) end

-- Whether a comes before b for all figures of a kind, in all types in which b works.
local function covers(a, b, kind)
  local p = a.pattern
  if a.rule.hook or a.dead or p.kinds & 1 << kind == 0 or b.types & ~a.types ~= 0 then return false end
  if everything(p) then return true end
  local key = b.name .. " " .. a.name
  if a.over[key] == nil then
    a.over[key] = language.holds(p.left, b.pattern.left, alive) and language.holds(p.right, b.pattern.right, alive)
  end
  return a.over[key]
end

-- The rules before rule number n of which one takes each figure that it could take; nil where it has some to itself.
local function hiders(rules, n)
  local slot, list, seen = rules[n], {}, {}
  for kind = 0, zb.kinds - 1 do
    if slot.pattern.kinds & 1 << kind ~= 0 then
      local found
      for i = 1, n - 1 do
        if covers(rules[i], slot, kind) then
          found = rules[i]
          break
        end
      end
      if not found then return nil end
      if not seen[found] then list[#list + 1] = found end
      seen[found] = true
    end
  end
  return list
end

local function told(slot) return ("'%s' (%s)"):format(slot.name, place.name(slot.at)) end

local function list_of(slots)
  local list = {}
  for i, slot in ipairs(slots) do list[i] = told(slot) end
  if #list > 3 then list = { list[1], list[2], ("%d more"):format(#list - 2) } end
  return table.concat(list, ", ")
end

-- A rule that is never reached. Where a rule of the user's hides a shipped one it is told of the user's.
local function shadows(rules)
  local hidden, order = {}, {}
  for n, slot in ipairs(rules) do
    local list = not slot.dead and hiders(rules, n)
    if list then
      local by = list[1]
      local whole = #list == 1 and everything(by.pattern) and by.pattern.kinds == (1 << zb.kinds) - 1
      if whole or by.file.user and not slot.file.user then
        if not hidden[by] then order[#order + 1] = by end
        hidden[by] = hidden[by] or { whole = whole }
        table.insert(hidden[by], slot)
      else
        warn(slot, 0, "shadowed", "this never comes to work: %s, tried before it, take%s every figure that it matches; " ..
             "give this a higher priority or the other a narrower match", list_of(list), #list == 1 and "s" or "")
      end
    end
  end
  for _, by in ipairs(order) do
    if hidden[by].whole then
      warn(by, by.pattern.figure, "everything", "this matches every figure, so that the rules behind it never come to work: " ..
           "%s; give it a low priority or a narrower match", list_of(hidden[by]))
    else
      warn(by, 0, "shadowed", "this takes every figure that shipped rules match, which never come to work: %s",
           list_of(hidden[by]))
    end
  end
end

-- Codes and units in examples that no figure can have.
local function look_at_examples(slot)
  for j, value in schema.items(slot.rule.examples or {}) do
    local at = place.of(slot.file, slot.hook_index, "examples", j)
    local example = examples.read(value, at)
    if #example.expect == 0 and not example.reject then
      place.warn(at, "this example expects nothing; zhibiao test --update writes down what comes", { code = "example" })
    end
    for _, e in ipairs(example.expect) do
      if e.want.unit and not tables.known_unit(e.want.unit) then
        place.warn(e.at, "no unit '" .. e.want.unit .. "' in units.lua", { child = "unit", code = "unit" })
      end
      if e.want.indicator and not tables.unit_of(e.want.indicator) then
        place.warn(e.at, "no indicator '" .. e.want.indicator .. "' in the catalogue", { child = "indicator", code = "code" })
      end
    end
  end
end

-- rules: in the order in which they are tried; number: of report types by name, count: how many.
return function(rules, number, count)
  alive = words.alive()
  for _, file in ipairs(zb.files) do place.twice(file) end
  for _, slot in ipairs(rules) do
    slot.over, slot.types = {}, slot.group == "common" and (1 << count) - 1 or number[slot.group] and 1 << number[slot.group] or 0
    look_at_examples(slot)
    nothing(slot)
    if not slot.dead then
      cost(slot)
      repeats(slot)
    end
  end
  shadows(rules)
end
