-- areas.lua - the made-up places of these reports, laid over the divisions of the country:
-- zhibiao report --rules examples/reports/rules
return {
  areas = {
    ["990100"] = "青澜市", ["990200"] = "柏渡市",
    ["990300"] = "云泽市", ["990301"] = "东屏区", ["990302"] = "西洲区", ["990303"] = "云湾区", ["990321"] = "北垣县",
    ["990322"] = "麓川县", ["990323"] = "苇塘县", ["990324"] = "青陂县", ["990325"] = "汀南县", ["990326"] = "岚山县",
  },
}
