#!/usr/bin/env python3
"""The workbench from outside: new files work at once, diff tells what an edit does, watch shows it on each save, repl answers.

usage: run.py ZHIBIAO
"""
import csv
import io
import json
import os
import pathlib
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "examples" / "samples" / "anlan-gwr-2025.txt"
OWN = ROOT / "examples" / "my-rules"
ZHIBIAO = str(pathlib.Path(sys.argv[1]).resolve())
NOTE = "2024年，全市技术合同成交额36.8亿元，蹿升31%，行政审批事项瘦身38项。\n"


class Desk:
    """A folder of its own with a note and nothing else."""

    def __init__(self):
        self.room = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.room.name)
        self.write("note.txt", NOTE)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def run(self, *arguments, status=0, text=None):
        done = subprocess.run([ZHIBIAO, *arguments], cwd=self.folder, capture_output=True, text=True, timeout=120, input=text)
        assert done.returncode == status, f"{arguments}: status {done.returncode}, not {status}\n{done.stdout}{done.stderr}"
        return done

    def fails(self, *arguments, status=2, says=()):
        done = self.run(*arguments, status=status)
        for words in [says] if isinstance(says, str) else says:
            assert words in done.stderr, f"{arguments}: stderr lacks {words!r}:\n{done.stderr}"
        assert "traceback" not in done.stderr
        return done

    def figures(self, text, *options):
        lines = self.run("extract", "--format", "ndjson", *options, "-", text=text).stdout.splitlines()
        return [o for o in map(json.loads, lines) if "rule" in o]

    def own_rules(self):
        shutil.copytree(OWN, self.folder / "my-rules", ignore=shutil.ignore_patterns("*.txt"))


# ---- new ----

def a_new_rule_claims_its_own_sentence(d):
    d.run("new", "rule", "slimmed")
    [o] = d.figures("行政审批事项瘦身38项。", "--rules", "my-rules")
    assert (o["rule"], o["value"], o["measure"]) == ("common/slimmed", -38, "change"), o


def a_new_rule_may_be_of_one_type_and_of_another_word(d):
    d.run("new", "rule", "work_report/tightened", "--word", "紧缩")
    [o] = d.figures("行政审批事项紧缩38项。", "--rules", "my-rules", "--type", "work_report")
    assert o["rule"] == "work_report/tightened", o
    [o] = d.figures("行政审批事项紧缩38项。", "--rules", "my-rules", "--type", "communique")
    assert o["rule"] != "work_report/tightened", o


def new_indicators_are_found_and_keep_each_other(d):
    d.run("new", "indicator", "规上文化企业营业收入", "--code", "culture_revenue")
    d.run("new", "indicator", "人均茶叶产量", "--code", "tea_per_head", "--unit", "公斤", "--kind", "ratio")
    found = d.figures("2024年，规上文化企业营业收入12.5亿元，人均茶叶产量3.1公斤。", "--rules", "my-rules")
    assert [o["indicator"] for o in found] == ["culture_revenue", "tea_per_head"], found


def an_indicator_is_put_behind_what_a_person_wrote(d):
    for table in ("return {\n  { code = \"one_x\", name = \"甲种产量\", unit = \"吨\", kind = \"flow\" }  -- the first\n}\n",
                  "-- mine\nreturn {\n  { code = \"one_x\", name = \"甲种产量\", unit = \"吨\", kind = \"flow\" },\n\n}\n\n",
                  "return {\n}\n"):
        d.write("my-rules/catalogue.lua", table)
        d.run("new", "indicator", "乙种产量", "--code", "two_x", "--unit", "吨")
        assert table.rstrip().rstrip("}").rstrip().rstrip(",").split("--")[-1].strip() in d.read("my-rules/catalogue.lua")
        found = d.figures("乙种产量5吨。", "--rules", "my-rules")
        assert [o["indicator"] for o in found] == ["two_x"], found


def a_catalogue_of_another_shape_is_left_alone(d):
    d.write("my-rules/catalogue.lua", "local t = {}\nreturn t\n")
    d.fails("new", "indicator", "乙种产量", "--code", "two_x", says=["does not end with", 'code = "two_x"'])
    assert d.read("my-rules/catalogue.lua") == "local t = {}\nreturn t\n"


