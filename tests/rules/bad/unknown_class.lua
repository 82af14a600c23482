-- expect: 4:37: unknown class 'basi'; did you mean 'basis'?
-- the column is that of the class, in characters: 主体
return {
  { name = "x", match = "{subject} {basi}? {rise} {figure:rate}" },
}
