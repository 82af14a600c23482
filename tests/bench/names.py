#!/usr/bin/env python3
"""Makes a rules directory with N more names for the catalogue, to lay over the shipped rules.

    names.py N DIR   writes DIR/catalogue.lua

The names are of the kind that reports use (an industry, what is measured of it), so that they share their beginnings
with the names of the shipped catalogue and with the text: the hard case for a matcher. A name that the shipped rules
hold already is passed over.
"""
import itertools
import pathlib
import re
import sys

RULES = pathlib.Path(__file__).resolve().parent.parent.parent / "rules"

SCOPES = "|规模以上|全社会|县域|农村|城镇|民营|重点|新兴|传统|省级|市级".split("|")
FIELDS = """
工业 农业 服务业 建筑业 制造业 采矿业 批发业 零售业 住宿业 餐饮业 物流业 金融业 房地产业 装备制造业 汽车制造业 船舶制造业
纺织业 食品加工业 农产品加工业 造纸业 石化产业 化工产业 钢铁产业 有色金属产业 建材产业 医药产业 电子信息产业 软件业
数字经济 人工智能产业 新材料产业 新能源产业 节能环保产业 生物产业 海洋产业 低空经济 文化产业 体育产业 旅游业 养老产业
家政服务业 种植业 畜牧业 渔业 林业 水产养殖业 蔬菜产业 水果产业 茶产业 中药材产业 集成电路产业 光伏产业 风电产业 储能产业
""".split()
MEASURES = """
增加值 总产值 营业收入 利润总额 投资 销售额 出口额 从业人员 企业数量 用电量
""".split()


def names():
    shipped = {word for file in RULES.glob("*.lua") for word in re.findall(r'"([^"]+)"', file.read_text("utf-8"))}
    for measure, scope, field in itertools.product(MEASURES, SCOPES, FIELDS):
        if scope + field + measure not in shipped:
            yield scope + field + measure


def main():
    count, directory = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    chosen = list(itertools.islice(names(), count))
    if len(chosen) < count:
        sys.exit(f"names: no more than {len(chosen)} names can be made")
    with open(directory / "catalogue.lua", "w", encoding="utf-8") as out:
        out.write("return {\n")
        for i, name in enumerate(chosen, 1):
            out.write(f'  {{ code = "bench_{i}", name = "{name}", aliases = {{}}, unit = "亿元", kind = "flow", '
                      f'group = "national_accounts", english = "Bench {i}", source = "bench" }},\n')
        out.write("}\n")


if __name__ == "__main__":
    main()
