-- sdmx-csv.lua - the observations that a page rests on as SDMX-CSV 2.0, columns by their ids. The structure that it names is
-- written by sdmx-ml.
local csv = require "zb.csv"
local page = require "zb.page"
local sdmx = require "zb.sdmx"

return function(self, out)
  local columns = { "STRUCTURE", "STRUCTURE_ID", "ACTION" }
  for _, d in ipairs(sdmx.dimensions) do columns[#columns + 1] = d[1] end
  columns[#columns + 1] = "TIME_PERIOD"
  columns[#columns + 1] = "OBS_VALUE"
  for _, a in ipairs(sdmx.attributes) do columns[#columns + 1] = a[1] end
  csv.put(out, columns)
  local id = ("%s:%s(%s)"):format(sdmx.agency, sdmx.dataflow, sdmx.version)
  for _, record in ipairs(sdmx.records((page.evidence(self)))) do
    record.STRUCTURE, record.STRUCTURE_ID, record.ACTION = "dataflow", id, "I"
    local cells = {}
    for i, column in ipairs(columns) do cells[i] = csv.guarded(tostring(record[column])) end
    csv.put(out, cells)
  end
end
