-- expect: 4:55: true or false is expected here, not 'yes'
-- as: catalogue.lua
return {
  { code = "other", name = "别的", unit = "家", detail = "yes" },
}
