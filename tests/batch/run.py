#!/usr/bin/env python3
"""zhibiao batch: jobs run, run again, interrupted, and fed with what is hostile. usage: run.py ZHIBIAO"""
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLES = sorted((ROOT / "examples" / "samples").glob("*.txt"))
ZHIBIAO = str(pathlib.Path(sys.argv[1]).resolve())
JOB = 'return { store = "s.db", documents = { { folder = "docs" } } }'


class Job:
    """A job in a folder of its own, with copies of the samples in docs/."""

    def __init__(self, script=JOB):
        self.room = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.room.name)
        (self.folder / "docs").mkdir()
        for path in SAMPLES:
            shutil.copy(path, self.folder / "docs")
        self.write(script)

    def write(self, script):
        (self.folder / "job.lua").write_text(script, encoding="utf-8")

    def run(self, *options, status=0, **how):
        done = subprocess.run([ZHIBIAO, "batch", *options, str(self.folder / "job.lua")], capture_output=True, text=True,
                              timeout=300, **how)
        assert status is None or done.returncode == status, f"status {done.returncode}, not {status}\n{done.stdout}{done.stderr}"
        return done

    def start(self, *options):
        return subprocess.Popen([ZHIBIAO, "batch", *options, str(self.folder / "job.lua")], stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True)

    def export(self):
        return subprocess.run([ZHIBIAO, "store", "export", str(self.folder / "s.db")], capture_output=True, text=True,
                              check=True).stdout

    def append(self, name, text):
        with open(self.folder / "docs" / name, "a", encoding="utf-8") as f:
            f.write(text)


def counts(done):
    words = done.stdout.split(";")[0].replace(":", ",").split(",")
    return {words[i].split()[-1]: int(words[i].split()[0]) for i in range(len(words))}


def the_store_holds_what_extract_gives():
    job = Job()
    done = job.run()
    assert counts(done) == {"documents": len(SAMPLES), "read": len(SAMPLES), "unchanged": 0, "failed": 0}, done.stdout
    names = sorted(f"docs/{path.name}" for path in SAMPLES)
    assert job.export() == subprocess.run([ZHIBIAO, "extract", "--format", "ndjson", *names], cwd=job.folder, capture_output=True,
                                          text=True).stdout


def processes_and_order_do_not_matter():
    one, four = Job(), Job('return { store = "s.db", documents = { { files = { "docs/*n*.txt", "docs/*.txt" } } } }')
    one.run("-j1")
    four.run("-j4")
    assert one.export() == four.export()


def only_what_has_changed_is_read_again():
    job = Job()
    job.run()
    assert counts(job.run())["unchanged"] == len(SAMPLES)
    job.append(SAMPLES[0].name, "\n新建便民驿站7处。\n")
    assert counts(job.run())["read"] == 1
    job.write('return { store = "s.db", documents = { { folder = "docs", year = function(path)\n'
              'if path:find "half" then return 2023 end end } } }')
    done = job.run("--explain-skip")
    assert counts(done)["read"] == 1 and "what is told of it has changed" in done.stderr
    (job.folder / "rules").mkdir()
    (job.folder / "rules" / "lexicon.lua").write_text('return { rise = { "蹿升" } }', encoding="utf-8")
    job.write('return { store = "s.db", rules = "rules", documents = { { folder = "docs" } } }')
    done = job.run("-v")
    assert counts(done)["read"] == len(SAMPLES) and "the rules have changed" in done.stderr
    assert counts(job.run("--force"))["read"] == len(SAMPLES)


def reports_made_side_by_side_stay_current():
    for _ in range(5):
        job = Job('return { store = "s.db", documents = { { folder = "docs" } }, reports = { { "compare", indicator = "gdp", '
                  'output = "a.md" }, { "coverage", output = { "b.html", "b.md" } } } }')
        job.run("-j2")
        done = job.run("-j2", "-v").stderr
        assert done.count(": unchanged") == len(SAMPLES) + 2, done


def reports_are_written_when_something_has_changed():
    job = Job('return { store = "s.db", documents = { { folder = "docs" } },\n'
              'reports = { { "compare", indicator = "gdp", period = "2024", output = { "out/a.md", "out/a.csv" } } } }')
    job.run()
    first = (job.folder / "out/a.md").stat().st_mtime_ns
    assert "report compare: unchanged" in job.run("-v").stderr
    assert (job.folder / "out/a.md").stat().st_mtime_ns == first
    (job.folder / "out/a.csv").unlink()
    assert "report compare: written" in job.run("-v").stderr
    job.append(SAMPLES[0].name, "\n新建便民驿站7处。\n")
    assert "report compare: written" in job.run("-v").stderr
    job.write('return { store = "s.db", documents = { { folder = "docs" } }, reports = { { "comprae", output = "a.md" } } }')
    assert "did you mean 'compare'" in job.run(status=2).stderr


SLOW_DISK = r"""
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
int fdatasync(int fd) { usleep(700000); return (int)syscall(SYS_fdatasync, fd); }
int fsync(int fd) { return fdatasync(fd); }
"""


