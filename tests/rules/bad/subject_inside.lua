-- expect: 3:33: {subject} is the outermost element of its side, without repeats
return {
  { name = "x", match = "{rise} {subject} {figure}" },
}
