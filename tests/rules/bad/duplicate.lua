-- expect: 4:12: the rule 'common/x' is there twice: also in duplicate.lua:3
return {
  { name = "x", match = "{figure}" },
  { name = "x", match = "{figure}" },
}
