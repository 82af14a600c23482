-- Statistical communiqué 国民经济和社会发展统计公报: the statistics bureau's figures for one year. The year is the one
-- reported on; growth is against the year before and at constant prices where the text says so.
return {
  title = "统计公报", order = 3, year = "reported", threshold = 10, first = "facts",
  marks = {
    { "统计公报", 12 }, { "本公报", 8 }, { "国家统计局", 4 }, { "统计局", 4 }, { "调查队", 4 }, { "初步核算", 3 }, { "按可比价格计算", 4 }, { "按可比价计算", 3 }, { "按不变价格计算", 3 },
    { "常住人口", 1 }, { "三次产业结构", 2 }, { "比上年增长", 1 }, { "播种面积", 1 }, { "出栏", 1 }, { "人口自然增长率", 2 },
  },
  sections = {
    { name = "facts", status = "actual", period = "year", order = 1 },
    { name = "notes", status = "reference", order = 2, glossary = true, heading = { "注释", "注：", "说明：", "指标解释", "资料来源" }, start = { "注释：", "注：", "资料来源：" } },
  },
}
