-- xml.lua - XML from Lua: elements with their attributes and content, indented.
local xml = {}

local escapes = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

--- Text of a document for XML: marks escaped, characters that XML 1.0 does not allow left out.
function xml.escape(s) return (s:gsub("[%z\1-\8\11\12\14-\31]", ""):gsub('[&<>"]', escapes)) end

--- Hands an element to out: name, attributes as a list of pairs, content as text or a function(depth) that writes children.
function xml.put(out, depth, name, attributes, content)
  local indent = ("  "):rep(depth)
  out(indent, "<", name)
  for _, pair in ipairs(attributes or {}) do out(" ", pair[1], '="', xml.escape(pair[2]), '"') end
  if content == nil then
    out("/>\n")
  elseif type(content) == "string" then
    out(">", xml.escape(content), "</", name, ">\n")
  else
    out(">\n")
    content(depth + 1)
    out(indent, "</", name, ">\n")
  end
end

return xml
