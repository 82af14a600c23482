-- expect: 4:11: no section 'revew'; did you mean 'review'?
-- as: work_report/init.lua
return {
  first = "revew" }
