-- expect: 3:3: 'name' is missing here
return {
  { match = "{figure}" },
}
