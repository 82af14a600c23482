#!/usr/bin/env python3
"""Scores what the program makes of examples/samples against the labels beside this file.

usage: samples.py ZHIBIAO [--show] [--raise]     --show: what is wrong, row by row; --raise: lift the floors to the scores

  figures   F1 of the places that are called quantities
  row       of the labelled figures, the share with value, unit, measure, bound, status, period (not of a reference) and
            basis (of growth and change) right
  headline  F1 over the figures that have a code: the code, and of the row all but the bound
  subject   of the figures found, the share whose subject has the labelled one's characters (F1 of 0.7 or more)
"""
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
from decimal import Decimal

import floors

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COLUMNS = ["figures", "row", "headline", "subject"]
ROW = ["value", "unit", "measure", "bound", "status", "period", "basis"]


def table(path):
    with open(path, encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def labels_of(name):
    """The labelled rows by place, and the options that the command needs for this document."""
    rows = zip(table(HERE / "places" / f"{name}.tsv"), table(HERE / "labels" / f"{name}.tsv"), strict=True)
    extra = HERE / "labels" / f"{name}.args"
    return ({(int(place["line"]), int(place["col"])): label for place, label in rows},
            extra.read_text(encoding="utf-8").split() if extra.exists() else [])


def observations_of(zhibiao, name, options):
    document = ROOT / "examples" / "samples" / f"{name}.txt"
    run = subprocess.run([zhibiao, "extract", "--format", "ndjson", *options, document], stdout=subprocess.PIPE,
                         check=True, timeout=120)
    records = [json.loads(line, parse_float=Decimal) for line in run.stdout.splitlines()]
    return [r for r in records if "record" not in r and r["numeral"] == "arabic"]


def value_of(o):
    ends = [o["value"]] if o["value"] is not None else [o["lower"], o["upper"]]
    return [Decimal(end) for end in ends if end is not None]


def alike(a, b):
    a, b = (collections.Counter(re.sub(r"[\s“”《》（），、]", "", s)) for s in (a, b))
    size = a.total() + b.total()
    return size == 0 or 2 * (a & b).total() / size >= 0.7


def wrong_fields(label, o):
    wrong = {k for k in ("measure", "bound", "status") if label[k] != o[k]}
    if label["unit"].replace("％", "%") != o["unit"]:
        wrong.add("unit")
    if [Decimal(end) for end in label["value"].split("..")] != value_of(o):
        wrong.add("value")
    if label["status"] != "reference" and label["period"] != o["period"]:
        wrong.add("period")
    if label["measure"] in ("growth", "change") and label["basis"] != o["basis"]:
        wrong.add("basis")
    if label["code"] != (o["indicator"] or ""):
        wrong.add("code")
    if not alike(label["subject"], o["subject"]):
        wrong.add("subject")
    return wrong


def score(labels, observations, tell):
    n = collections.Counter()
    found = {}
    for o in observations:
        found.setdefault((o["line"], o["column"]), o)
        n["told"] += 1
        n["coded"] += o["indicator"] is not None
    for place, label in labels.items():
        o = found.get(place)
        if label["keep"] != "1":
            if o:
                tell(place, f"no quantity ({label['note']}): {o['text']}")
            continue
        n["labelled"] += 1
        n["codes"] += label["code"] != ""
        if not o:
            tell(place, f"missed: {label['subject']} {label['value']}{label['unit']}")
            continue
        wrong = wrong_fields(label, o)
        n["found"] += 1
        n["row"] += not wrong.intersection(ROW)
        n["headline"] += label["code"] != "" and not wrong - {"bound", "subject"}
        n["subject"] += "subject" not in wrong
        if wrong:
            tell(place, f"{label['subject']} {label['value']}{label['unit']}: " + ", ".join(
                f"{k} is {label[k]!r}, got {o['indicator' if k == 'code' else k]!r}" for k in sorted(wrong)))
    return n


def shares(n):
    return {
        "figures": 2 * n["found"] / ((n["told"] + n["labelled"]) or 1),
        "row": n["row"] / (n["labelled"] or 1),
        "headline": 2 * n["headline"] / ((n["coded"] + n["codes"]) or 1),
        "subject": n["subject"] / (n["found"] or 1),
    }


def main():
    zhibiao, options = sys.argv[1], sys.argv[2:]
    total, scores = collections.Counter(), {}
    for path in sorted((HERE / "labels").glob("*.tsv")):
        labels, extra = labels_of(path.stem)
        def tell(place, text, name=path.stem):
            if "--show" in options:
                print(f"{name}:{place[0]}:{place[1]}: {text}")
        n = score(labels, observations_of(zhibiao, path.stem, extra), tell)
        total.update(n)
        scores[path.stem] = shares(n)
    scores["all"] = shares(total)
    return floors.report("samples", HERE / "floors.tsv", scores, COLUMNS, "--raise" in options)


sys.exit(main())
