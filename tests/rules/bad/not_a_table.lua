-- expect: 1:1: the file must return a table, not 42
return 42
