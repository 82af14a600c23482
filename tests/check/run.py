#!/usr/bin/env python3
"""zhibiao check: every kind of mistake with its message and place (cases.txt); nothing told of what is right; rule files mangled
at random never break it. usage: run.py ZHIBIAO [NAME] [--seeds N]   NAME: only cases that have it in their name"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import mangle

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ZHIBIAO = pathlib.Path(sys.argv[1]).resolve()
passed = failed = 0


def only_checked(record):
    """What is an error to check, and loads."""
    return record["code"] in ("slow", "nothing") or any(
        words in record["message"] for words in ("in this table, first in", "no unit '"))


def verdict(good, name, *more):
    global passed, failed
    passed += good
    failed += not good
    if not good:
        print(f"not ok: {name}", *more, sep="\n    ")


def run(*words, **env):
    return subprocess.run([ZHIBIAO, *words], capture_output=True, timeout=60,
                          env={k: v for k, v in os.environ.items() if k != "ZHIBIAO_RULES"} | env)


def cases():
    """Each case: its name, its files, and the lines that are expected."""
    case, into = None, None
    for line in (HERE / "cases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            if case:
                yield case
            case, into = (line[3:], {}, []), None
        elif line.startswith("-- ") and case and into is not case[2]:
            into = case[1].setdefault(line[3:], [])
        elif line == ">>":
            into = case[2]
        elif into is not None and (line or into is not case[2]):
            into.append(line)
    yield case


def write(folder, files):
    for name, lines in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(lines if isinstance(lines, bytes) else ("\n".join(lines) + "\n").encode())


def told(record, folder, several):
    name = str(pathlib.Path(record["file"]).relative_to(folder)) + ":" if several else ""
    return f'{name}{record["line"]}:{record["column"]} {record["severity"]}[{record["code"]}] {record["message"]}'


def alike(want, got):
    return got.startswith(want[:-1]) if want.endswith("…") else got == want


def width(text):
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def carets_fit(text, records):
    """The text form shows each line with a caret under the column, whatever the width of the signs before it."""
    lines = iter(text.splitlines())
    for record in records:
        head = next(lines)
        source, caret = (next(lines), next(lines)) if record["source"] else ("", "   ")
        if not head.startswith(f'{record["file"]}:{record["line"]}:{record["column"]}: '):
            return f"no line of {record}"
        if "…" in source or not record["source"]:
            continue
        if width(source[2:][:record["column"] - 1]) != width(caret) - 3:
            return f"a caret out of its place: {caret!r} under {source!r}"
    return None


def try_case(name, files, expected):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        write(folder, files)
        done = run("check", "--format", "json", folder)
        records = [json.loads(line) for line in done.stdout.splitlines()]
        got = [told(r, folder, len(files) > 1) for r in records]
        same = len(got) == len(expected) and all(alike(*pair) for pair in zip(expected, got, strict=True))
        verdict(same, name, "wanted:", *expected, "got:", *got, done.stderr.decode())
        errors = sum(r["severity"] == "error" for r in records)
        verdict(done.returncode == (3 if errors else 0), f"{name}: status {done.returncode}")
        loads = run("types", "--rules", folder).returncode
        wanted = 3 if any(r["severity"] == "error" and not only_checked(r) for r in records) else 0
        verdict(loads == wanted, f"{name}: loading ends with {loads}")
        fault = carets_fit(run("check", folder).stdout.decode(), records)
        verdict(fault is None, name, fault)


def shipped():
    """The shipped rules and those of the README have no mistake, and are checked in a moment."""
    for words in ([], ["rules"], ["examples/my-rules"], ["examples/my-rules/common/slimmed.lua"]):
        began = time.time()
        done = subprocess.run([ZHIBIAO, "check", *words], capture_output=True, cwd=ROOT, timeout=60)
        verdict(done.returncode == 0 and not done.stdout, f"check {words}", done.stdout.decode(), done.stderr.decode())
        verdict("no mistake" in done.stderr.decode() and "warning" not in done.stderr.decode(), f"check {words}: its last line")
        verdict(time.time() - began < (20 if "asan" in str(ZHIBIAO) else 5), f"check {words}: {time.time() - began:.2f} s")


def operands():
    """RULES as directory, as files, by the environment, by themselves."""
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        write(folder, {"mine/common/a.lua": ['return { { name = "a", match = "{surge} {figure:rank}", priority = 900, '
                                             'measure = "rnak" } }'],
                       "mine/common/b.lua": ['return { { name = "b" } }'], "mine/lexicon.lua": ['return { surge = { "蹿升" } }'],
                       "loose.lua": ['return { { name = "l", match = "{raise} {figure}" } }'],
                       "other/lexicon.lua": ["return {}"]})
        def check(*words, status=3, out=(), err=(), lines=None, **env):
            done = run("check", *[str(folder / w) if not w.startswith("-") and w != "json" else w for w in words], **env)
            text, tail = done.stdout.decode(), done.stderr.decode()
            good = done.returncode == status and all(o in text for o in out) and all(e in tail for e in err)
            verdict(good and (lines is None or len(text.splitlines()) == lines), f"check {words} {env}", text, tail)
        check("mine", out=["a.lua:1:", "b.lua:1:"], lines=6, err=["2 mistakes"])
        check("mine/common/a.lua", out=["'rnak'"], lines=3, err=["1 mistake;", "1 in other files"])
        check("mine/common/a.lua", "mine/common/b.lua", lines=6)
        check("mine/lexicon.lua", status=0, lines=0, err=["no mistake; 2 in other files"])
        check("loose.lua", out=["loose.lua:1:34: error[class]"], lines=3)
        check("mine", "other", status=2, err=["one directory of rules"])
        check("mine", "loose.lua", status=2, err=["one directory of rules"])
        check("gone", status=2, err=["gone"])
        (folder / "empty").mkdir()
        check("empty", status=2, err=["empty: no rule file is there"])
        check("gone.lua", status=2, err=["gone.lua"])
        check(lines=6, ZHIBIAO_RULES=str(folder / "mine"))
        check("mine", "--quiet", lines=6)
        check("mine", "--fromat", "json", status=2, err=["did you mean --format?"])


def mangled(seeds):
    sources = {str(p.relative_to(ROOT / "rules")): p.read_text(encoding="utf-8") for p in sorted((ROOT / "rules").rglob("*.lua"))}
    for seed in range(seeds):
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            write(folder, mangle.replay(seed, sources))
            done, loads = run("check", "--quiet", folder), run("types", "--rules", folder)
            verdict(done.returncode in (0, 3) and loads.returncode in (0, 3),
                    f"mangled {seed}: check ends with {done.returncode}, "
                    f"loading with {loads.returncode}", done.stderr.decode()[-300:])
            verdict(loads.returncode == 0 or done.returncode == 3, f"mangled {seed}: what does not load has a mistake")


def main():
    words = sys.argv[2:]
    seeds = int(words[words.index("--seeds") + 1]) if "--seeds" in words else 25
    only = words[0] if words and not words[0].startswith("-") else ""
    for case in cases():
        if only in case[0]:
            try_case(*case)
    if not only:
        shipped()
        operands()
        mangled(seeds)
    print(f"check: {passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