def a_report_that_is_quicker_than_the_disk_stays_current():
    job = Job('return { store = "s.db", documents = { { folder = "docs" } }, reports = { { "coverage", output = "a.md" } } }')
    slow = job.folder / "slow.so"
    compiler = [os.environ.get("CC", "cc"), "-shared", "-fPIC", "-xc", "-", "-o", slow]
    subprocess.run(compiler, input=SLOW_DISK, text=True, check=True)
    asan = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
    job.run("-j2", env={**os.environ, "LD_PRELOAD": str(slow), "ASAN_OPTIONS": asan})
    assert not (job.folder / "s.db-wal").exists()
    assert "report coverage: unchanged" in job.run("-j2", "-v").stderr


def what_is_put_while_somebody_has_the_store_open_makes_reports_anew():
    job = Job('return { store = "s.db", documents = { { folder = "docs" } }, reports = { { "coverage", output = "a.md" } } }')
    job.run()
    (job.folder / "more.txt").write_text("安澜市2025年政府工作报告\n\n2024年，全市生产总值增长5.5%。\n", encoding="utf-8")
    with sqlite3.connect(job.folder / "s.db") as reader:
        reader.execute("SELECT count(*) FROM document").fetchall()
        subprocess.run([ZHIBIAO, "store", "add", str(job.folder / "s.db"), str(job.folder / "more.txt")], check=True)
        assert (job.folder / "s.db-wal").stat().st_size > 0
        assert "report coverage: written" in job.run("-v").stderr


def a_dry_run_tells_and_does_nothing():
    job = Job('return { store = "s.db", documents = { { folder = "docs" } }, reports = { { "compare", output = "a.md" } } }')
    done = job.run("-n")
    assert done.stdout.count("read docs/") == len(SAMPLES) and "report compare --output=a.md" in done.stdout
    assert sorted(path.name for path in job.folder.iterdir()) == ["docs", "job.lua"]


def what_is_named_no_longer_is_taken_out_when_asked():
    job = Job()
    job.run()
    (job.folder / "docs" / SAMPLES[0].name).unlink()
    assert counts(job.run())["documents"] == len(SAMPLES) - 1 and SAMPLES[0].name in job.export()
    job.write('return { store = "s.db", prune = true, documents = { { folder = "docs" } } }')
    assert "1 removed" in job.run().stdout and SAMPLES[0].name not in job.export()


def mistakes_in_a_job_are_told_at_their_place():
    for script, status, words in (
        ("return { stor = 1 }", 3, "did you mean 'store'"),
        ('return { store = "s.db" }', 3, "has documents"),
        ('return { store = "s.db", documents = { { file = "x" } } }', 3, "did you mean 'files'"),
        ('return { store = "s.db", documents = { { files = "x", list = "y" } } }', 3, "one of files, folder and list"),
        ('return {\n  store = "s.db",,\n}', 3, "job.lua:2"),
        ('return { store = "s.db", documents = { { folder = "docs", year = function(p) return p.x.y end } } }', 3, "job.lua:1"),
        ("while true do end", 1, "too many steps"),
        ('return { store = io.open("x") }', 3, "io"),
        ('return { store = "s.db", documents = { { files = "docs/*", type = "tpye" } } }', 1, "no report type 'tpye'"),
    ):
        done = Job(script).run(status=None)
        assert done.returncode == status and words in done.stderr, (script, done.returncode, done.stderr)
    assert "no job" in subprocess.run([ZHIBIAO, "batch"], capture_output=True, text=True).stderr
    assert "error[io]" in subprocess.run([ZHIBIAO, "batch", "/none/job.lua"], capture_output=True, text=True).stderr


def a_killed_batch_goes_on_where_it_stopped():
    whole = Job()
    whole.run()
    wanted, job, rng = whole.export(), Job(), random.Random(5)
    for _ in range(50):
        work = job.start("-j2")
        time.sleep(rng.uniform(0, 0.05))
        work.kill()
        work.wait()
        if rng.random() < 0.2:          # so that there is work again
            time.sleep(0.1)
            for path in job.folder.glob("s.db*"):
                path.unlink()
    time.sleep(0.1)
    job.run()
    assert job.export() == wanted
    with sqlite3.connect(job.folder / "s.db") as db:
        indexes = db.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL").fetchall()
    assert indexes == [("observation_indicator",)], indexes


def children(pid):
    path = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text().split()] if path.exists() else []


def large(job, name="large.txt", size=80):
    text = (SAMPLES[0].read_text(encoding="utf-8") * 40).replace("\n\n", "\n")
    with open(job.folder / "docs" / name, "w", encoding="utf-8") as f:
        for _ in range(size):
            f.write(text)


def a_document_costs_only_itself_when_its_process_dies():
    job = Job()
    large(job)
    work = job.start("-j1")
    time.sleep(0.7)
    for child in children(work.pid):
        subprocess.run(["kill", "-9", str(child)], check=True)
    out, _ = work.communicate(timeout=120)
    assert work.returncode == 1 and "1 failed" in out and "signal 9" in out and f"{len(SAMPLES)} read" in out, out