def a_new_word_works_as_those_of_its_class(d):
    d.run("new", "word", "骤降", "--class", "fall")
    d.run("new", "word", "锐减", "--class", "fall")
    d.run("new", "word", "猛增", "--class", "rise")
    found = d.figures("税收收入骤降3.5%，罚没收入锐减4%，契税猛增5%。", "--rules", "my-rules")
    assert [(o["value"], o["measure"]) for o in found] == [(-3.5, "growth"), (-4, "growth"), (5, "growth")], found


def a_new_type_knows_its_sample(d):
    d.run("new", "type", "department_budget", "--title", "部门预算")
    lines = d.run("extract", "--format", "ndjson", "--rules", "my-rules", "my-rules/department_budget/sample.txt").stdout
    *found, head = map(json.loads, lines.splitlines())
    assert head["type"] == "department_budget", head
    assert [o["status"] for o in found] == ["actual", "actual", "target"], found
    assert found[0]["rule"] == "department_budget/totals", found[0]


def a_new_report_runs(d):
    d.run("new", "report", "largest")
    page = d.run("report", "./largest.lua", str(SAMPLE)).stdout
    assert "地区生产总值" in page and "386.5亿元" in page, page[:400]


def nothing_is_written_over(d):
    d.write("my-rules/common/slimmed.lua", "return {}\n")
    d.fails("new", "rule", "slimmed", says="is there already")
    assert d.read("my-rules/common/slimmed.lua") == "return {}\n"
    d.write("largest.lua", "-- mine\n")
    d.fails("new", "report", "largest", says="is there already")
    assert d.read("largest.lua") == "-- mine\n"


def what_the_rules_would_not_take_is_undone(d):
    d.fails("new", "rule", "no_such_type/slimmed", status=3, says="nothing was written")
    assert not (d.folder / "my-rules/no_such_type/slimmed.lua").exists()
    d.fails("new", "indicator", "乙种产量", "--code", "two_x", "--kind", "flux", status=3, says=["nothing was written", "flux"])
    assert not (d.folder / "my-rules/catalogue.lua").exists()


def new_says_what_is_wrong_with_a_name(d):
    d.fails("new", says="zhibiao new rule slimmed")
    d.fails("new", "rul", "x", says="did you mean 'rule'")
    d.fails("new", "rule", "瘦身", says="small letters")
    d.fails("new", "rule", "../slimmed", says="small letters")
    d.fails("new", "indicator", "规上文化企业营业收入", says="--code culture_revenue")
    d.fails("new", "indicator", "地区生产总值", "--code", "my_gdp", says="in the catalogue")
    d.fails("new", "indicator", "某产量", "--code", "gdp", says="is taken")
    d.fails("new", "indicator", "某\"产量", "--code", "x_y", says="quotation marks")
    d.fails("new", "word", "骤降", says="--class")
    d.fails("new", "word", "骤降", "--class", "fell", says="did you mean 'fall'")
    d.fails("new", "type", "budget_report", "--title", "某报告", says="there is a report type")
    d.fails("new", "type", "department_budget", says="--title")
    d.fails("new", "report", "x", "--word", "y", says="does not go with")
    d.fails("new", "report", "x", "--wrd", "y", says="did you mean --word")
    assert [p.name for p in d.folder.iterdir()] == ["note.txt"]


def rules_of_the_environment_are_the_default_directory(d):
    os.environ["ZHIBIAO_RULES"] = "elsewhere"
    try:
        d.run("new", "rule", "slimmed")
    finally:
        del os.environ["ZHIBIAO_RULES"]
    assert (d.folder / "elsewhere/common/slimmed.lua").exists()


# ---- diff ----

def diff_tells_fields_and_rules(d):
    d.own_rules()
    out = d.run("diff", "shipped", "my-rules", "note.txt", status=1).stdout
    for words in ("~ 1:16     36.8亿元  indicator - → technology_contracts", "subject 蹿 → 技术合同成交额", "value 38 → -38",
                  "rule common/subject → common/slimmed", "1 document: 0 added, 0 removed, 3 changed, 0 alike",
                  "changed fields: value 1, indicator 2, subject 2, measure 1, rule 1"):
        assert words in out, f"{words}\n{out}"
    assert "→ 38" in d.run("diff", "my-rules", "shipped", "note.txt", status=1).stdout


def the_same_rules_differ_in_nothing(d):
    d.own_rules()
    assert d.run("diff", "my-rules", "my-rules", "note.txt").stdout == "1 document: 0 added, 0 removed, 0 changed, 3 alike\n"
    d.run("diff", "shipped", "shipped", str(SAMPLE))


