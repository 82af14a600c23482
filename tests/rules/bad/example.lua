-- expect: 3:64: unknown key 'valu'; did you mean 'value'?
return {
  { name = "x", match = "{figure}", examples = { { "共有3家企业", { valu = 3 } } } },
}