def a_document_may_not_take_too_long():
    job = Job('return { store = "s.db", timeout = 1, documents = { { folder = "docs" } } }')
    large(job, size=400)
    done = job.run("-j2", status=1)
    assert "it took longer than 1 s" in done.stdout and counts(done)["read"] == len(SAMPLES), done.stdout


def no_process_stays_behind_a_killed_batch():
    job = Job()
    large(job)
    work = job.start("-j2")
    time.sleep(0.5)
    mine = children(work.pid)
    work.kill()
    work.wait()
    for _ in range(1200):
        if not any(pathlib.Path(f"/proc/{pid}").exists() for pid in mine):
            return
        time.sleep(0.1)
    raise AssertionError("a worker outlived its parent")


def full_disk():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


def a_full_disk_is_told_and_the_next_run_goes_on():
    job, whole = Job(), Job()
    done = job.run("-j2", status=2, preexec_fn=full_disk)
    assert "disk" in done.stderr or "full" in done.stderr or "I/O" in done.stderr, done.stderr
    job.run()
    whole.run()
    assert job.export() == whole.export()


def hostile_files_fail_one_by_one():
    job, rng = Job(), random.Random(7)
    for i in range(100):
        kinds = [b"%PDF-1.4 garbage", b"PK\x03\x04" + rng.randbytes(200), b"<html>" + b"<div>" * 3000, rng.randbytes(3000),
                 b"\xff\xfe" + rng.randbytes(99), b"\0" * 1000, b"9" * 10000, "增长".encode() * 500 + b"\xe4"]
        (job.folder / "docs" / f"hostile{i:02}").write_bytes(kinds[i % len(kinds)])
    done = job.run("-j2", status=1)
    assert counts(done)["documents"] == len(SAMPLES) + 100
    assert counts(done)["read"] + counts(done)["failed"] == len(SAMPLES) + 100


def the_log_is_json_when_asked():
    job = Job()
    events = [json.loads(line) for line in job.run("--log-format", "json").stderr.splitlines()]
    assert [e["event"] for e in events] == ["document"] * len(SAMPLES) + ["end"]
    assert sum(e["observations"] for e in events[:-1]) == events[-1]["observations"]


def watching_runs_again_when_something_changes():
    job = Job()
    work = job.start("--watch")
    alarm = threading.Timer(60, work.kill)        # a line that never comes is a failure, not a wait
    alarm.start()
    try:
        assert f"{len(SAMPLES)} read" in work.stdout.readline()
        job.append(SAMPLES[0].name, "\n新建便民驿站7处。\n")
        assert " 1 read" in work.stdout.readline()
        job.write(JOB.replace('"docs" }', '"docs", area = "临清市" }'))
        assert f" {len(SAMPLES)} read" in work.stdout.readline()
    finally:
        alarm.cancel()
        work.kill()
        work.wait()


def the_example_jobs_run():
    with tempfile.TemporaryDirectory() as room:
        for name in ("samples", "batch", "reports"):
            if (ROOT / "examples" / name).exists():
                shutil.copytree(ROOT / "examples" / name, pathlib.Path(room) / name, ignore=shutil.ignore_patterns("out"))
        jobs = sorted((pathlib.Path(room) / "batch").glob("*.lua"))
        assert jobs
        for job in jobs:
            done = subprocess.run([ZHIBIAO, "batch", str(job)], capture_output=True, text=True, timeout=120)
            assert done.returncode == 0 and not done.stderr, (job.name, done.stdout, done.stderr)


TESTS = [
    the_store_holds_what_extract_gives, processes_and_order_do_not_matter, only_what_has_changed_is_read_again,
    reports_made_side_by_side_stay_current, reports_are_written_when_something_has_changed,
    a_report_that_is_quicker_than_the_disk_stays_current, what_is_put_while_somebody_has_the_store_open_makes_reports_anew,
    a_dry_run_tells_and_does_nothing,
    what_is_named_no_longer_is_taken_out_when_asked, mistakes_in_a_job_are_told_at_their_place,
    a_killed_batch_goes_on_where_it_stopped, a_document_may_not_take_too_long, a_full_disk_is_told_and_the_next_run_goes_on,
    hostile_files_fail_one_by_one, the_log_is_json_when_asked, watching_runs_again_when_something_changes, the_example_jobs_run,
]
if pathlib.Path("/proc/self/task").exists():
    TESTS += [a_document_costs_only_itself_when_its_process_dies, no_process_stays_behind_a_killed_batch]


def main():
    passed = failed = 0
    for test in TESTS:
        if sys.argv[2:] and test.__name__ not in sys.argv[2:]:
            continue
        began = time.monotonic()
        try:
            test()
            passed += 1
        except (AssertionError, KeyError, ValueError, subprocess.SubprocessError) as why:
            failed += 1
            print(f"batch: {test.__name__}: {why or 'not so'}")
        if sys.argv[2:]:
            print(f"{test.__name__}: {time.monotonic() - began:.1f} s")
    print(f"batch: {passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
