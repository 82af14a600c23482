-- A nightly update: whatever lies in a folder today, with the year of its name where it has one; what is gone leaves the store.
-- Called by cron:  zhibiao batch -q nightly.lua || mail …
return {
  store = "out/nightly.db", codes = "all", prune = true, timeout = 60,
  documents = {
    { folder = "../samples", match = "*.txt",
      type = function(path) if path:find("communique", 1, true) then return "communique" end end,
      year = function(path) return tonumber(path:match("(%d%d%d%d)%.txt$")) end },
  },
}
