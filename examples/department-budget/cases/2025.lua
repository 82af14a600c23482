-- 2025.lua - sentences of departmental budgets that must come out right.
return {
  type = "department_budget", year = 2025,
  { "“三公”经费预算62万元，比上年预算安排下降8.8%。",
    { indicator = "three_public_expenses", value = 62, status = "target", period = "2025" },
    { indicator = "three_public_expenses", value = -8.8, measure = "growth", basis = "yoy" } },
}