def diff_tells_what_comes_and_goes(d):
    d.write("a/units.lua", 'return {\n  { "串", kind = "count" },\n}\n')
    d.write("word.txt", "2024年，发放贝币36串，新建厂房7座。\n")
    out = d.run("diff", "shipped", "a", "word.txt", status=1).stdout
    gone = d.run("diff", "a", "shipped", "word.txt", status=1).stdout
    assert "unit - → 串" in out and "unit 串 → -" in gone, out + gone


def diff_tells_added_and_removed_observations(d):
    d.write("own/units.lua", 'return {\n  { "里拉", kind = "skip" },\n}\n')
    d.write("word.txt", "2024年，存款为36里拉，新建厂房7座。\n")
    out = d.run("diff", "shipped", "own", "word.txt", status=1).stdout
    back = d.run("diff", "own", "shipped", "word.txt", status=1).stdout
    assert "1 document: 0 added, 1 removed, 0 changed, 1 alike" in out and "- 1:10" in out, out
    assert "1 document: 1 added, 0 removed, 0 changed, 1 alike" in back and "+ 1:10" in back, back


def a_rule_file_of_ones_own_that_is_removed_shows(d):
    d.own_rules()
    shutil.copytree(d.folder / "my-rules", d.folder / "before")
    for file in (d.folder / "my-rules").rglob("*.lua"):
        if file.parent.name == "common":
            file.unlink()
    out = d.run("diff", "before", "my-rules", "note.txt", status=1).stdout
    assert "rule common/slimmed → common/subject" in out, out


def a_rule_missing_from_a_copy_of_the_shipped_ones_still_counts(d):
    shutil.copytree(pathlib.Path(ROOT) / "rules", d.folder / "copy")
    (d.folder / "copy/common/part.lua").unlink()
    assert "0 added, 0 removed, 0 changed" in d.run("diff", "shipped", "copy", str(SAMPLE)).stdout


def diff_has_ndjson_and_csv(d):
    d.own_rules()
    lines = d.run("diff", "--format", "ndjson", "shipped", "my-rules", "note.txt", status=1).stdout.splitlines()
    assert [json.loads(line)["change"] for line in lines] == ["changed"] * 3
    assert json.loads(lines[2])["fields"]["value"] == ["38", "-38"]
    rows = list(csv.DictReader(io.StringIO(d.run("diff", "--format=csv", "shipped", "my-rules", "note.txt", status=1).stdout)))
    assert [r["field"] for r in rows] == ["indicator", "indicator", "subject", "value", "subject", "measure", "rule"], rows
    assert rows[3]["before"] == "38" and rows[3]["after"] == "-38"
    d.run("diff", "--format=csv", "-o", "d.csv", "shipped", "my-rules", "note.txt", status=1)
    assert d.read("d.csv").startswith("doc,line,column,change,field")


def diff_reads_an_old_store_with_new_rules(d):
    d.own_rules()
    d.write("2023.txt", "全市税收收入5亿元，比上年增长2%。\n")
    d.run("store", "init", "s.db")
    d.run("store", "add", "s.db", "note.txt")
    d.run("store", "add", "--year", "2023", "--codes", "all", "s.db", "2023.txt")
    out = d.run("diff", "--store", "s.db", "my-rules", status=1).stdout
    assert "note.txt" in out and "2023.txt" not in out, out
    assert "2 documents: 0 added, 0 removed, 3 changed, 2 alike" in out, out
    assert "2 documents: 0 added, 0 removed, 0 changed, 5 alike" in d.run("diff", "--store", "s.db", "shipped").stdout
    d.write("note.txt", NOTE + "又及。\n")
    d.fails("diff", "--store", "s.db", "my-rules", says="have changed since")


def a_document_that_cannot_be_read_costs_only_itself(d):
    d.own_rules()
    done = d.fails("diff", "shipped", "my-rules", "none.txt", "note.txt", says="none.txt")
    assert "3 changed" in done.stdout


def diff_says_what_is_wrong(d):
    d.own_rules()
    d.fails("diff", "my-rules", "note.txt", says="two RULES")
    d.fails("diff", "--store", "s.db", "my-rules", "note.txt", says="one RULES")
    d.fails("diff", "--store", "none.db", "my-rules", says="none.db")
    d.fails("diff", "shipped", "no-rules", "note.txt", says="no-rules")
    d.fails("diff", "--stat", "--format", "csv", "shipped", "my-rules", "note.txt", says="--stat")
    d.write("bad/common/x.lua", "return { { nmae = 'x' } }\n")
    d.fails("diff", "shipped", "bad", "note.txt", status=3, says=["did you mean 'name'", "^"])


