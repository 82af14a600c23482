#!/usr/bin/env python3
"""zhibiao test: what is told of examples and cases, what --update writes, how labels are scored. usage: run.py ZHIBIAO [NAME]"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "check"))
import mangle  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = ROOT.parent / "shared"
ZHIBIAO = pathlib.Path(sys.argv[1]).resolve()
ENV = {k: v for k, v in os.environ.items() if k not in ("ZHIBIAO_RULES", "COLUMNS")}
tests = []
passed = failed = 0

RULE = """return {
  {
    name = "slimmed",
    match = "{subject} {'瘦身'} {figure:count}",
    measure = "change", sign = -1, priority = 50,
    examples = {
%s
    },
  },
}
"""


def test(f):
    tests.append(f)
    return f


def run(*words, status=0, cwd=None, **env):
    done = subprocess.run([ZHIBIAO, "test", *words], capture_output=True, timeout=120, env=ENV | env, cwd=cwd)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == status, f"{words}: status {done.returncode}, not {status}\n{out}{err}"
    return out, err


def rules(folder, *examples, name="mine/common/slimmed.lua"):
    return write(folder, name, RULE % "\n".join("      " + e for e in examples))


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def same(want, got):
    assert want == got, f"wanted:\n{want}\ngot:\n{got}"


@test
def shipped_examples_pass_in_a_moment(folder):
    began = time.time()
    for words in ([], ["rules"], ["rules/common/level.lua"], ["examples/my-rules"], ["--rules", "examples/my-rules"],
                  ["examples/my-rules", "--all"]):
        out, _ = run(*words, cwd=ROOT)
        assert re.search(r"\d+ passed, 0 failed\n$", out), out
    assert time.time() - began < (60 if "asan" in str(ZHIBIAO) else 10), time.time() - began
    assert re.search(r"examples: 1 passed", run(cwd=ROOT, ZHIBIAO_RULES="examples/my-rules")[0])


@test
def what_differs_stands_side_by_side(folder):
    rules(folder, '{ "行政审批事项瘦身38项。", { value = 38, measure = "change", subject = "审批", indicator = "gdp", basis = "empty" } },',
          '{ text = "证明事项瘦身12项，下降5%。", expect = { {}, { value = 5 }, { value = 7 } } },',
          '{ "行政审批事项瘦身38项。", { value = -38, lower = "1", unit_mult = 0, rule = "common/slimmed" } },')
    out, _ = run("mine", status=1, cwd=folder)
    same("""not ok: common/slimmed: 行政审批事项瘦身38项。
  mine/common/slimmed.lua:7
    figure  key        wanted  got
    1 38项  value      38      -38
            subject    审批    行政审批事项
            indicator  gdp     -
not ok: common/slimmed: 证明事项瘦身12项，下降5%。
  mine/common/slimmed.lua:8
    figure  key    wanted    got
    2 5%    value  5         -5
    3              a figure  no figure
  figure 2 was claimed by common/growth
not ok: common/slimmed: 行政审批事项瘦身38项。
  mine/common/slimmed.lua:9
    figure  key    wanted  got
    1 38项  lower  1       -
examples: 0 passed, 3 failed
""", out)
    assert "subject    审批    行政审批事项  <" in run("mine", "-v", status=1, cwd=folder)[0]


@test
def reject_and_todo(folder):
    rules(folder, '{ "行政审批事项38项。", reject = true },', '{ "行政审批事项瘦身38项。", reject = true },',
          '{ "行政审批事项瘦身38项。", reject = { { value = 38 }, { measure = "level" } } },',
          '{ "行政审批事项瘦身38项。", reject = { { value = -38, measure = "change" } } },',
          '{ "行政审批事项瘦身38项。", { value = 38 }, todo = "wants a sign" },', '{ "行政审批事项瘦身38项。", { value = -38 }, todo = "done?" },',
          '{ "行政审批事项瘦身38项，38件。", figures = 2 },', '{ "行政审批事项瘦身38项。", figures = 2 },')
    out, _ = run("mine", status=1, cwd=folder)
    same("""not ok: common/slimmed: 行政审批事项瘦身38项。
  mine/common/slimmed.lua:8
    figure  key   wanted   got
    1 38项  rule  another  common/slimmed
