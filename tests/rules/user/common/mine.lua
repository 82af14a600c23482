return {
  { name = "growth", match = "{subject} {rise} {figure:rate}", measure = "growth", basis = "comparable" },
  { name = "first", match = "{subject} {reach} {figure:count}", measure = "level" },
}