# ---- watch ----

class Watch:
    """zhibiao watch at work; its output is awaited, not timed."""

    def __init__(self, d, *arguments):
        self.log = d.folder / "watch.log"
        self.out = open(self.log, "wb")
        self.process = subprocess.Popen([ZHIBIAO, "watch", *arguments], cwd=d.folder, stdout=self.out, stderr=self.out)
        self.seen = 0
        self.expect("watching")

    def text(self):
        return self.log.read_text(encoding="utf-8")

    def expect(self, *words):
        """Waits until all words have come since the last call."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            new = self.text()[self.seen:]
            if all(w in new for w in words):
                self.seen += len(new)
                return new
            assert self.process.poll() is None, f"watch ended: {new}"
            time.sleep(0.02)
        raise AssertionError(f"{words} did not come: {self.text()[self.seen:]}")

    def end(self):
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=30)
        self.out.close()
        assert status == 0, status


def watch_tells_what_each_save_changes(d):
    d.own_rules()
    rule = "my-rules/common/slimmed.lua"
    good = d.read(rule)
    w = Watch(d, "--rules", "my-rules", "note.txt")
    try:
        assert "行政审批事项" in w.text()
        d.write(rule, good.replace("sign = -1", "sign = 1"))
        w.expect("value -38 → 38", "1 document: 0 added, 0 removed, 1 changed, 2 alike")
        d.write(rule, good.replace("measure = \"change\", sign", "meazure = \"change\", sign"))
        w.expect("did you mean 'measure'", "^", "the rules before this save still count")
        other = d.write("slimmed.new", good)
        os.replace(other, d.folder / rule)          # as many editors save
        w.expect("value 38 → -38", "1 changed")
        d.write("my-rules/units.lua", "return {}\n")
        w.expect("rules saved", "0 added, 0 removed, 0 changed, 3 alike")
        d.write("note.txt", NOTE + "新建驿站7座。\n")
        w.expect("document saved", "2:")
    finally:
        w.end()


def watch_stays_when_a_document_goes_and_comes(d):
    d.own_rules()
    w = Watch(d, "-q", "--rules", "my-rules", "note.txt")
    try:
        (d.folder / "note.txt").unlink()
        w.expect("document saved", "note.txt", "error[io]")
        d.write("note.txt", NOTE)
        w.expect("document saved", "36.8")
    finally:
        w.end()


def watch_says_what_is_wrong(d):
    d.own_rules()
    d.fails("watch", "note.txt", says="--rules DIR")
    d.fails("watch", "--rules", "my-rules", says="no documents")
    d.fails("watch", "--rules", "my-rules", "-", says="standard input")
    d.fails("watch", "--rules", "none", "note.txt", says="none")
    d.write("bad/common/x.lua", "return { { nmae = 'x' } }\n")
    d.fails("watch", "--rules", "bad", "note.txt", status=3, says="did you mean 'name'")


# ---- repl ----

def told(d, *lines, options=()):
    done = d.run("repl", *options, text="\n".join(lines) + "\n")
    return done.stdout, done.stderr


def a_sentence_is_answered_with_tokens_and_observations(d):
    out, err = told(d, "全市税收收入增长5%。")
    assert "税收收入  indicator" in out and "5%        figure" in out and "tax_revenue" in out, out
    assert err == ""


def lua_is_run_and_shown(d):
    out, err = told(d, "= 1 + 1, 'a'", "x = 5", "x", "for i = 1, 2 do", "print(i)", "end", 'tokens("增长5%")[1].classes',
                    'extract("税收收入增长5%。")[1].indicator', 'indicators("税收收入")[1].code', '#rules("growth") > 1')
    assert out.split() == ["2", "a", "5", "1", "2", "rise", "tax_revenue", "tax_revenue", "true"], out
    assert err == ""


def a_mistake_does_not_end_the_session(d):
    out, err = told(d, "= nil + 1", "error('boo')", ":typ x", ":type wrk_report", "= )", "while true do end",
                    "while true do pcall(function() while true do end end) end", "zhibiao", "print(7)")
    for words in ("line:1: attempt to perform arithmetic", "boo", "did you mean :type?", "did you mean 'work_report'?",
                  "more instructions than a line may take"):
        assert words in err, f"{words}\n{err}"
    assert out.splitlines()[-1] == "7", out


def commands_change_what_sentences_mean(d):
    out, _ = told(d, ":year 2023", ":type communique", "全年税收收入增长5%。", ":explain 税收收入增长5%", ":quit", "print('not run')")
    assert "communique" in out and "2023" in out and "the rule: common/growth" in out and "not run" not in out, out


def rules_that_are_saved_count_from_the_next_line_on(d):
    d.own_rules()
    process = subprocess.Popen([ZHIBIAO, "repl", "--rules", "my-rules"], cwd=d.folder, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def say(line, until):
        process.stdin.write(line + "\n")
        process.stdin.flush()
        got = ""
        while until not in got:
            more = process.stdout.readline()
            assert more, f"{line}: ended with {got}"
            got += more
        return got

    say("print('ready')", "ready")
    say("行政审批事项瘦身38项。", "-38")
    d.write("my-rules/common/slimmed.lua", d.read("my-rules/common/slimmed.lua").replace("sign = -1", "sign = 1"))
    assert "(rules read again)" in say("行政审批事项瘦身38项。print", "   38 ")
    d.write("my-rules/common/slimmed.lua", "return { { nmae = 'x' } }\n")
    assert "did you mean 'name'" in say("print('still')", "still")
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    process.stdout.close()


class Terminal:
    """zhibiao repl at a terminal of its own."""

    def __init__(self, d):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(d.folder)
            os.environ.update(XDG_STATE_HOME=str(d.folder / "state"), TERM="xterm", LC_ALL="C.UTF-8")
            os.execv(ZHIBIAO, [ZHIBIAO, "repl"])
        self.seen = ""
        self.expect("zhibiao> ")

    def type(self, text):
        os.write(self.fd, text.encode())

    def expect(self, words):
        end = time.monotonic() + 60
        while words not in self.seen:
            ready, _, _ = select.select([self.fd], [], [], max(0, end - time.monotonic()))
            assert ready, f"{words!r} did not come: {self.seen!r}"
            self.seen += os.read(self.fd, 4096).decode(errors="replace")
        self.seen = self.seen[self.seen.index(words) + len(words):]

    def end(self):
        self.type(":quit\n")
        end = time.monotonic() + 60
        while (done := os.waitpid(self.pid, os.WNOHANG)) == (0, 0):
            assert time.monotonic() < end, "does not end"
            time.sleep(0.02)
        os.close(self.fd)
        assert os.waitstatus_to_exitcode(done[1]) == 0


def at_a_terminal_there_are_history_and_completion(d):
    if not any(pathlib.Path("/usr/lib").glob("*/libedit.so.2")):
        print("desk: libedit is not here: history and completion are left out")      # plain lines, read by the tests above
        return
    t = Terminal(d)
    t.type("print(40 + 2)\n")
    t.expect("42\r\n")
    t.type("indica\t")
    t.expect("tors")                                 # the rest of the word
    t.type('("税收收入")[1].code\n')
    t.expect("tax_revenue")
    t.type("print('go') while true do end\n")
    t.expect("go\r\n")
    t.type("\x03")
    t.expect("stopped")
    t.expect("zhibiao> ")
    t.end()
    kept = (d.folder / "state/zhibiao/history").read_text(encoding="utf-8", errors="replace")
    assert "print(40" in kept, kept
    t = Terminal(d)
    t.type("\x1b[A\x1b[A")                          # the line before :quit
    t.expect("print('go')")
    t.type("\x15print('again')\n")
    t.expect("again\r\n")
    t.end()


def repl_says_what_is_wrong(d):
    d.fails("repl", "x", says="standard input")
    d.fails("repl", "--rules", "none", says="none")
    d.fails("repl", "--type", "wrk_report", says="did you mean")
    d.write("bad/common/x.lua", "return { { nmae = 'x' } }\n")
    d.fails("repl", "--rules", "bad", status=3, says=["did you mean 'name'", "^"])


TESTS = [v for v in list(globals().values()) if getattr(v, "__code__", None) and v.__code__.co_varnames[:1] == ("d",)
         and v.__code__.co_argcount == 1]


def main():
    os.environ.pop("ZHIBIAO_RULES", None)
    passed = failed = 0
    for test in TESTS:
        try:
            test(Desk())
            passed += 1
        except Exception as why:    # noqa: BLE001
            failed += 1
            print(f"not ok: {test.__name__.replace('_', ' ')}: {type(why).__name__}: {why}")
    print(f"desk: {passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
