-- expect: 3:3: no luck
-- raised by the file itself
  error("no luck")
