-- expect: 3:49: 'grwth' is not known here; did you mean 'growth'?
return {
  { name = "one", match = "{figure}", measure = "grwth" },
}