not ok: common/slimmed: 行政审批事项瘦身38项。
  mine/common/slimmed.lua:10
    figure  key     wanted     got
    1 38项  reject  none such  38项
todo: common/slimmed: 行政审批事项瘦身38项。
  mine/common/slimmed.lua:11: wants a sign
    figure  key    wanted  got
    1 38项  value  38      -38
ok, though todo: common/slimmed: 行政审批事项瘦身38项。
  mine/common/slimmed.lua:12: done?
not ok: common/slimmed: 行政审批事项瘦身38项。
  mine/common/slimmed.lua:14
    figure  key      wanted  got
            figures  2       1
examples: 2 todo, 1 of them pass
examples: 4 passed, 3 failed
""", out)


@test
def a_hook_that_fails_is_told(folder):
    write(folder, "mine/common/a.lua", """return { { name = "a", match = "{subject} {'瘦身'} {figure:count}", priority = 60,
  hook = function(o) return { subject = o.nothing .. "x" } end,
  examples = { { "甲事项瘦身3项。", { subject = "x" } } } } }
""")
    out, _ = run("mine", status=1, cwd=folder)
    assert "  hook-error: mine/common/a.lua:2: hook of rule common/a: attempt to concatenate" in out, out
    text = (folder / "mine/common/a.lua").read_text(encoding="utf-8")
    write(folder, "mine/common/a.lua", text.replace('{ subject = "x" } } }', '{ value = 3 } } }'))
    assert "hook-error" in run("mine", "--format", "json", status=1, cwd=folder)[0]      # what is expected comes, by chance


@test
def only_and_files_choose(folder):
    rules(folder, '{ "甲事项瘦身38项。", { value = -38 } },')
    write(folder, "mine/work_report/other.lua",
          'return { { name = "other", match = "{subject} {\'瘦了\'} {figure:count}", priority = 99,\n'
          '  examples = { { "事项瘦了5项。", { value = 5 } } } } }\n')
    assert run("mine", cwd=folder)[0] == "examples: 2 passed, 0 failed\n"
    assert run("mine/common/slimmed.lua", cwd=folder)[0] == "examples: 1 passed, 0 failed\n"
    assert run("mine/../mine/work_report/other.lua", "mine/common/slimmed.lua", cwd=folder)[0] == "examples: 2 passed, 0 failed\n"
    assert run("mine", "--only", "work_report/", cwd=folder)[0] == "examples: 1 passed, 0 failed\n"
    assert "no rule, case or document has 'nothing' in its name" in run("mine", "--only", "nothing", status=2, cwd=folder)[1]
    every = run("mine", "--all", cwd=folder)[0]
    assert int(re.search(r"(\d+) passed", every).group(1)) > 40, every
    shutil.copy(folder / "mine/common/slimmed.lua", folder / "loose.lua")
    assert run("loose.lua", cwd=folder)[0] == "examples: 1 passed, 0 failed\n"


@test
def a_replaced_rule_takes_its_examples_along(folder):
    text = (ROOT / "rules/common/level.lua").read_text(encoding="utf-8")
    name = re.search(r'name = "(\w+)"', text).group(1)
    write(folder, "mine/common/a.lua", 'return { { name = "%s", match = "{subject} {\'瘦身\'} {figure:count}" } }' % name)
    out, _ = run("mine", "--all", "--only", f"common/{name}", "-v", status=2, cwd=folder)
    assert not out, out


@test
def update_writes_only_values(folder):
    before = [
        '{ "行政审批事项瘦身38项。", { value = 38, measure="level", -- a remark',
        '    subject = "审批", indicator = "gdp" } },   -- first',
        '{ text = "证明事项瘦身12项，下降5%。", expect = { { value = -12 }, { value = 5 } , { value = 7 } } },',
        '{ "行政审批事项瘦身38项。" },',
        '{ text = "证明事项瘦身12项。", },',
        "{ \"甲事项瘦身3项。\", { value = '3', text = 'x\"y' } },",
        '{ "行政审批事项瘦身38项。", reject = true },',
        '{ "行政审批事项瘦身38项。", { value = 5 }, todo = "later" },',
        '{ "行政审批事项瘦身38项。", figures = 4 },',
        '{ "没有。", { value = 1 }, { value = 2 } }, { text = "没有。", expect = { { value = 1 }, {}, } },',
        '{ "甲事项瘦身3项。", { indicator = "gdp", lower = 5, value = 3, upper = 6, name = "x", } },',
    ]
    after = [
        '{ "行政审批事项瘦身38项。", { value = -38, measure="change", -- a remark',
        '    subject = "行政审批事项" } },   -- first',
        '{ text = "证明事项瘦身12项，下降5%。", expect = { { value = -12 }, { value = -5 } } },',
        '{ "行政审批事项瘦身38项。", { value = -38, unit = "项", subject = "行政审批事项", measure = "change" } },',
        '{ text = "证明事项瘦身12项。", expect = { { value = -12, unit = "项", subject = "证明事项", measure = "change" } }, },',
        '{ "甲事项瘦身3项。", { value = -3, text = "3项" } },',
        '{ "行政审批事项瘦身38项。", reject = true },',
        '{ "行政审批事项瘦身38项。", { value = 5 }, todo = "later" },',
        '{ "行政审批事项瘦身38项。", figures = 1 },',
        '{ "没有。" }, { text = "没有。", expect = {  } },',
        '{ "甲事项瘦身3项。", { value = -3, } },',
    ]
    path = rules(folder, *before)
    other = write(folder, "mine/lexicon.lua", 'return { rise = { "蹿升" } }')
    untouched, shown = path.read_text(encoding="utf-8"), run("mine", "--update", "--dry-run", status=1, cwd=folder)[0]
    same(untouched, path.read_text(encoding="utf-8"))
    for line in (f"-      {before[0]}", f"+      {after[0]}", "+++ mine/common/slimmed.lua"):
        assert line in shown, f"{line} is not in\n{shown}"
    out, err = run("mine", "--update", status=1, cwd=folder)      # the rejected one stays wrong
    assert f"+      {after[4]}" in out and "slimmed.lua written" in err and "lexicon" not in err
    same(RULE % "\n".join("      " + e for e in after), path.read_text(encoding="utf-8"))
    assert other.read_text(encoding="utf-8") == 'return { rise = { "蹿升" } }'
    out, err = run("mine", "--update", status=1, cwd=folder)
    assert "examples: 9 passed, 1 failed" in out and "@@" not in out and not err, out + err
    rules(folder, *after[:4])
    run("mine", "--update", cwd=folder)


@test
def update_leaves_what_it_cannot_write(folder):
    text = """local want = { value = 5 }
