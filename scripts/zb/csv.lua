-- csv.lua - rows of text as CSV: RFC 4180, lines ended by CR LF.
local csv = {}

--- Text of a document as a cell: one that a spreadsheet would run as a formula has an apostrophe put in front; amounts and a
--- lone - are left.
function csv.guarded(s)
  if s:find("^[=+%-@\t\r]") and not s:find("^[+%-][%d.]+%%?[^%d%s%p]*$") and s ~= "-" then return "'" .. s end
  return s
end

--- Hands one row to out.
function csv.put(out, cells)
  local fields = {}
  for i, s in ipairs(cells) do fields[i] = s:find('[",\r\n]') and '"' .. s:gsub('"', '""') .. '"' or s end
  out(table.concat(fields, ","), "\r\n")
end

return csv
