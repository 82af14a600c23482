-- html.lua - HTML from Lua: text and attributes escaped for where they stand.
local text = require "zb.text"

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
function html.json(s)
  return (s:gsub("[<>&]", { ["<"] = "\\u003c", [">"] = "\\u003e", ["&"] = "\\u0026" }))
end

local digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

--- A script's hash as a content security policy names it: sha256-… in base64.
function html.hash(script)
  local hex, parts = text.sha256(script), {}
  for i = 1, #hex, 6 do
    local six = hex:sub(i, i + 5)
    local bits = tonumber(six .. ("0"):rep(6 - #six), 16)
    for k = 1, 4 do
      local n = bits >> (24 - 6 * k) & 63
      if k <= (#six * 2 + 2) // 3 then parts[#parts + 1] = digits:sub(n + 1, n + 1) end
    end
  end
  return "sha256-" .. table.concat(parts) .. "="
end

--- An address that a link may have: of the web, or of a place in the page; nil for any other.
function html.address(s)
  return (s:find("^https?://") or s:find("^#")) and s or nil
end

return html
