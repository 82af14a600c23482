-- lexicon.lua - against what departmental budgets compare.
return {
  basis = { "比上年预算安排", "较上年预算安排" },
}
