-- expect: 3:26: no {figure}; a rule has exactly one
return {
  { name = "x", match = "{subject} {rise}" },
}
