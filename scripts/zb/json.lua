-- json.lua - JSON from Lua values: keys in the order given, decimals as they are. RFC 8259.
local decimal = require "zb.decimal"

local json = {}

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ["\b"] = "\\b", ["\f"] = "\\f" }

--- A string with its quotes.
function json.string(s)
  return '"' .. s:gsub('[%c"\\\127]', function(c) return escapes[c] or ("\\u%04x"):format(c:byte()) end) .. '"'
end

--- null, for a value that is to be written.
json.null = {}

--- An object of pairs { key, value } in their order; pairs whose value is nil are left out.
function json.object(pairs_in_order)
  local parts = {}
  for _, pair in ipairs(pairs_in_order) do
    if pair[2] ~= nil then parts[#parts + 1] = json.string(pair[1]) .. ":" .. json.value(pair[2]) end
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

--- A string, boolean, integer, decimal, list of these, json.null, or { raw = text of JSON }.
function json.value(value)
  if value == json.null or value == nil then return "null" end
  if decimal.is(value) or math.type(value) == "integer" or type(value) == "boolean" then return tostring(value) end
  if type(value) == "string" then return json.string(value) end
  if type(value) == "table" then
    if value.raw then return value.raw end
    local parts = {}
    for i, item in ipairs(value) do parts[i] = json.value(item) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  error("json: a " .. type(value) .. " cannot be written", 2)
end

return json
