-- expect: 3:35: a second {figure}; a rule has exactly one
return {
  { name = "x", match = "{figure} {figure:rate}" },
}
