return {
  { name = "goal", match = "{subject} {rise} {figure:rate} {after}", measure = "growth", status = "target" },
}
