return { rise = { { "蹿升", sign = 1 } } }
