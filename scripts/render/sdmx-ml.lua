-- sdmx-ml.lua - the structure of what sdmx-csv writes, as an SDMX-ML 3.0 structure message: code lists, concepts, data
-- structure, dataflow. Its preparation date is fixed, so that the same documents give the same bytes.
local page = require "zb.page"
local sdmx = require "zb.sdmx"
local xml = require "zb.xml"

local schema = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
local model = "urn:sdmx:org.sdmx.infomodel."

local function urn(class, id, item)
  return ("%s%s=%s:%s(%s)%s"):format(model, class, sdmx.agency, id, sdmx.version, item or "")
end

return function(self, out)
  local function put(depth, name, attributes, content) xml.put(out, depth, name, attributes, content) end
  local function maintained(depth, name, id, english, children)
    put(depth, name, { { "agencyID", sdmx.agency }, { "id", id }, { "version", sdmx.version } }, function(d)
      put(d, "com:Name", { { "xml:lang", "en" } }, english)
      children(d)
    end)
  end
  local function named(d, zh, en)
    put(d, "com:Name", { { "xml:lang", "zh" } }, zh)
    put(d, "com:Name", { { "xml:lang", "en" } }, en)
  end
  local function representation(d, list)
    if not list then
      put(d, "str:LocalRepresentation", nil, function(e) put(e, "str:TextFormat", { { "textType", "String" } }) end)
      return
    end
    local agency, id = list:match("^(%u+):(.*)$")
    local full = agency and model .. "codelist.Codelist=" .. agency .. ":" .. id or urn("codelist.Codelist", list)
    put(d, "str:LocalRepresentation", nil, function(e) put(e, "str:Enumeration", nil, full) end)
  end
  local function concept(d, id)
    put(d, "str:ConceptIdentity", nil, urn("conceptscheme.Concept", "CS_REPORTED", "." .. id))
  end

  local components = { { "TIME_PERIOD", nil, "时期", "Time period" }, { "OBS_VALUE", nil, "数值", "Observation value" } }
  for _, list in ipairs { sdmx.dimensions, sdmx.attributes } do
    for _, c in ipairs(list) do components[#components + 1] = c end
  end

  local function code_lists(d)
    for _, list in ipairs(sdmx.code_lists(sdmx.records((page.evidence(self))))) do
      maintained(d, "str:Codelist", list.id, list.id, function(e)
        for _, code in ipairs(list.codes) do
          put(e, "str:Code", { { "id", code[1] } }, function(f) named(f, code[2], code[3]) end)
        end
      end)
    end
  end

  local function concepts(d)
    maintained(d, "str:ConceptScheme", "CS_REPORTED", "Concepts of reported figures", function(e)
      for _, c in ipairs(components) do
        put(e, "str:Concept", { { "id", c[1] } }, function(f) named(f, c[3], c[4]) end)
      end
    end)
  end

  local function dimension_list(d)
    for i, c in ipairs(sdmx.dimensions) do
      put(d, "str:Dimension", { { "id", c[1] }, { "position", tostring(i) } }, function(e)
        concept(e, c[1])
        representation(e, c[2])
      end)
    end
    put(d, "str:TimeDimension", { { "id", "TIME_PERIOD" } }, function(e)
      concept(e, "TIME_PERIOD")
      put(e, "str:LocalRepresentation", nil, function(f)
        put(f, "str:TextFormat", { { "textType", "ObservationalTimePeriod" } })
      end)
    end)
  end

  local function attribute_list(d)
    for _, c in ipairs(sdmx.attributes) do
      put(d, "str:Attribute", { { "id", c[1] }, { "usage", "mandatory" } }, function(e)
        concept(e, c[1])
        representation(e, c[2])
        put(e, "str:AttributeRelationship", nil, function(f) put(f, "str:Observation") end)
      end)
    end
  end

  local function measure_list(d)
    put(d, "str:Measure", { { "id", "OBS_VALUE" } }, function(e)
      concept(e, "OBS_VALUE")
      put(e, "str:LocalRepresentation", nil, function(f) put(f, "str:TextFormat", { { "textType", "Decimal" } }) end)
    end)
  end

  out('<?xml version="1.0" encoding="UTF-8"?>\n')
  put(0, "mes:Structure", { { "xmlns:mes", schema .. "message" }, { "xmlns:str", schema .. "structure" },
                            { "xmlns:com", schema .. "common" } }, function(d)
    put(d, "mes:Header", nil, function(e)
      put(e, "mes:ID", nil, sdmx.structure)
      put(e, "mes:Test", nil, "false")
      put(e, "mes:Prepared", nil, "2000-01-01T00:00:00Z")
      put(e, "mes:Sender", { { "id", sdmx.agency } })
    end)
    put(d, "mes:Structures", nil, function(e)
      put(e, "str:Codelists", nil, code_lists)
      put(e, "str:ConceptSchemes", nil, concepts)
      put(e, "str:DataStructures", nil, function(f)
        maintained(f, "str:DataStructure", sdmx.structure, "Figures stated in government reports", function(g)
          put(g, "str:DataStructureComponents", nil, function(h)
            put(h, "str:DimensionList", { { "id", "DimensionDescriptor" } }, dimension_list)
            put(h, "str:AttributeList", { { "id", "AttributeDescriptor" } }, attribute_list)
            put(h, "str:MeasureList", { { "id", "MeasureDescriptor" } }, measure_list)
          end)
        end)
      end)
      put(e, "str:Dataflows", nil, function(f)
        maintained(f, "str:Dataflow", sdmx.dataflow, "Figures stated in government reports", function(g)
          put(g, "str:Structure", nil, urn("datastructure.DataStructure", sdmx.structure))
        end)
      end)
    end)
  end)
end
