return { weights = { title = 7 }, ["local"] = { "全湾" } }
