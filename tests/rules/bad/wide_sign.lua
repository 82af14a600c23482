-- expect: 3:15: near '，'; outside of strings Lua takes ASCII signs only
return {
  { name = "x"， match = “{figure}” },
}
