#!/usr/bin/env python3
"""What documents of a few lines say of themselves and of their figures: type, area, year; status, period, area, section.

usage: run.py ZHIBIAO

In the *.txt beside this file a line "### name" begins a document, with options of the command behind a | if it needs
some. Its lines follow; then what is expected of it:
  == key=value …            of the record of the document; notes: the codes of its diagnostics, joined by commas
  == FIGURE key=value …     of the first observation, not asked for yet, whose text is FIGURE; - for an empty value
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def cases():
    """Yields place, options, text, [(place, words)]."""
    for path in sorted(HERE.glob("*.txt")):
        case = None
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            place = f"{path.name}:{number}"
            if line.startswith("### "):
                if case:
                    yield case
                case = (f"{place}: {line[4:]}", line.partition("|")[2].split(), [], [])
            elif line.startswith("== "):
                case[3].append((place, line[3:].split()))
            elif case and not case[3]:
                case[2].append(line)
        if case:
            yield case


def wrong(record, observations, words):
    """What is not as expected; None if all is."""
    figure = words[0] if "=" not in words[0] else None
    told = record
    if figure:
        k = next((k for k, o in enumerate(observations) if o.get("text") == figure), None)
        if k is None:
            return f"there is no {figure}"
        told = observations.pop(k)
    else:
        told = dict(record, notes=",".join(sorted({d["code"] for d in record["diagnostics"]})))
    for word in words[figure is not None:]:
        key, _, value = word.partition("=")
        got = "" if told[key] is None else str(told[key])
        if got != value.replace("-", "", value == "-"):
            return f"{figure or 'the document'} has {key} {got or '-'}, not {value}"
    return None


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, options, lines, expected in cases():
            path = pathlib.Path(folder) / "report.txt"
            path.write_text("\n".join(lines), encoding="utf-8")
            run = subprocess.run([sys.argv[1], "extract", "--format", "ndjson", *options, path],
                                 stdout=subprocess.PIPE, check=True, timeout=60)
            records = [json.loads(line) for line in run.stdout.splitlines()]
            faults = [(place, wrong(records[-1], records, words)) for place, words in expected]
            for place, fault in faults:
                if fault:
                    print(f"not ok: {name}: {place}: {fault}")
            failed += any(fault for _, fault in faults) or not expected
            passed += not any(fault for _, fault in faults) and bool(expected)
    print(f"context: {passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
