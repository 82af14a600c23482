#!/usr/bin/env python3
"""Measures zhibiao against what one would use without it, as ratios taken in one run. Called by `make bench`.

    bench.py [--build build] [--bytes 20000000] [PATH...]

PATH: documents to make the text from; ../shared/corpus and ../shared/reports where they are, else examples/.
Whole processes are timed by the wall clock, output to /dev/null, ours and theirs by turns; the best run of each counts.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = [ROOT.parent / "shared" / "corpus", ROOT.parent / "shared" / "reports"]
SMALL = 200_000
ONE_LINE = "政府工作报告\n2022年，全市实现地区生产总值812.6亿元，同比增长4.7%。\n"


def seconds(command):
    null = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=null)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    took = time.perf_counter() - start
    if status != 0:
        sys.exit(f"bench: exit status {status}: {' '.join(command)}")
    return took


def best(rounds, *commands):
    """The shortest time of each command, run by turns so that a busy machine is unjust to none."""
    for command in commands:
        seconds(command)
    return [min(times) for times in zip(*([seconds(c) for c in commands] for _ in range(rounds)))]


def run(*command):
    return subprocess.run([str(c) for c in command], check=True, stdout=subprocess.PIPE, text=True).stdout


def make(script, *arguments):
    run(sys.executable, HERE / script, *arguments)


class Bench:
    def __init__(self, build, size, paths):
        self.zhibiao = str(build / "zhibiao")
        self.figures = build / "bench" / "figures"
        self.room = build / "bench"
        self.room.mkdir(parents=True, exist_ok=True)
        self.rows = []
        self.paths = paths
        self.text = self.written("text.txt", size, paths)
        self.small = self.written("report.txt", SMALL, paths)
        self.line = self.room / "line.txt"
        self.line.write_text(ONE_LINE, encoding="utf-8")

    def written(self, name, size, paths):
        make("make_text.py", "--bytes", size, "-o", self.room / name, *paths)
        return self.room / name

    def extract(self, document, *options):
        return [self.zhibiao, "extract", "--format", "ndjson", "-q", *options, str(document)]

    def analyst(self, document, *options):
        return [sys.executable, str(HERE / "analyst.py"), *options, str(document)]

    def row(self, measure, ours, theirs, ratio, wanted, bound):
        self.rows.append((measure, ours, theirs, f"{ratio:.2f}", wanted, bound))

    def rate(self, took):
        return f"{self.text.stat().st_size / took / 1e6:.0f} MB/s"

    def recognition(self):
        took = {name: float(ms) / 1e3 for name, ms, _ in map(str.split, run(self.figures, self.text).splitlines())}
        for measure, ours, theirs, wanted, bound in (
            ("figures: both kinds of numerals", "ours", "pcre2-both", ">= 1.5",
             "telling quantities from words, dates and names at each numeral; then the walk over the characters"),
            ("figures: Arabic digits alone", "ours-arabic", "pcre2-arabic", "",
             "the same; PCRE2 only skips to the next digit here and asks nothing of what it finds"),
        ):
            other = min(took[theirs], took[theirs + "-bytes"])
            self.row(f"{measure}, PCRE2 JIT", self.rate(took[ours]), self.rate(other), other / took[ours], wanted,
                     bound)

    def extraction(self):
        """With the second thread that the command has where there are two processors, and on one of them."""
        ours, one, clauses, whole = best(7, self.extract(self.text), ["taskset", "-c", "0", *self.extract(self.text)],
                                         self.analyst(self.text, "--clauses"), self.analyst(self.text))
        bound = ("one thread lays the text out, then reads what the other has scanned, a third each; then output and pages from "
                 "the system")
        alone = ("finding words in sentences with figures, a third: branches that nobody can guess; reading the figures, a "
                 "quarter: as much code as the nearest cache holds; then lines, output, SHA-256, pages from the system")
        for measure, took, theirs, wanted, why in (
            ("Python clause by clause", ours, clauses, ">= 2", bound), ("Python whole lines", ours, whole, "", bound),
            ("on one core, Python clause by clause", one, clauses, "", alone),
        ):
            self.row(f"extract to NDJSON, {measure}", self.rate(took), self.rate(theirs), theirs / took, wanted, why)

    def names(self):
        directories = [self.room / f"names-{n}" for n in (500, 5000)]
        for directory, n in zip(directories, (500, 5000)):
            make("names.py", n, directory)
        few, many, load_few, load_many = best(7, *(self.extract(document, "--rules", str(d))
                                                   for document in (self.text, self.line) for d in directories))
        self.row("5,000 more names, 500 more names", self.rate(many), self.rate(few), many / few, "<= 1.2",
                 "reading and compiling the names")
        self.row("… when they are compiled", self.rate(many - load_many), self.rate(few - load_few),
                 (many - load_many) / (few - load_few), "", "nodes of the automaton that fall out of the first-level cache")

    def start(self):
        lua = shutil.which("lua5.4") or sys.exit("bench: no lua5.4")
        ours, theirs = best(50, self.extract(self.line), [lua, "-e", ""])
        self.row("start-up and one sentence, lua5.4 -e ''", f"{ours * 1e3:.2f} ms", f"{theirs * 1e3:.2f} ms",
                 ours / theirs, "<= 3", "the loader and its libraries; the rules are an image that is mapped, not read")

    def report(self):
        ours, theirs = best(20, self.extract(self.small), self.analyst(self.small))
        self.row("a 200 KB report, Python whole lines", f"{ours * 1e3:.2f} ms", f"{theirs * 1e3:.2f} ms", ours / theirs,
                 "<= 0.2", "reading the text; the start is the smaller part")

    def embedding(self):
        """The command against the library in C and in Python on the same documents; Python's own start is taken off."""
        os.environ["PYTHONPATH"] = str(ROOT / "engine/bind/python")
        os.environ["ZHIBIAO_LIBRARY"] = str(self.figures.parents[1] / "libzhibiao.so.0")
        files = (sorted(str(f) for p in self.paths for f in ([p] if p.is_file() else p.rglob("*.txt"))) * 400)[:400]
        python = [sys.executable, str(HERE / "from_python.py")]
        command, api, start, read, dicts = best(
            7, [self.zhibiao, "extract", "--format", "ndjson", "-q", *files], [str(self.figures.parent / "api"), *files],
            [*python, "nothing", files[0]], [*python, "read", *files], [*python, "dicts", *files])
        for measure, ours, wanted, bound in (
            ("400 documents by the C API, the command", api, "<= 1.02", "the same work"),
            ("… from Python, two keys", read - start, "<= 1.15", "objects and numbers of Python"),
            ("… from Python, all keys as dicts", dicts - start, "", "28 keys of each figure as objects of Python"),
        ):
            self.row(measure, f"{ours * 1e3:.0f} ms", f"{command * 1e3:.0f} ms", ours / command, wanted, bound)

    def batch(self):
        """All documents into a new store, with a report of each kind that is made of many; two processes against one."""
        reports = ("review", "reconcile", "targets", "coverage", "compare", "series", "flags")
        job = self.room / "job.lua"
        documents = "".join('{ %s = "%s" }, ' % ("folder" if p.is_dir() else "files", p) for p in self.paths)
        gdp = {name: 'indicator = "gdp", ' for name in ("compare", "series")}
        made = "".join(f'{{ "{name}", {gdp.get(name, "")}output = "batch/{name}.html" }}, ' for name in reports)
        job.write_text(f'return {{ store = "batch/all.db", documents = {{ {documents}}}, reports = {{ {made}}} }}\n',
                       encoding="utf-8")
        one, two = [], []
        for took, n in ((one, "1"), (two, "2")) * 4:
            shutil.rmtree(self.room / "batch", ignore_errors=True)
            start = time.perf_counter()
            subprocess.run([self.zhibiao, "batch", "-q", "-j", n, str(job)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            took.append(time.perf_counter() - start)
        one, two = min(one), min(two)
        self.row("batch with 7 reports, 2 processes, one", f"{two:.2f} s", f"{one:.2f} s", one / two, ">= 1.85",
                 "documents are stored one at a time; two reports at once share the memory's width")

    def print(self):
        head = ("measure", "ours", "theirs", "ratio", "wanted")
        width = [max(len(str(r[i])) for r in [head, *self.rows]) for i in range(5)]
        for cells in [head, *self.rows]:
            print("  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(cells, width))))
        print("\nWhat bounds each:")
        for cells in self.rows:
            print(f"  {cells[0]}: {cells[5]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--bytes", type=int, default=20_000_000)
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    paths = args.paths or [p for p in SHARED if p.exists()] or [ROOT / "examples"]
    bench = Bench(args.build.resolve(), args.bytes, paths)
    for measure in (bench.recognition, bench.extraction, bench.names, bench.start, bench.report, bench.embedding, bench.batch):
        measure()
    bench.print()


if __name__ == "__main__":
    main()
