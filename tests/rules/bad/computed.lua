-- expect: 3:27: unknown class 'rize'; did you mean 'rise'?
local rules = {
  { name = "x", match = "{rize} {figure}" },
}
return rules
