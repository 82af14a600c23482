#!/usr/bin/env python3
"""Check a file that zhibiao wrote. usage: check.py ndjson|csv|bom|json|target|objects FILE, check.py width FILE COLUMNS"""
import csv, json, re, sys, unicodedata

KEYS = ("doc type line column start end text quote subject indicator name measure basis value lower upper bound unit "
        "unit_base unit_mult status period area area_code section rule numeral place").split()
DOCUMENT = ("record doc type type_reason title area area_code date speaker year encoding format sha256 observations claimed "
            "coded diagnostics").split()
BOM = b"\xef\xbb\xbf"


def observation(o):
    assert list(o) == KEYS, list(o)
    assert o["line"] >= 1 and o["column"] >= 1 and 0 <= o["start"] < o["end"], o
    assert o["value"] is not None or o["lower"] is not None or o["upper"] is not None, o
    assert (o["indicator"] is None) == (o["name"] is None), o


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8", newline="\n")]


def check_ndjson(path):
    records = lines(path)
    observations = [r for r in records if "record" not in r]
    assert observations and list(records[-1]) == DOCUMENT, records[-1]
    for o in observations:
        observation(o)
    assert records[-1]["observations"] == len(observations)
    assert records[-1]["claimed"] == sum(o["rule"] != "unclaimed" for o in observations)
    assert records[-1]["coded"] == sum(o["indicator"] is not None for o in observations)
    assert [o["start"] for o in observations] == sorted(o["start"] for o in observations)


def harmless(cell):
    """Nothing that a spreadsheet runs: no sign of a formula in front, but that of an amount, or a lone dash."""
    if not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return True
    return re.fullmatch(r"-|[-+]\d[\d.,]*[%‰°²³℃％A-Za-z\u3400-\u9fff]*", cell)


def check_bom(path):
    check_csv(path, bom=True)


def check_csv(path, bom=False):
    data = open(path, "rb").read()
    assert data.startswith(BOM) == bom
    text = data.decode("utf-8-sig" if bom else "utf-8")
    assert text.endswith("\r\n")
    rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
    assert rows[0] == KEYS and len(rows) > 1
    for row in rows[1:]:
        assert len(row) == len(KEYS), row
        for key, cell in zip(KEYS, row):
            numeric = key in ("value", "lower", "upper", "unit_mult")
            assert numeric or harmless(cell), cell


def check_json(path):
    documents = json.load(open(path, encoding="utf-8"))["documents"]
    assert documents
    for d in documents:
        if d["record"] == "failure":
            assert list(d) == ["record", "doc", "code", "message"], d
            continue
        for o in d["observations"]:
            observation(o)


def check_target(path):
    observations = [r for r in lines(path) if "record" not in r]
    assert observations
    assert all(o["indicator"] == "gdp" and o["status"] == "target" for o in observations), observations


def check_objects(path):
    records = lines(path)
    assert records and all(list(r) == list(records[0]) for r in records)


def check_width(path, columns):
    wide = {"W": 2, "F": 2}
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        width = sum(wide.get(unicodedata.east_asian_width(c), 1) for c in line)
        assert width <= int(columns), (width, line)
        assert line == line.rstrip(" "), line


globals()["check_" + sys.argv[1]](*sys.argv[2:])
