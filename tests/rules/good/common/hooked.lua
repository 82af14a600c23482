-- Hooks of every kind.
return {
  { name = "change", match = "{subject} {reach} {figure:money}", measure = "level",
    hook = function(obs, match)
      if obs.subject == "drop" then return false end
      if obs.subject == "keep" then return end
      return { subject = match[1] .. obs.value, measure = "change", basis = "empty", sign = -1 }
    end },
  { name = "loops", match = "{figure:age}", hook = function()
      while true do end
    end },
  { name = "eats", match = "{figure:age}", hook = function()
      local t = {}
      for i = 1, math.huge do t[i] = { i } end
    end },
  { name = "fails", match = "{figure:age}", hook = function(obs)
      return obs.missing.field
    end },
  { name = "wrong", match = "{figure:age}", hook = function() return { measure = "grwth" } end },
  { name = "pattern", match = "{figure:age}", hook = function()
      local s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      return { subject = s:match(".-.-.-.-.-.-.-.-b") }
    end },
}
