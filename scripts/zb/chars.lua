-- chars.lua - Chinese text by its characters: Lua's patterns know bytes only.
local chars = {}

--- The characters of a text, as a list of strings.
function chars.list(s)
  local list = {}
  for _, code in utf8.codes(s, true) do list[#list + 1] = utf8.char(code) end
  return list
end

--- How many characters a text has.
function chars.len(s) return utf8.len(s, 1, -1, true) or #s end

--- The first of the words by which a text begins; nil if there is none.
function chars.starts(s, words)
  for _, word in ipairs(words) do if s:sub(1, #word) == word then return word end end
end

--- The first of the words by which a text ends; nil if there is none.
function chars.ends(s, words)
  for _, word in ipairs(words) do if #word <= #s and s:sub(-#word) == word then return word end end
end

--- The word that stands first in a text, and where: word, start, end; nil if none stands there.
function chars.first(s, words, from)
  local best, best_word
  for _, word in ipairs(words) do
    local at = s:find(word, from or 1, true)
    if at and (not best or at < best or at == best and #word > #best_word) then best, best_word = at, word end
  end
  if best then return best_word, best, best + #best_word - 1 end
end

--- The parts of a text between the separators (words); empty ones are left out.
function chars.split(s, separators)
  local list, from = {}, 1
  while from <= #s do
    local _, at, stop = chars.first(s, separators, from)
    local part = s:sub(from, (at or #s + 1) - 1)
    if part ~= "" then list[#list + 1] = part end
    from = (stop or #s) + 1
  end
  return list
end

--- A text without blanks, the full-width one among them, at its ends.
function chars.trim(s)
  local blank = { " ", "\t", "\r", "\n", "　", "\u{200B}", "\u{200C}", "\u{FEFF}" }
  while true do
    local word = chars.starts(s, blank)
    if not word then break end
    s = s:sub(#word + 1)
  end
  while true do
    local word = chars.ends(s, blank)
    if not word then return s end
    s = s:sub(1, -#word - 1)
  end
end

--- The first n characters; what was cut is marked by ….
function chars.cut(s, n)
  if chars.len(s) <= n then return s end
  return s:sub(1, utf8.offset(s, n + 1) - 1) .. "…"
end

return chars
