-- catalogue.lua - what departmental budgets state that the shipped catalogue has no code for.
return {
  { code = "three_public_expenses", name = "“三公”经费", unit = "万元", kind = "flow", group = "department_budget",
    english = "Receptions, official cars and travel abroad", aliases = { "三公经费", "“三公”经费预算" } },
}
