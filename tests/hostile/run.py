#!/usr/bin/env python3
"""Documents and rules that mean harm: each gives a clear message, the right exit status, and loses no other document.

usage: run.py ZHIBIAO [NAME]     NAME: only the tests whose names hold it; V=1 tells what each run took

What is large is made here. A sanitized program is not asked for 100 MB, nor held to a bound of memory.
"""
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time

GOOD = "2024年，全市地区生产总值312.6亿元，增长5.2%。\n"      # two figures
RULE = 'return {{ {{ name = "mine", match = "{match}", measure = "growth", priority = 100000, {more} }} }}\n'
GROWTH = "{subject} {rise} {figure:rate}"
MEGABYTE = 1 << 20
tests, took = [], []


def test(f):
    tests.append(f)
    return f


class Run:
    """One run of the command on documents, after which a good one is read."""

    def __init__(self, *documents, rules=None, seconds=120, megabytes=400, user=None):
        command = [ZHIBIAO, "extract", "--format", "ndjson", "--year", "2024"]
        command += ["--rules", rules] if rules else []
        with open("out", "wb") as out, open("err", "wb") as err:
            start = time.monotonic()
            self.process = subprocess.Popen([*command, *documents, "good.txt"], stdout=out, stderr=err, user=user)
            timer = signal.setitimer(signal.ITIMER_REAL, seconds)
            try:
                _, status, usage = os.wait4(self.process.pid, 0)
            except TimeoutError:
                self.process.kill()
                raise AssertionError(f"no end after {seconds} seconds") from None
            finally:
                signal.setitimer(signal.ITIMER_REAL, *timer)
        self.status = os.waitstatus_to_exitcode(status)
        self.err = pathlib.Path("err").read_text(encoding="utf-8", errors="replace")
        self.process.returncode = self.status
        peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else MEGABYTE)
        took.append(f"{time.monotonic() - start:.2f} s {peak:.0f} MB")
        assert SANITIZED or peak <= megabytes, f"{peak:.0f} MB, not {megabytes}"

    def ends(self, status, *messages):
        assert self.status == status, f"status {self.status}, not {status}: {self.err[-2000:]}"
        for message in messages:
            assert message in self.err, f"stderr lacks {message!r}: {self.err[-2000:]}"
        return self

    def quiet(self):
        assert self.err == "", self.err[-2000:]
        return self

    def records(self):
        with open("out", encoding="utf-8") as out:
            return [json.loads(line) for line in out]

    def good(self):
        """The good document behind was read. Only the end of the output is looked at: it may be large."""
        with open("out", "rb") as out:
            out.seek(max(0, os.path.getsize("out") - MEGABYTE))
            last = json.loads(out.read().splitlines()[-1])
        assert last.get("doc") == "good.txt" and last.get("observations") == 2, last
        return self

    def values(self, document):
        return [r["value"] for r in self.records() if r["doc"] == document and "record" not in r]


def document(content, name="bad.txt"):
    pathlib.Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def rules(content, file="common/mine.lua"):
    path = pathlib.Path("rules") / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return "rules"


