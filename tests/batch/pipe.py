#!/usr/bin/env python3
"""zhibiao pipe: what goes in by lines comes out at once, mistakes too. usage: pipe.py ZHIBIAO"""
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLES = sorted((ROOT / "examples" / "samples").glob("*.txt"))
ZHIBIAO = str(pathlib.Path(sys.argv[1]).resolve())


def pipe(*lines, status=0):
    text = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)
    done = subprocess.run([ZHIBIAO, "pipe"], input=text, capture_output=True, text=True, timeout=60)
    assert done.returncode == status, (done.returncode, done.stderr)
    return done.stdout


def records(*lines, status=0):
    return [json.loads(line) for line in pipe(*lines, status=status).splitlines()]


def a_path_and_a_text_give_what_extract_gives():
    wanted = subprocess.run([ZHIBIAO, "extract", "--format", "ndjson", *map(str, SAMPLES)], capture_output=True, text=True).stdout
    assert pipe(*({"path": str(p)} for p in SAMPLES)) == wanted
    assert pipe(*({"id": str(p), "text": p.read_text(encoding="utf-8")} for p in SAMPLES)) == wanted


def what_is_told_of_a_document_holds_for_it_alone():
    one, two = (r for r in records({"id": "1", "text": "新建公园6处。", "year": 2023, "type": "communique", "area": "临清市"},
                                   {"id": "2", "text": "新建公园6处。"}) if "record" in r)
    assert (one["year"], one["type"], one["area"]) == (2023, "communique", "临清市")
    assert (two["year"], two["type"], two["area"]) == (None, "other", "")


def mistakes_are_told_in_band_and_the_rest_goes_on():
    bad = ["no json", "[1]", {"text": "x"}, {"id": "a"}, {"id": "b", "text": "x", "path": "y"}, {"id": "c", "text": 1},
           {"id": "d", "text": "x", "year": 1200}, {"id": "e", "text": "x", "type": "tpye"}, {"id": "f", "path": "/none"},
           '"\\ud800"', {"id": "g", "path": "-"}, "\0"]
    told = records(*bad, {"id": "good", "text": "新建公园6处。"}, status=1)
    failures = [r["doc"] for r in told if r.get("record") == "failure"]
    assert failures == ["line 1", "line 2", "line 3", "a", "b", "c", "d", "e", "f", "line 10", "g", "line 12"], failures
    assert [r["doc"] for r in told if r.get("record") == "document"] == ["good"]


def an_answer_comes_before_the_next_document_is_asked_for():
    work = subprocess.Popen([ZHIBIAO, "pipe"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for i in range(3):
        work.stdin.write(json.dumps({"id": str(i), "text": "全市新建公园6处。"}, ensure_ascii=False) + "\n")
        work.stdin.flush()
        assert json.loads(work.stdout.readline())["doc"] == str(i)
        assert json.loads(work.stdout.readline())["record"] == "document"
    work.stdin.close()
    assert work.wait() == 0


def memory_stays_flat():
    line = json.dumps({"id": "x", "text": SAMPLES[0].read_text(encoding="utf-8")}, ensure_ascii=False) + "\n"

    options = os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1"        # which keeps what was freed

    def most(n):
        probe = subprocess.Popen([ZHIBIAO, "pipe"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
                                 env={**os.environ, "ASAN_OPTIONS": options})
        probe.stdin.write(line * n)
        probe.stdin.flush()
        with open(f"/proc/{probe.pid}/status", encoding="ascii") as status:
            peak = next(int(row.split()[1]) for row in status if row.startswith("VmHWM"))
        probe.stdin.close()
        probe.wait()
        return peak
    assert most(400) < most(20) + 8192, "kB"


TESTS = [
    a_path_and_a_text_give_what_extract_gives, what_is_told_of_a_document_holds_for_it_alone,
    mistakes_are_told_in_band_and_the_rest_goes_on, an_answer_comes_before_the_next_document_is_asked_for,
]
if pathlib.Path("/proc/self/status").exists():
    TESTS.append(memory_stays_flat)


def main():
    passed = failed = 0
    for test in TESTS:
        try:
            test()
            passed += 1
        except (AssertionError, ValueError, subprocess.TimeoutExpired) as why:
            failed += 1
            print(f"pipe: {test.__name__}: {why or 'not so'}")
    print(f"pipe: {passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
