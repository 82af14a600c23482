return {
  { code = "technology_contracts", name = "技术合同成交额", unit = "亿元", kind = "flow" },
}
