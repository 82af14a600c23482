-- html.lua - HTML from Lua: text and attributes escaped for where they stand.
local html = {}

local escapes = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

--- Text of a document as HTML, between tags or in a quoted attribute; control characters, which HTML does not allow, are left
--- out.
function html.escape(s)
  if not s:find("[%z\1-\31\127&<>\"']") then return s end
  return (s:gsub("[%z\1-\8\11\12\14-\31\127]", ""):gsub("[&<>\"']", escapes))
end

--- Attributes as they stand in a tag: pairs { name, value } in their order; nil and false are left out, true has no value.
function html.attributes(pairs_in_order)
  local parts = {}
  for _, pair in ipairs(pairs_in_order) do
    if pair[2] == true then parts[#parts + 1] = " " .. pair[1]
    elseif pair[2] then parts[#parts + 1] = (' %s="%s"'):format(pair[1], html.escape(tostring(pair[2]))) end
  end
  return table.concat(parts)
end

--- JSON as it may stand in a script element: no text in it can end the element or open a comment.
function html.json(text)
  return (text:gsub("[<>&]", { ["<"] = "\\u003c", [">"] = "\\u003e", ["&"] = "\\u0026" }))
end

--- An address that a link may have: of the web, or of a place in the page; nil for any other.
function html.address(s)
  return (s:find("^https?://") or s:find("^#")) and s or nil
end

return html
