#!/usr/bin/env python3
"""Every document of ../shared/corpus (not raw/) through the program, and what it leaves.

usage: run.py [--check] [--type T] [--words N] ZHIBIAO [FOLDER]

FOLDER: another folder of text files, its subfolders taken for the kinds of documents.
Prints for each kind: documents, figures, the shares that a rule claimed and that have an indicator, seconds of running;
then the N subjects (20) that most often stand without a rule and without an indicator. --type: only the kind T.
--check: only whether each document is read within ten seconds, without a crash or a report of a sanitizer.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import time

SHARED = pathlib.Path(__file__).resolve().parent.parent.parent.parent / "shared" / "corpus"
SECONDS = 10


def read(zhibiao, path):
    """Returns: the observations, what went wrong or None, and the seconds."""
    start = time.monotonic()
    try:
        run = subprocess.run([zhibiao, "extract", "--format", "ndjson", path], capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return [], f"no end after {SECONDS} seconds", SECONDS
    took = time.monotonic() - start
    if run.returncode != 0 or run.stderr:
        return [], f"status {run.returncode}: {run.stderr.decode(errors='replace').strip()[-1000:]}", took
    records = [json.loads(line) for line in run.stdout.splitlines()]
    return [r for r in records if "record" not in r], None, took


def share(n, total):
    return f"{n / total:9.3f}" if total else "        -"


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--check", action="store_true")
    args.add_argument("--type")
    args.add_argument("--words", type=int, default=20)
    args.add_argument("zhibiao")
    args.add_argument("folder", nargs="?", type=pathlib.Path, default=SHARED)
    a = args.parse_args()
    if not a.folder.exists():
        print("corpus: ../shared is not here: left out")
        return 0
    kinds = sorted(p for p in a.folder.iterdir() if p.is_dir() and p.name != "raw" and a.type in (None, p.name))
    unclaimed, uncoded = collections.Counter(), collections.Counter()
    total, good, bad = collections.Counter(), 0, 0
    if not a.check:
        print("kind".ljust(16) + "documents  figures  claimed    coded  seconds")
    for kind in kinds:
        n = collections.Counter()
        for path in sorted(kind.rglob("*")):
            if not path.is_file():
                continue
            observations, fault, took = read(a.zhibiao, path)
            if fault:
                print(f"not ok: {path}: {fault}")
            bad += fault is not None
            good += fault is None
            n.update(documents=1, figures=len(observations), seconds=took)
            for o in observations:
                n["claimed"] += o["rule"] != "unclaimed"
                n["coded"] += o["indicator"] is not None
                if o["rule"] == "unclaimed":
                    unclaimed[o["subject"]] += 1
                elif o["indicator"] is None:
                    uncoded[o["subject"]] += 1
        total.update(n)
        if not a.check:
            print(line(kind.name, n))
    if not a.check:
        print(line("all", total))
        for title, words in (("unclaimed", unclaimed), ("without an indicator", uncoded)):
            print(f"\nmost often {title}:")
            print("".join(f"{count:6}  {word or '(no subject)'}\n" for word, count in words.most_common(a.words)), end="")
    print(f"corpus: {good} passed, {bad} failed")
    return bad != 0


def line(name, n):
    shares = share(n["claimed"], n["figures"]) + share(n["coded"], n["figures"])
    return f"{name.ljust(16)}{n['documents']:9}{n['figures']:9}{shares}{n['seconds']:9.2f}"


raise SystemExit(main())