def long_line(unit, seconds=60, megabytes=400):
    unit = unit.encode()
    with open("bad.txt", "wb") as f:
        for _ in range(100):
            f.write(unit * (MEGABYTE // len(unit)))
    return Run("bad.txt", seconds=seconds, megabytes=megabytes)


@test
def empty_file():
    assert Run(document("")).ends(0).quiet().good().values("bad.txt") == []


@test
def one_byte():
    for byte in (b"x", b"7", b"\n", b"\0"):
        Run(document(byte)).ends(0).quiet().good()
    for byte in (b"\xe4", b"\xff"):
        Run(document(byte)).ends(1, "bad.txt: error[encoding]").good()


@test
def nul_bytes():
    run = Run(document("用电量3.5亿千瓦时\0，增长\0 7%。\0\n\0\0\n出口2亿元。")).ends(0).quiet().good()
    assert 3.5 in run.values("bad.txt") and 2 in run.values("bad.txt"), run.values("bad.txt")


@test
def broken_utf8():
    broken = "出口2亿元。\n进口".encode() + b"\xe4\xba" + "3亿元。\n".encode()
    Run(document(broken)).ends(1, "bad.txt: error[encoding]: byte ").good()


@test
def random_bytes():
    Run(document(bytes((i * i * 31 + i // 7) % 256 for i in range(100000)))).ends(1, "error[encoding]").good()


@test
def broken_utf16():
    Run(document("出口2亿元".encode("utf-16") + b"\xd8")).ends(1, "error[encoding]").good()


@test
def directory():
    os.mkdir("folder")
    Run("folder").ends(2, "folder: error[io]: is a directory").good()


@test
def missing_file():
    Run("gone.txt").ends(2, "gone.txt: error[io]").good()


@test
def unreadable_file():
    document(GOOD)
    os.chmod("bad.txt", 0)
    if os.geteuid() != 0:
        Run("bad.txt").ends(2, "bad.txt: error[io]").good()
    if os.path.exists("/proc/self/mem"):                   # opens, but its reading fails
        Run("/proc/self/mem").ends(2, "/proc/self/mem: error[io]").good()


@test
def long_digits():
    run = Run(document("利润" + "7" * 10000 + "亿元，出口2亿元，进口0." + "3" * 10000 + "亿元。")).ends(0).quiet().good()
    assert 2 in run.values("bad.txt"), run.values("bad.txt")


@test
def nested_quotes():
    run = Run(document("出口" + "“" * 100000 + "2亿元" + "”" * 100000 + "，进口3亿元。")).ends(0).quiet().good()
    assert 3 in run.values("bad.txt"), run.values("bad.txt")


@test
def nested_brackets():
    run = Run(document("出口" + "（" * 100000 + "2亿元" + "）" * 100000 + "，进口3亿元。")).ends(0).quiet().good()
    assert run.values("bad.txt") == [2, 3], run.values("bad.txt")


@test
def unclosed_everything():
    for sign in "（(【[“‘《<":
        Run(document(sign * 100000 + "2亿元")).ends(0).quiet().good()


@test
def many_lines():
    for line in ("\n", "一、\n", "2\n", "2\t3\t4\n", "|2|\n", "- 2 -\n"):
        Run(document(line * 100000), megabytes=800).ends(0).quiet().good()


@test
def long_list():
    Run(document("、".join(["5亿元"] * 100000) + "分别增长" + "、".join(["5%"] * 100000) + "。"), megabytes=800).ends(0).good()


@test
def long_line_of_prose():
    if not SANITIZED:
        long_line("全市上下齐心协力，", megabytes=1000).ends(0).quiet().good()


@test
def long_line_of_figures():
    if not SANITIZED:
        long_line("工业增加值达到一个新的高度312.6亿元，同比增长4.8%；", megabytes=2500).ends(0).quiet().good()


@test
def long_line_of_digits():
    if not SANITIZED:
        long_line("9").ends(0).quiet().good()


@test
def more_figures_than_memory():
    if not SANITIZED:
        long_line("1，", megabytes=4200).ends(1, "bad.txt: error[memory]").good()


@test
def rule_that_loops():
    run = Run(rules=rules("local n = 0\nwhile true do n = n + 1 end\n"))
    run.ends(3, "rules/common/mine.lua:2", "error[rule]: too many steps")
    assert run.records() == []


@test
def rule_that_eats_memory():
    run = Run(rules=rules("local t = {}\nfor i = 1, math.huge do t[i] = { i } end\n"))
    run.ends(3, "rules/common/mine.lua:2", "not enough memory")


@test
def rule_of_bytecode():
    run = Run(rules=rules(b"\x1bLua\x54\x00\x19\x93\r\n\x1a\n\x04\x08\x08xV"))
    run.ends(3, "rules/common/mine.lua:1:1: error[rule]: bytecode")


@test
def rule_that_reaches_out():
    for call in ("os.execute('true')", "io.open('good.txt')", "require('os')", "load('return 1')", "debug.getinfo(1)"):
        Run(rules=rules(f"return {call}\n")).ends(3, "rules/common/mine.lua:1", "error[rule]")


@test
def rule_with_catastrophic_lua_pattern():
    run = Run(rules=rules(f"local _ = ('{'a' * 200}'):find('{'.-' * 20}b')\nreturn {{}}\n"))
    run.ends(3, "rules/common/mine.lua:1", "too many steps")


@test
def rule_with_catastrophic_match():
    stars = "{rank} " + "{text|number}* " * 12 + "{rise} {figure}"
    document("位居、" + "甲乙G7丙丁" * 200 + "增长5%，进口3亿元。\n")      # there is a rank, but no way to it
    run = Run("bad.txt", rules=rules(RULE.format(match=stars, more="")))
    run.ends(1, "bad.txt:1:", "error[match-limit]", "common/mine").good()
    assert run.values("bad.txt") == [5, 3], run.values("bad.txt")


@test
def hook_that_loops():
    directory = rules(RULE.format(match=GROWTH, more="hook = function() while true do end end"))
    run = Run(document("出口增长5%，进口3亿元。"), rules=directory)
    run.ends(1, "bad.txt:1:", "rules/common/mine.lua:1", "too many steps").good()
    assert run.values("bad.txt") == [5, 3], run.values("bad.txt")


@test
def hook_that_eats_memory():
    eat = "hook = function() local t = {} for i = 1, math.huge do t[i] = { i } end end"
    run = Run(document("出口增长5%，进口3亿元。"), rules=rules(RULE.format(match=GROWTH, more=eat)), megabytes=200)
    run.ends(1, "rules/common/mine.lua:1", "too much memory").good()
    assert run.values("bad.txt") == [5, 3], run.values("bad.txt")


@test
def hook_that_fails():
    directory = rules(RULE.format(match=GROWTH, more="hook = function(o) return o.none.at end"))
    run = Run(document("出口增长5%，进口3亿元。"), rules=directory).ends(1, "rules/common/mine.lua:1", "nil value").good()
    assert run.values("bad.txt") == [5, 3], run.values("bad.txt")


@test
def endless_rules_directory():
    os.mkdir("rules")
    os.symlink(".", "rules/common")
    run = Run(rules="rules")
    assert run.status in (0, 2, 3), run.status


def alarm(*_):
    raise TimeoutError


def main():
    global ZHIBIAO, SANITIZED
    ZHIBIAO = os.path.abspath(sys.argv[1])
    SANITIZED = b"__asan_init" in pathlib.Path(ZHIBIAO).read_bytes()
    signal.signal(signal.SIGALRM, alarm)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    chosen = [t for t in tests if len(sys.argv) < 3 or sys.argv[2] in t.__name__]
    failed = 0
    for t in chosen:
        took.clear()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            document(GOOD, "good.txt")
            try:
                t()
            except AssertionError as error:
                failed += 1
                print(f"not ok: {t.__name__}: {error}")
            if os.environ.get("V"):
                print(f"  {t.__name__}: {took}")
            os.chdir("/")
    print(f"hostile: {len(chosen) - failed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
