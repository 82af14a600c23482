return {
  rise = { "蹿升" },
}
