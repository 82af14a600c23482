-- expect: syntax.lua:3: error[rule]: '}' expected
return { title = 'x'
  run = 1 }
