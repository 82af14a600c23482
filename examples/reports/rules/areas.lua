-- areas.lua - the made-up cities of these reports, laid over the divisions of the country: zhibiao report --rules examples/reports/rules
return {
  areas = { ["990100"] = "青澜市", ["990200"] = "柏渡市" },
}
