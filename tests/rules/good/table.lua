return {
  says = { { "调度数", status = "estimate" }, { "完成", status = "estimate" } },
  bare = { "汇总" },
}
