return {
  { name = "goal", match = "{subject} {rise} {figure:rate} {after} {colour}?", measure = "growth", status = "target" },
}
