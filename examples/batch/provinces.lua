-- What many areas promised for a year and what came of it: a league table of targets and results, rebuilt when a report comes in.
return {
  store = "out/areas.db",
  documents = { { files = "../reports/*-gwr-*.txt" } },
  reports = {
    { "targets", output = { "out/targets.html", "out/targets.xlsx" } },
    { "coverage", output = "out/coverage.html" },
  },
}
