-- One city's reports over the years: what each says, and its GDP side by side.
return {
  store = "out/city.db",
  documents = {
    { files = "../samples/anlan-*.txt" },
    { files = "../samples/beiling-half-year.txt", year = 2023 },      -- the text does not say it
  },
  reports = {
    { "compare", indicator = "gdp", output = { "out/gdp.html", "out/gdp.csv" } },
  },
}
