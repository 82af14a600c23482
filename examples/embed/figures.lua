-- figures.lua - the headline indicators of reports, a line each. usage: lua5.4 figures.lua FILE…
local zhibiao = require "zhibiao"

for _, path in ipairs(arg) do
  local document, message = zhibiao.extract_file(path)
  if not document then
    io.stderr:write("figures.lua: ", path, ": ", message, "\n")
    os.exit(1)
  end
  for _, o in ipairs(document) do
    if o.indicator and o.value then
      print(table.concat({ document.doc, o.line, o.indicator, o.measure, o.period, o.status, o.value, o.unit }, "\t"))
    end
  end
end
