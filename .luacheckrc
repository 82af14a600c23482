std = "lua54"
max_line_length = 130
exclude_files = { "tests/rules/bad", "tests/report/bad" }            -- wrong on purpose
files["rules"] = { max_line_length = false }     -- rows of words
files["tests/rules/good/common/hooked.lua"] = { ignore = { "241" } }
