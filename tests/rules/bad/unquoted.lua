-- expect: 4:72: unknown name 'change'; write it in quotes?
-- the column is that of the name where it is read, not in a string
return {
  { name = "x", match = "{subject} 'change' {figure:count}", measure = change },
}