local list = {}
for _, n in ipairs { "1", "2" } do list[#list + 1] = { "甲事项瘦身" .. n .. "项。", { value = 7 } } end
return { { name = "a", match = "{subject} {'瘦身'} {figure:count}", priority = 60, sign = -1, measure = "change", examples = {
  { "甲事项瘦身3项。", want }, { "甲事项瘦身4项。", { value = 2 + 2 } } } },
  { name = "b", match = "{subject} {'瘦体'} {figure:count}", examples = list, priority = 60 } }
"""
    path = write(folder, "mine/common/a.lua", text)
    out, _ = run("mine", "--update", status=1, cwd=folder)
    same(text.replace("2 + 2", "-4"), path.read_text(encoding="utf-8"))
    run(status=0, cwd=folder)
    out, err = run("--update", cwd=ROOT)                     # the built-in rules are in no file
    assert "@@" not in out and not err


@test
def whatever_update_writes_loads_and_passes(folder):
    """Examples mangled by a seed, written anew, run again."""
    for seed in range(12):
        name = ("level", "change", "part")[seed % 3]
        source = (ROOT / f"rules/common/{name}.lua").read_text(encoding="utf-8")
        path = write(folder, f"mine/common/{name}.lua", mangle.examples(source, seed))
        done = subprocess.run([ZHIBIAO, "test", path, "--update"], capture_output=True, cwd=folder, env=ENV, timeout=60)
        assert done.returncode in (0, 1, 3), f"seed {seed}: {done.returncode}: {done.stderr.decode()}"
        if done.returncode == 0:
            assert "@@" not in run(path, "--update", cwd=folder)[0], f"seed {seed}"
        path.unlink()


@test
def programs_can_read_it(folder):
    rules(folder, '{ "甲<事>&\\"项\\"瘦身38项。", { value = 38 } },', '{ "乙事项瘦身2项。", { value = -2 } },',
          '{ "丙事项瘦身2项。", { value = 2 }, todo = "a & b" },')
    out, _ = run("mine", "--tap", "--junit", "out.xml", status=1, cwd=folder)
    lines = out.splitlines()
    assert lines[:3] == ["TAP version 14", "1..3", 'not ok 1 - common/slimmed: 甲<事>&"项"瘦身38项。'], lines
    assert '    - { figure: 1, key: "value", wanted: "38", got: "-38" }' in lines
    assert "ok 2 - common/slimmed: 乙事项瘦身2项。" in lines
    assert "not ok 3 - common/slimmed: 丙事项瘦身2项。 # TODO a & b" in lines
    suite = xml.etree.ElementTree.parse(folder / "out.xml").getroot()[0]
    assert suite.attrib | {"name": ""} == {"name": "", "tests": "3", "failures": "1", "errors": "0", "skipped": "1"}, suite.attrib
    assert suite[0].attrib["name"] == '甲<事>&"项"瘦身38项。' and suite[0][0].tag == "failure" and suite[0].attrib["line"] == "7"
    assert suite[2][0].attrib["message"] == "a & b" and len(suite[1]) == 0
    records = [json.loads(line) for line in run("mine", "--format", "json", status=1, cwd=folder)[0].splitlines()]
    assert [r["verdict"] for r in records] == ["failed", "passed", "failed"] and records[2]["todo"] == "a & b"
    assert records[0]["differences"] == [{"figure": 1, "key": "value", "wanted": "38", "got": "-38"}]


CASES = """return {
  type = "work_report", year = 2025,
  { "全市地区生产总值386.5亿元，增长5.6%。", { value = 386.5, indicator = "gdp", period = "2024" }, { value = "5.6", measure = "growth" } },
  { name = "no figure", text = "实施“345”工程。", reject = true },
  { name = "count", text = "新建公园6处、广场2个。", figures = 2, expect = { { value = 6 } } },
  { text = [[
一、2024年工作回顾
全年新建公园6处。
二、2025年工作安排
新建公园8处。
]], expect = { { status = "actual", period = "2024" }, { status = "target", period = "2025" } } },
  { "生猪出栏10万头。", { indicator = "hogs_slaughtered" }, type = "communique", year = 2023, codes = "all", todo = "code" },
}
"""


@test
def cases_stand_in_files_of_their_own(folder):
    write(folder, "a.lua", CASES)
    write(folder, "more/b.lua", 'return { { "新建公园6处。", reject = true } }')
    write(folder, "more/notes.txt", "x")
    out, _ = run("--cases", "a.lua", cwd=folder)
    assert out.endswith("cases: 4 passed, 0 failed\n") or out.endswith("cases: 5 passed, 0 failed\n"), out
    out, _ = run("--cases", "a.lua", "--cases", "more", status=1, cwd=folder)
    assert "not ok: b/1: 新建公园6处。" in out and "    1 6处   figure  none    6处" in out, out
    assert "ok: a/count" in run("--cases", "a.lua", "--only", "a/count", "-v", cwd=folder)[0]
    out, err = run("--cases", "gone.lua", status=2, cwd=folder)
    assert "gone.lua" in err
    write(folder, "a.lua", CASES.replace("figures = 2", "figrues = 2"))
    out, err = run("--cases", "a.lua", status=3, cwd=folder)
    assert "a.lua:5:" in err and "did you mean 'figures'?" in err and "^" in err, err
    write(folder, "a.lua", CASES.replace('"work_report"', '"work_reprot"'))
    out, err = run("--cases", "a.lua", status=3, cwd=folder)
    assert "a.lua:3:" in err and "work_reprot" in err, err
    write(folder, "a.lua", "return {")
    assert "a.lua:1:" in run("--cases", "a.lua", status=3, cwd=folder)[1]
    path = write(folder, "a.lua", 'return { { "新建公园6处。", { value = 7 } }, { name = "n", text = "新建公园6处。" } }')
    run("--cases", "a.lua", "--update", cwd=folder)
    same('return { { "新建公园6处。", { value = 6 } }, { name = "n", text = "新建公园6处。", expect = { { value = 6, unit = "处", '
         'subject = "新建公园", measure = "increment" } } } }', path.read_text(encoding="utf-8"))


@test
def cases_may_lie_beside_the_rules(folder):
    rules(folder, '{ "甲事项瘦身38项。", { value = -38 } },')
    write(folder, "mine/cases/a.lua", CASES)
    assert "examples: 1 passed, 0 failed\n" in run("mine", cwd=folder)[0] and "cases: " in run("mine", cwd=folder)[0]
    assert "examples" not in run("mine/cases/a.lua", cwd=folder)[0]
    write(folder, "mine/cases/a.lua", CASES.replace("figures = 2", "figrues = 2"))
    done = subprocess.run([ZHIBIAO, "check", "mine"], capture_output=True, cwd=folder, env=ENV, timeout=60)
    assert done.returncode == 3 and b"cases/a.lua:5:" in done.stdout, done.stdout.decode()
    done = subprocess.run([ZHIBIAO, "types", "--rules", "mine"], capture_output=True, cwd=folder, env=ENV, timeout=60)
    assert done.returncode == 0, done.stderr.decode()          # reading documents does not hang on them


@test
def wrong_rules_are_told(folder):
    write(folder, "mine/common/a.lua", 'return { { name = "a", match = "{raise} {figure}" } }')
    _, err = run("mine", status=3, cwd=folder)
    assert "a.lua:1:34: error[rule]: unknown class 'raise'" in err and "zhibiao check" in err, err
    assert "did you mean --update?" in run("--updaet", status=2)[1]


DOCUMENT = "安澜市2025年政府工作报告\n\n一、2024年工作回顾\n\n地区生产总值386.5亿元，增长5.6%。新建公园6处、广场2个。\n"
LABELS = """line	col	num	keep	value	unit	subject	code	measure	basis	bound	status	period	area	note
5	7	386.5	1	386.5	亿元	地区生产总值	gdp	level		eq	actual	2024
5	17	5.6	1	5.60	%	地区生产总值	gdp	growth	comparable	eq	actual	2024
5	26	6	1	6	处	公园		level		eq	actual	2024
5	31	2	0									2024		not one
1	4	2025	0									 		date
3	9	9	1	9	个	没有		level		eq	actual	2024
"""


def fields_of(out, name):
    line = next(line for line in out.splitlines() if line.startswith(name + " "))
    return [float(x) for x in line.split()[1:]]


@test
def labels_are_scored(folder):
    write(folder, "a.tsv", LABELS)
    write(folder, "a.txt", DOCUMENT)
    out, _ = run("--labels", "a.tsv", cwd=folder)
    # found: 3 of 4; one told that is none. Right: the first row (basis, measure), two of three subjects
    same([4, .75, .75, .75, .25, .5, .667], fields_of(out, "a"))
    same([.667, .5, .5, .5], fields_of(out, "measure"))
    same([0, 0, 0, 0], fields_of(out, "basis"))
    out, _ = run("--labels", "a.tsv", "-v", cwd=folder)
    for line in ("a:5:17: 地区生产总值 5.60%: basis is 'comparable', got 'yoy'", "a:5:31: not a quantity (not one): 2个",
                 "a:3:9: missed: 没有 9个"):
        assert line in out, f"{line} is not in\n{out}"
    run("--labels", "a.tsv", "--least", "figures=0.7,row=0.2", cwd=folder)
    assert "not ok: row is 0.250, less than 0.3" in run("--labels", "a.tsv", "--least", "row=0.3", status=1, cwd=folder)[0]
    records = [json.loads(line) for line in run("--labels", "a.tsv", "--format", "json", cwd=folder)[0].splitlines()]
    assert [r["document"] for r in records] == ["a", "all"] and records[0]["fields"]["unit"]["right"] == 1


@test
def labels_may_have_places_and_options(folder):
    rows = [line.split("\t") for line in LABELS.splitlines()]
    write(folder, "labels/a.tsv", "\n".join("\t".join([str(i) if i else "id", *r[3:]]) for i, r in enumerate(rows)) + "\n")
    write(folder, "places/a.tsv", "\n".join("\t".join([str(i) if i else "id", *r[:3]]) for i, r in enumerate(rows)) + "\n")
    write(folder, "docs/a.txt", DOCUMENT.replace("2025年", "").replace("2024年", ""))
    moved = run("--labels", "labels", "--docs", "docs", cwd=folder)[0]
    write(folder, "labels/a.args", "--year 2025 --type=work_report\n")
    told = run("--labels", "labels", "--docs", "docs", cwd=folder)[0]
    assert fields_of(told, "period")[0] >= fields_of(moved, "period")[0]
    write(folder, "labels/a.args", "--yaer 2025\n")
    assert "--yaer" in run("--labels", "labels", "--docs", "docs", status=2, cwd=folder)[1]


@test
def a_draft_is_what_was_read(folder):
    write(folder, "a.txt", DOCUMENT)
    write(folder, "a.tsv", run("--draft", "a.txt", cwd=folder)[0])
    same([4, 1, 1, 1, 1, 1, 1], fields_of(run("--labels", "a.tsv", cwd=folder)[0], "a"))
    early = run("--draft", "a.txt", "--year", "2021", "--type", "统计公报", cwd=folder)[0]
    assert "2021" in early and "\t2024" not in early.replace(DOCUMENT, ""), early
    assert "gone.txt" in run("--draft", "gone.txt", status=2, cwd=folder)[1]


@test
def a_rule_without_a_subject_invents_no_area(folder):
    write(folder, "mine/common/bare.lua", """return { {
  name = "bare", match = "{'电梯'} {figure:count}", measure = "level", priority = 99,
  examples = { { "全市电梯420台。", { area = "", subject = "", rule = "unclaimed" } } } } }
""")
    assert run("mine", cwd=folder)[0].endswith("examples: 1 passed, 0 failed\n")


@test
def wrong_labels_are_told(folder):
    write(folder, "a.txt", DOCUMENT)
    for old, new, place, message in [
            ("growth", "grwth", "a:3", "measure is 'grwth'; did you mean 'growth'?"),
            ("\tbound\t", "\tbuond\t", "a:1", "did you mean 'bound'?"),
            ("5\t26\t6\t1", "5\tx\t6\t1", "a:4", "no line and col"), ("5\t26\t6\t1", "5\t26\t6\tyes", "a:4", "keep is 'yes'")]:
        write(folder, "a.tsv", LABELS.replace(old, new, 1))
        _, err = run("--labels", "a.tsv", status=3, cwd=folder)
        assert place.replace("a:", "a.tsv:") in err and message in err, err
    write(folder, "b.tsv", LABELS)
    assert "no document b.txt" in run("--labels", "b.tsv", status=2, cwd=folder)[1]


def agree(labels, documents):
    """The numbers of gold/score.py, to the last digit."""
    told = run("--labels", labels, "--docs", documents, "--format", "json")[0].splitlines()
    own = {r["document"]: r for r in map(json.loads, told)}
    command = [sys.executable, SHARED / "gold/score.py", *sorted(labels.glob("*.tsv")), "--docs", documents, "--json",
               "--run", f"{ZHIBIAO} extract --format ndjson {{}}"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, env=ENV, timeout=600).stdout)
    assert set(own) == set(theirs), set(own) ^ set(theirs)
    for name, want in theirs.items():
        r = own[name]
        got = {"labelled": r["labelled"], "precision": r["precision"], "recall": r["recall"], "figures_f1": r["figures"],
               "row": r["row"],
               "headline_f1": r["headline"], "headline_labelled": r["headline_labelled"]}
        got |= {key: f["right"] for key, f in r["fields"].items()}
        assert all(abs(got[k] - want[k]) < 1e-12 for k in got), f"{name}: {got}, not {want}"


@test
def scores_are_those_of_the_shared_scorer(folder):
    if not (SHARED / "gold/score.py").exists():
        return
    agree(SHARED / "gold/labels", SHARED / "reports")
    agree(ROOT / "tests/golden/labels", ROOT / "examples/samples")
    for line in (ROOT / "tests/golden/unseen/documents.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, file, size = line.split("\t")
        text = (SHARED / "corpus" / file).read_bytes()
        (folder / f"{name}.txt").write_bytes(text[:int(size)] if int(size) else text)
    agree(ROOT / "tests/golden/unseen/labels", folder)


def main():
    global passed, failed
    for t in tests:
        if len(sys.argv) > 2 and sys.argv[2] not in t.__name__:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                t(pathlib.Path(folder))
                passed += 1
            except AssertionError as error:
                failed += 1
                print(f"not ok: {t.__name__}: {error}")
    print(f"testing: {passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
