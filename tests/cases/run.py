#!/usr/bin/env python3
"""The cases of figures.tsv through the whole program: values, units, bounds and numerals as the file says.

usage: run.py ZHIBIAO [--lines]

Each text is a document of its own, of type other and the year 2024; with --lines all are the lines of one document.
The file has values as they are written: a sign that only a word gives (下降) is not compared.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
from decimal import Decimal

HERE = pathlib.Path(__file__).resolve().parent


def read_cases():
    for number, line in enumerate(open(HERE / "figures.tsv", encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if line and not line.startswith("#"):
            text, expected = line.split("\t")
            yield number, text, expected


def shown(o, signed):
    """An observation in the way of the cases."""
    ends = [o["value"]] if o["value"] is not None else [end for end in (o["lower"], o["upper"]) if end is not None]
    if not signed:
        ends = sorted(abs(end) for end in ends)
    words = [] if o["bound"] in ("eq", "range") else [o["bound"]]
    words.append("..".join(str(end) for end in ends))
    if o["unit"]:
        words.append(o["unit"])
    if o["numeral"] == "chinese":
        words.append("c")
    return " ".join(words)


def extract(zhibiao, files):
    run = subprocess.run([zhibiao, "extract", "--format", "ndjson", "--type", "other", "--year", "2024", *files],
                         stdout=subprocess.PIPE, check=True, timeout=120)
    records = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in run.stdout.splitlines()]
    return [r for r in records if "record" not in r]


def main():
    zhibiao, lines = sys.argv[1], "--lines" in sys.argv[2:]
    cases = list(read_cases())
    got = [[] for _ in cases]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if lines:
            (folder / "all").write_text("".join(text + "\n" for _, text, _ in cases), encoding="utf-8")
            for o in extract(zhibiao, [folder / "all"]):
                got[int(o["line"]) - 1].append(o)
        else:
            for i, (_, text, _) in enumerate(cases):
                (folder / str(i)).write_text(text + "\n", encoding="utf-8")
            for o in extract(zhibiao, [folder / str(i) for i in range(len(cases))]):
                got[int(pathlib.Path(o["doc"]).name)].append(o)
    failed = 0
    for (number, text, expected), figures in zip(cases, got):
        wanted = [] if expected == "-" else expected.split(" | ")
        told = [shown(o, k < len(wanted) and wanted[k].startswith("-")) for k, o in enumerate(figures)]
        if told != wanted:
            failed += 1
            print(f"not ok: figures.tsv:{number}: {text}: wanted {expected}, got {' | '.join(told) or '-'}")
    print(f"cases: {len(cases) - failed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
