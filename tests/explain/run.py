#!/usr/bin/env python3
"""zhibiao explain, missing and profile from outside: how figures were read, why some were not, and what it cost.

usage: run.py ZHIBIAO
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLES = sorted((ROOT / "examples" / "samples").glob("*.*"))
ZHIBIAO = str(pathlib.Path(sys.argv[1]).resolve())

REPORT = """2025年清源市政府工作报告

一、2024年工作回顾

全年完成地区生产总值412.6亿元，增长5.8%。G514国道全线通车，推广“345”工作法，新增城镇就业6300人。
预计全市税收收入下降1.2%；一般公共预算收入36亿元，超过预算2亿元。
技术合同成交额飘红31%，甘薯产量、花生产量分别增长4%和5%。

五年来，累计建成高铁站3座，城镇化率由52%提高到58%。

二、2025年工作安排

（一）扩大内需。力争固定资产投资增长7%左右，新建口袋公园6处，全国社会消费品零售总额增长4%。
“十四五”末，森林覆盖率达到31%。

指标\t2024年\t2025年计划
粮食产量（万吨）\t120\t125
"""
LINES = {line: i for i, line in enumerate(REPORT.splitlines(), 1)}


class Room:
    """A folder with the report."""

    def __init__(self):
        self.room = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.room.name)
        self.write("r.txt", REPORT)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def surge(self, match):
        """A rule of one's own in the directory mine."""
        rule = f'{{ name = "surge", match = "{match}", measure = "growth", priority = 60 }}'
        self.write("mine/common/surge.lua", f"return {{ {rule} }}")

    def run(self, *arguments, status=0):
        done = subprocess.run([ZHIBIAO, *arguments], cwd=self.folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == status, f"{arguments}: status {done.returncode}, not {status}\n{done.stdout}{done.stderr}"
        return done

    def explain(self, words, *options):
        """Of the figure or word that stands so in the report: the JSON."""
        line, column = place(words)
        return json.loads(self.run("explain", "--json", f"r.txt:{line}:{column}", *options).stdout)

    def why(self, words, key, *options):
        """What the observation says at the key, and why: joined."""
        got = self.explain(words, *options)["observation"][key]
        return " | ".join((got["value"], got.get("why", ""), got.get("word", "")))


def place(words):
    for i, line in enumerate(REPORT.splitlines(), 1):
        if words in line:
            return i, line.index(words) + 1
    raise KeyError(words)


# What sets an attribute: the figure, the key, and the words that must be among what is told.
CAUSES = [
    ("412.6亿元", "subject", "地区生产总值 | the words before the figure"),
    ("412.6亿元", "indicator", "gdp | the catalogue knows the subject"),
    ("412.6亿元", "measure", "level | the rule | common/subject"),
    ("412.6亿元", "status", "actual | the section | review"),
    ("412.6亿元", "period", "2024 | the section's period | review"),
    ("412.6亿元", "section", "一、2024年工作回顾 | the headings above it"),
    ("5.8%", "subject", "that of the figure before"),
    ("5.8%", "value", "5.8 | a word of rising | 增长"),
    ("5.8%", "basis", "yoy | the rule"),
    ("1.2%", "value", "-1.2 | a word of falling makes it negative | 下降"),
    ("1.2%", "status", "estimate | a word of expecting | 预计"),
    ("36亿元", "status", "actual | the section"),
    ("6300人", "indicator", "urban_new_jobs"),
    ("4%和", "subject", "甘薯产量 | its item of the list that is shared out"),
    ("5%。\n", "measure", "growth | a list goes on"),
    ("3座", "period", "2020-2024 | told as the total of all years of the span | 五年来"),
    ("52%", "status", "reference | the rule says so | common/from"),
    ("58%", "period", "2024 | what was reached at the end of the span"),
    ("7%左右", "status", "target | a word before it, to the next semicolon | 力争"),
    ("7%左右", "bound", "approx | the word behind it | 左右"),
    ("6处", "measure", "increment | a verb of adding | 新建"),
    ("6处", "indicator", " | a detail indicator, told with --codes all"),
    ("31%。", "period", "2025 | what was reached at the end of the span | “十四五”"),
    ("120", "period", "2024 | the column's head"),
    ("120", "unit", "万吨 | the row's name, the column's head or the caption"),
    ("125", "status", "target"),
]

# What is no figure: the word, and why.
NO_FIGURES = [
    ("514国道", "part of a name"), ("345", "a quotation that is read as a name"), ("国道全线", "no number stands here"),
    ("（一）", "no sentence is read here"), ("二、2025", "no sentence is read here"),
]


def each_attribute_tells_what_set_it(r):
    text = REPORT.replace("\n", "\n")
    for words, key, wanted in CAUSES:
        figure = words.rstrip("。\n和")
        line, column = next((i, l.index(words.rstrip("\n")) + 1) for i, l in enumerate(text.splitlines(), 1)
                            if words.rstrip("\n") in l)
        got = json.loads(r.run("explain", "--json", f"r.txt:{line}:{column}").stdout)["observation"][key]
        told = " | ".join((got["value"], got.get("why", ""), got.get("word", "")))
        assert wanted in told, f"{figure} {key}: {told!r} lacks {wanted!r}"


def each_place_without_a_figure_tells_why(r):
    for words, wanted in NO_FIGURES:
        line, column = place(words)
        out = r.run("explain", f"r.txt:{line}:{column}").stdout
        assert wanted in out, f"{words}: {out}"
    out = r.run("explain", f"r.txt:{LINES['一、2024年工作回顾']}").stdout
    assert "no figure stands in this line" in out, out


def the_way_is_told_in_order(r):
    line, column = place("5.8%")
    out = r.run("explain", f"r.txt:{line}:{column}").stdout
    parts = [f"r.txt:{line}:{column}  5.8%", "sentence", "^^^^", "stands in   review, below 一、2024年工作回顾", "增长  ", "figure (rate)",
             "common/growth (rules/common/change.lua:", "is the first that matches: 增长 [5.8%]", "tried later", "came nearest",
             "value       5.8", "subject     地区生产总值", "status      actual"]
    at = 0
    for part in parts:
        assert part in out[at:], f"{part!r} does not come after what stands before it:\n{out}"
        at = out.index(part, at)


def the_caret_stands_under_the_figure(r):
    line, column = place("6300人")
    lines = r.run("explain", f"r.txt:{line}:{column}").stdout.splitlines()
    wide = lambda s: sum(2 if ord(c) > 0x2E7F else 1 for c in s)    # noqa: E731
    assert wide(lines[1][:lines[1].index("6300人")]) == lines[2].index("^"), "\n".join(lines[:3])
    assert lines[2].count("^") == 6


def a_rule_tells_how_far_it_came(r):
    got = r.explain("31%，甘", "--rule", "growth")
    [rule] = [x for x in got["rules"] if x["rule"] == "common/growth"]
    assert rule["outcome"] == "failed" and rule["side"] == "left" and "rise" in rule["expected"], rule
    assert got["tokens"][rule["token"]]["text"] == "飘红", got["tokens"]
    got = r.explain("412.6亿元", "--rule", "common/growth")
    assert [x for x in got["rules"] if x["rule"] == "common/growth"][0]["outcome"] == "kind"
    line, column = place("412.6亿元")
    assert "takes figures of rate" in r.run("explain", f"r.txt:{line}:{column}", "--rule", "growth").stdout


def an_own_rule_tells_where_it_stopped(r):
    r.surge("{subject} {among} {'飘红'} {figure:rate}")
    got = r.explain("31%，甘", "--rules", "mine", "--rule", "surge")
    [rule] = [x for x in got["rules"] if x["rule"] == "common/surge"]
    assert (rule["outcome"], rule["element"], rule["elements"], rule["expected"]) == ("failed", 2, 2, "among"), rule
    assert rule["place"].startswith("mine/common/surge.lua:1"), rule
    r.surge("{subject} {'飘红'} {figure:rate}")
    got = r.explain("31%，甘", "--rules", "mine", "--rule", "surge")
    assert [x for x in got["rules"] if x["rule"] == "common/surge"][0]["outcome"] == "won"


def a_line_and_a_document_tell_all_their_figures(r):
    figures = [json.loads(x) for x in r.run("extract", "--format", "ndjson", "r.txt").stdout.splitlines()][:-1]
    told = [json.loads(x) for x in r.run("explain", "--json", "r.txt").stdout.splitlines()]
    assert sorted((t["line"], t["column"]) for t in told if t["observation"]) == sorted((f["line"], f["column"]) for f in figures)
    line = place("412.6亿元")[0]
    told = [json.loads(x) for x in r.run("explain", "--json", f"r.txt:{line}").stdout.splitlines()]
    assert [t["text"] for t in told] == ["412.6亿元", "5.8%", "6300人"], told


def following_changes_nothing(r):
    """What explain tells of each figure is what extract says, for every sample."""
    for sample in SAMPLES:
        lines = r.run("extract", "--format", "ndjson", str(sample)).stdout
        figures = {(o["line"], o["column"]): o for o in map(json.loads, lines.splitlines()) if "rule" in o}
        out = r.run("explain", "--json", str(sample)).stdout
        told = [t for t in map(json.loads, out.splitlines()) if t["observation"]]
        assert len(told) == len(figures), f"{sample}: {len(told)} told, {len(figures)} extracted"
        for t in told:
            o, e = figures[t["line"], t["column"]], t["observation"]
            for key in ("unit", "indicator", "subject", "measure", "basis", "bound", "status", "period", "area", "section",
                        "rule"):
                assert (o[key] or "") == e[key]["value"], f"{sample}:{t['line']}:{t['column']} {key}: {o[key]} and {e[key]}"


def explain_says_what_is_wrong(r):
    for arguments, words in ((["r.txt:99"], "has 17 lines"), (["r.txt:5:999"], "no column 999"), (["none.txt:3"], "none.txt"),
                             (["r.txt", "--rule", "grwth"], "did you mean 'growth'"), ([], "one place"),
                             (["r.txt", "r.txt"], "one place"), (["r.txt", "--jsn"], "did you mean --json")):
        done = r.run("explain", *arguments, status=2)
        assert words in done.stderr, f"{arguments}: {done.stderr}"
    (r.folder / "b.txt").write_bytes(b"\xff\xff\x01 12\xff")
    r.run("explain", "b.txt", status=1)
    r.write("a:5", REPORT)
    assert "412.6亿元" in r.run("explain", "a:5").stdout


def missing_tells_the_nearest_miss(r):
    r.write("m.txt", "\n".join((
        "2025年清源市政府工作报告", "", "一、2024年工作回顾", "",
        "地区生产总值稳步增长。",                                    # no figure
        "民间固定资产投资增长3%。",                                  # inside a longer name
        "研发经费支出占地区生产总值比重2.6%。",                       # taken for something else
        "地区生产总值增势良好，服务业增加值增长6%。",                 # in another clause
        "常住人口城镇化率58%。地区生产总值增长5%。", "")))
    out = r.run("missing", "--indicator", "gdp,固定资产投资", "m.txt", status=1).stdout
    for words in ("m.txt:5:1  地区生产总值 (gdp)\n    no figure stands in this sentence", "inside a longer one, 民间固定资产投资",
                  "2.6%, was taken for", "no figure stands in its clause; the nearest, 6%", "by common/"):
        assert words in out, f"{words}\n{out}"
    assert out.splitlines()[-2].split() == ["gdp", "1", "4", "3"], out
    assert r.run("missing", "-i", "urbanisation_rate", "m.txt").stdout.split()[-3:] == ["1", "1", "0"]
    lines = r.run("missing", "-i", "gdp", "--format", "json", "--figures", "m.txt", status=1).stdout.splitlines()
    assert [json.loads(x)["line"] for x in lines] == [7], lines


def missing_says_what_is_wrong(r):
    for arguments, words in ((["r.txt"], "--indicator"), (["-i", "gpd", "r.txt"], "did you mean 'gdp'"),
                             (["-i", "gdp"], "no documents"), (["-i", "gdp", "none.txt"], "none.txt")):
        assert words in r.run("missing", *arguments, status=2).stderr


def profile_counts_what_extract_finds(r):
    files = [str(s) for s in SAMPLES]
    lines = r.run("extract", "--format", "ndjson", *files).stdout
    figures = [o for o in map(json.loads, lines.splitlines()) if "rule" in o]
    told = json.loads(r.run("profile", "--json", *files).stdout)
    assert (told["documents"], told["figures"]) == (len(files), len(figures)), told
    assert set(told["stages"]) == {"file", "format", "decode", "digest", "layout", "head", "scan", "rules", "hooks", "meaning",
                                   "tables", "result", "write"}
    assert all(v >= 0 for v in told["stages"].values()) and sum(told["stages"].values()) > 0
    rules = {x["rule"]: x for x in told["rules"]}
    assert all(x["matched"] <= x["tried"] for x in rules.values()), "a rule matched more often than it was tried"
    assert rules["common/growth"]["steps"] >= rules["common/growth"]["tried"], "each try takes a step"
    claimed = sum(o["rule"] in rules for o in figures)
    assert 0 < sum(x["matched"] for x in rules.values()) <= claimed + 20 * len(files), "more matches than figures"
    assert rules["common/growth"]["matched"] >= 100, rules["common/growth"]
    shares = sum(x["ms"] for x in rules.values())
    assert abs(shares - told["stages"]["rules"]) < 0.01, f"{shares} is not {told['stages']['rules']}"


def profile_knows_own_rules_and_repeats(r):
    r.surge("{subject} {'飘红'} {figure:rate}")
    told = json.loads(r.run("profile", "--json", "--repeat", "3", "--rules", "mine", "r.txt").stdout)
    [rule] = [x for x in told["rules"] if x["rule"] == "common/surge"]
    assert rule["matched"] == 1, rule
    out = r.run("profile", "--all", "--rules", "mine", "r.txt").stdout
    assert "common/surge" in out and "never tried" in out and "scan" in out, out
    for arguments, words in ((["--repeat", "0", "r.txt"], "1 to 1000"), ([], "no documents"), (["none.txt"], "none.txt")):
        assert words in r.run("profile", *arguments, status=2).stderr


TESTS = [v for v in list(globals().values()) if getattr(v, "__code__", None) and v.__code__.co_varnames[:1] == ("r",)
         and v.__code__.co_argcount == 1]


def main():
    os.environ.pop("ZHIBIAO_RULES", None)
    passed = failed = 0
    for test in TESTS:
        try:
            test(Room())
            passed += 1
        except Exception as why:    # noqa: BLE001
            failed += 1
            print(f"not ok: {test.__name__.replace('_', ' ')}: {type(why).__name__}: {why}")
    print(f"explain: {passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
