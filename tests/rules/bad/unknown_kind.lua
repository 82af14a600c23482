-- expect: 3:50: unknown kind of figure 'rat'; did you mean 'rate'?
return {
  { name = "x", match = "{subject} {figure:point|rat}" },
}
