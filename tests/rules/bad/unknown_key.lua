-- expect: 5:5: unknown key 'mesure'; did you mean 'measure'?
return {
  { name = "one", match = "{figure}", measure = "level" },
  { name = "two", match = "{figure}",
    mesure = "level" },
}
