-- expect: 3:35: the { is never closed
return {
  { name = "x", match = "{figure} {rise" },
}
