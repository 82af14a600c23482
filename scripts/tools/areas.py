#!/usr/bin/env python3
"""Builds rules/areas.lua from public tables of division codes.

usage: areas.py --provinces FILE --cities FILE --areas FILE --old TABLE=FILE ... --keep rules/areas.lua > NEW.lua

  --provinces, --cities, --areas  dist/provinces.csv, cities.csv, areas.csv of modood/Administrative-divisions-of-China
  --old    a table mca/YYYYMM.tsv of cn/GB2260, named by its revision: 201904=201904.tsv; give all, in any order
  --keep   the table as it is now: what stands below its line "by hand" is carried over unchanged

Left out: codes that are only of the statistics bureau (development zones, 71 to 79) and the place holders of the
code tree (市辖区, 省直辖县级行政区划).
"""
import argparse, csv, re, sys
from collections import defaultdict

MARK = "  -- by hand\n"
PEOPLES = ("蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 "
           "土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 普米 塔吉克 怒 鄂温克 保安 裕固 独龙 各").split()
HEAD = """-- areas.lua - the divisions of the country: codes of GB/T 2260, names, former names.
--
-- Built by scripts/tools/areas.py; what stands below "by hand" is kept when it is built again. Sources:
--   areas   modood/Administrative-divisions-of-China, dist/, commit 57a0aa9, November 2024 (the statistics bureau's codes;
--           its own codes for development zones are left out); 台湾 香港 澳门 from cn/GB2260, mca/201904
--   former  cn/GB2260, mca/: the Ministry of Civil Affairs' tables of 1982-12, 1990-12, 2000-12, 2005-12, 2010-12,
--           2015-12 and 2019-04
--
-- areas      code to name, grouped by province: XX0000 provinces, XXXX00 prefectures, the others counties.
-- former     { code, name, last revision that has it }: names that no area of the province bears today. A name that only
--            changed its code stands in areas.
-- short      short forms that the plain one (the name without its last 省 市 区 县, two characters or more left) does not
--            give; { } where there is none. Names in 旗, 盟, 地区 and 自治… have only these. Where areas share a short form,
--            the higher one has it.
-- not_short  short forms that are no name in prose: ordinary words, parts of them, and those that several counties share.
-- opaque     longer words in which a short form is no name.
"""

CUSTOM = {"220721": ["前郭", "前郭县"], "230624": ["杜蒙", "杜尔伯特"], "652700": ["博州"], "653000": ["克州"], "130107": []}

def read_csv(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))

def read_old(path):
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    return {r[2]: r[3] for r in rows if r[2].isdigit()}

def current(args, newest):
    out = {r["code"] + "0000": r["name"] for r in read_csv(args.provinces)}
    for r in read_csv(args.cities):
        if r["name"] not in ("市辖区", "县") and "直辖" not in r["name"]:
            out[r["code"] + "00"] = r["name"]
    for r in read_csv(args.areas):
        code = r["code"]
        if not 71 <= int(code[4:]) <= 79 and out.get(code[:4] + "00") != r["name"]:
            out[code] = r["name"]
    for code in ("710000", "810000", "820000"):
        out[code] = newest[code]
    return out

def former(tables, now):
    """Names gone: of the newest table that has them, the highest code."""
    home = {"46": "44", "50": "51"}     # 海南 and 重庆 were parts of these
    alive = defaultdict(set)
    for code, name in now.items():
        for p in {code[:2], home.get(code[:2], code[:2])}:
            alive[p].add(name)
    last = {}
    for revision in sorted(tables):
        for code, name in tables[revision].items():
            if name not in alive[code[:2]] and name not in ("市辖区", "县") and "直辖" not in name:
                last[code[:2], name] = (code, name, revision[:4] + "-" + revision[4:])
    return sorted(last.values())

def shorts(code, name):
    """None: the plain rule gives it."""
    if code in CUSTOM:
        return CUSTOM[code]
    m = re.match(r"(.+?)(特别行政区|自治区|自治州|自治县|自治旗|行政委员会|矿区|特区|地区|盟|旗|族区|(?<=..)新区|(?<=...)林区)$", name)
    if not m:
        return None if name[-1] in "省市区县" else []
    stem, tail = m.groups()
    base = stem
    if tail.startswith("自治") or tail == "族区":
        two = re.match("(.{2,}?)((%s)族?)+$" % "|".join(PEOPLES), stem)
        base = two.group(1) if two else re.sub("族$", "", stem)
    if tail == "旗" and base[-1] in "左右前中后":
        return []
    more = {"自治州": ["州"], "自治县": ["县"], "自治旗": ["旗"], "族区": ["区"]}.get(tail, [])
    return [base] * (len(base) > 1) + [base + t for t in more]

def quoted(words):
    return "{ " + ", ".join('"%s"' % w for w in words) + " }" if words else "{}"

def main():
    ap = argparse.ArgumentParser(description="Builds rules/areas.lua from public tables of division codes.")
    for name in ("provinces", "cities", "areas", "keep"):
        ap.add_argument("--" + name, required=True, metavar="FILE")
    ap.add_argument("--old", action="append", required=True, metavar="YYYYMM=FILE")
    args = ap.parse_args()
    tables = {t: read_old(path) for t, path in (o.split("=", 1) for o in args.old)}
    now = current(args, tables[max(tables)])
    by_hand = open(args.keep, encoding="utf-8").read().partition(MARK)[2]
    if not by_hand:
        sys.exit("areas.py: %s has no line 'by hand'" % args.keep)
    top = {n for c, n in now.items() if c.endswith("0000")}
    taken = {n.rstrip("省市") for n in top}

    out = [HEAD, "return {\n", '  edition = "2024-11",\n',
           '  source = "modood/Administrative-divisions-of-China 57a0aa9; cn/GB2260 mca/198212 to 201904",\n',
           '  nation = { "全国", "我国", "中国" },\n\n', "  areas = {\n"]
    for code in sorted(now):
        if code.endswith("0000"):
            out.append("\n    -- %s\n" % now[code])
        out.append('    ["%s"]="%s",\n' % (code, now[code]))
    out.append("  },\n\n  former = {\n")
    out += ['    { "%s", "%s", "%s" },\n' % row for row in former(tables, now)]
    out.append("  },\n\n  short = {\n")
    for code in sorted(now):
        words = shorts(code, now[code])
        if words is not None:
            words = [w for w in words if code.endswith("0000") or w not in taken]
            out.append('    ["%s"]=%s,\n' % (code, quoted(words)))
    out += ["  },\n\n", MARK, by_hand]
    sys.stdout.write("".join(out))

main()
