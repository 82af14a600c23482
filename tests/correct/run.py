#!/usr/bin/env python3
"""Corrections: a file of them, applied by extract and report, to the same document, to a changed one, and files that mean harm.

usage: run.py ZHIBIAO
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

TEXT = ("2024年，全市地区生产总值312.6亿元，增长5.2%。\n"
        "完成投资5亿元，新增投资5亿元。\n"
        "全市接待游客36万人次。\n")
GDP = "2024年，全市地区生产总值312.6亿元，增长5.2%"
TWICE = "完成投资5亿元，新增投资5亿元"
tests = []


def test(f):
    tests.append(f)
    return f


def run(*arguments, **more):
    done = subprocess.run([ZHIBIAO, *arguments], capture_output=True, timeout=60, **more)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Extract:
    """The document read with corrections: a list of objects, or bytes."""

    def __init__(self, corrections, text=TEXT, name="a.txt", status=0, command=()):
        pathlib.Path(name).write_bytes(text.encode())
        if not isinstance(corrections, bytes):
            corrections = "".join(json.dumps(c, ensure_ascii=False) + "\n" for c in corrections).encode()
        pathlib.Path("c.jsonl").write_bytes(corrections)
        code, out, self.err = run("extract", "--year", "2024", "--format", "ndjson", "--corrections", "c.jsonl", *command, name)
        assert code == status, f"status {code}, not {status}: {self.err}"
        records = [json.loads(line, parse_float=str, parse_int=str) for line in out.splitlines()]
        self.rows = [r for r in records if "record" not in r]
        self.notes = [d for r in records if r.get("record") == "document" for d in r["diagnostics"]]

    def row(self, text, which=0):
        return [r for r in self.rows if r["text"] == text][which]

    def codes(self):
        return [d["code"] for d in self.notes if d["code"] in ("corrected", "left-out", "disputed", "correction-lost")]


def about(text, quote=GDP, **more):
    return {"doc": "folder/a.txt", "quote": quote, "text": text, **more}


@test
def every_key():
    row = Extract([about("312.6亿元", value="31.260", unit="万人", indicator="disposable_income", measure="increment", basis="yoy",
                         bound="ge", status="target", period="2021-2025", subject="另一个", note="手误")]).row("312.6亿元")
    want = {"value": "31.260", "lower": "31.260", "upper": None, "unit": "万人", "unit_base": "人", "unit_mult": "4",
            "indicator": "disposable_income", "measure": "increment", "basis": "yoy", "bound": "ge", "status": "target",
            "period": "2021-2025", "subject": "另一个", "rule": "corrected"}
    assert {k: row[k] for k in want} == want, row
    assert row["name"] and row["text"] == "312.6亿元" and row["line"] == "1"


@test
def verdicts():
    done = Extract([about("312.6亿元", verdict="right"), about("5.2%", verdict="wrong", note="看不懂"),
                    about("36万人次", "全市接待游客36万人次", verdict="none")])
    plain = Extract([])
    assert done.row("312.6亿元") == plain.row("312.6亿元") and done.row("5.2%") == plain.row("5.2%")
    assert len(done.rows) == len(plain.rows) - 1 and not any(r["text"] == "36万人次" for r in done.rows)
    assert done.codes() == ["disputed", "left-out"], done.notes
    assert "看不懂" in done.notes[-2]["message"] or any("看不懂" in d["message"] for d in done.notes)


@test
def indicator_taken_away():
    for none in (None, ""):
        row = Extract([about("312.6亿元", indicator=none)]).row("312.6亿元")
        assert row["indicator"] is None and row["name"] is None


@test
def diagnostic_tells_what_it_was():
    done = Extract([about("312.6亿元", status="target", value=3)])
    told = [d for d in done.notes if d["code"] == "corrected"]
    assert len(told) == 1 and "status was 'actual'" in told[0]["message"] and "common/" in told[0]["message"], told
    assert told[0]["line"] == "1"


@test
def ordinal_tells_figures_of_one_text_apart():
    for which in (1, 2):
        done = Extract([about("5亿元", TWICE, ordinal=which, value=which + 70)])
        assert [r["value"] for r in done.rows if r["text"] == "5亿元"] == (["71", "5"] if which == 1 else ["5", "72"]), done.rows


@test
def survives_a_changed_document():
    before = Extract([])
    digest = "0" * 64
    start = int(before.row("312.6亿元")["start"])
    for text in ("前言。\n\n" + TEXT, TEXT.replace("\n", "\r\n"), TEXT.replace("地区生产总值3", "地区生产总值 3")):
        done = Extract([about("312.6亿元", sha256=digest, start=start, value=1)], text=text)
        assert done.row("312.6亿元")["value"] == "1", text


@test
def same_sentence_twice_takes_the_nearest():
    text = TEXT + "（二）经济。\n" * 3 + TEXT
    starts = [int(r["start"]) for r in Extract([], text=text).rows if r["text"] == "312.6亿元"]
    for which in (0, 1):
        done = Extract([about("312.6亿元", sha256="f" * 64, start=starts[which] + 7, value=1)], text=text)
        assert [r["value"] for r in done.rows if r["text"] == "312.6亿元"] == (["1", "312.6"] if which == 0 else ["312.6", "1"])


@test
def same_bytes_go_by_place():
    plain = Extract([])
    code, out, _ = run("extract", "--format", "ndjson", "a.txt")
    digest = json.loads(out.splitlines()[-1])["sha256"]
    place = int(plain.row("312.6亿元")["start"])
    done = Extract([about("312.6亿元", "又一种引文", sha256=digest, start=place, value=1)])
    assert done.row("312.6亿元")["value"] == "1" and code == 0


@test
def lost_is_told():
    done = Extract([about("99亿元", value=1)], status=1)
    assert done.codes() == ["correction-lost"] and "error[correction-lost]" in done.err and "99亿元" in done.err
    done = Extract([about("5.2%", value=1)], name="b.txt", status=1)
    assert "note[correction-unused]: 1 of 1" in done.err and "folder/a.txt" in done.err and done.codes() == []


@test
def last_one_holds():
    done = Extract([about("312.6亿元", value=1, unit="万元"), about("312.6亿元", value=2)])
    assert (done.row("312.6亿元")["value"], done.row("312.6亿元")["unit"]) == ("2", "亿元")
    assert Extract([about("312.6亿元", value=1), about("312.6亿元", verdict="right")]).row("312.6亿元")["value"] == "312.6"


@test
def filters_see_what_is_corrected():
    done = Extract([about("312.6亿元", status="target")], command=["--status", "target"])
    assert [r["text"] for r in done.rows] == ["312.6亿元"]


@test
def report_applies_them():
    Extract([about("312.6亿元", value="777.7")])
    code, out, err = run("report", "compare", "--indicator", "gdp", "--year", "2024", "--format", "csv",
                         "--corrections", "c.jsonl", "a.txt")
    assert code == 0 and "777.7" in out, err


@test
def store_is_corrected_when_it_is_reported_on():
    Extract([about("312.6亿元", value="777.7")])
    run("store", "init", "s.db")
    run("store", "add", "--year", "2024", "s.db", "a.txt")
    code, out, err = run("report", "compare", "--indicator", "gdp", "--format", "csv", "--corrections", "c.jsonl",
                         "--store", "s.db")
    assert code == 0 and "777.7" in out, err


@test
def escapes_and_encodings():
    written = json.dumps(about("312.6亿元", value=1), ensure_ascii=True).encode()
    assert Extract(written + b"\r\n\r\n \n").row("312.6亿元")["value"] == "1"
    assert Extract(b"\xef\xbb\xbf" + written).row("312.6亿元")["value"] == "1"
    gbk = json.dumps(about("312.6亿元", value=1), ensure_ascii=False).encode("gb18030")
    assert Extract(gbk).row("312.6亿元")["value"] == "1"


@test
def wrong_lines_are_told_with_their_place():
    good = json.dumps(about("312.6亿元"), ensure_ascii=False).encode() + b"\n"
    cases = [
        (b'{"doc":"a","quote":"b","text":"c","measure":"grwth"}', "c.jsonl:2:45: error[correction]: measure has no 'grwth'"),
        (b'{"doc":"a","quote":"b","text":"c","colour":"red"}', "an unknown key"),
        (b'{"doc":"a","quote":"b","text":"c","indicator":"gpd"}', "indicator has no 'gpd'"),
        (b'{"doc":"a","quote":"b","text":"c","value":1e400}', "without an exponent"),
        (b'{"doc":"a","quote":"b","text":"c","value":"five"}', "value has no 'five'"),
        (b'{"doc":"a","quote":"b","text":"c","value":1234567890123456789012}', "at most 18 digits"),
        (b'{"doc":"a","quote":"b","text":"c","period":"last year"}', "period has no 'last year'"),
        (b'{"doc":"a","quote":"b","text":"c","bound":"range"}', "bound has no 'range'"),
        (b'{"doc":"a","quote":"b","text":"c","unit":7}', "it wants a string"),
        (b'{"doc":"a","quote":"b","text":"c","ordinal":0}', "from 1 on"),
        (b'{"doc":"a","quote":"b","text":"c","verdict":"right","value":1}', "has the verdict wrong"),
        (b'{"doc":"a","quote":"b"}', "doc, quote and the figure's text"),
        (b'{"doc":{"a":1}}', "no object or list"),
        (b'{"doc":"a",}', "a key stands in double quotes"),
        (b'{"doc":"\\ud800"}', "surrogates"),
        (b'{"doc":"a\tb"}', "a control character"),
        (b'{"doc":"a"', "a , or } is missing"),
        (b'{"doc":"a', "does not end"),
        (b'[1]', "begins with {"),
        (b'{"doc":"a","quote":"b","text":"c"} x', "behind the object"),
        (b"\x00" * 9, "begins with {"),
    ]
    for line, message in cases:
        done = Extract(good + line + b"\n", status=3)
        assert "c.jsonl:2:" in done.err and message in done.err, f"{line}: {done.err}"
        assert done.rows == []


@test
def files_that_are_none():
    for content in (b"\xff\xfe\xff", b"PK\x03\x04" + bytes(64), b"\xff"):
        done = Extract(content, status=1)
        assert "error[encoding]" in done.err, done.err
    code, _, err = run("extract", "--corrections", "gone.jsonl", "a.txt")
    assert code == 2 and "gone.jsonl" in err
    assert Extract(b"").codes() == []


@test
def many_of_them():
    lines = 20000
    text = "2024年，全市地区生产总值312.6亿元，增长5.2%。\n另有3个。\n" * lines
    starts = [int(r["start"]) for r in Extract([], text=text).rows if r["text"] == "5.2%"]
    made = [about("5.2%", sha256="0" * 64, start=start + 9, value=i % 90) for i, start in enumerate(starts)]
    done = Extract(made, text=text)
    wrong = [i for i, r in enumerate(r for r in done.rows if r["text"] == "5.2%") if r["value"] != str(i % 90)]
    assert not wrong, wrong[:5]


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for t in tests:
            try:
                t()
                passed += 1
            except (AssertionError, subprocess.TimeoutExpired, KeyError, IndexError, ValueError) as e:
                failed += 1
                print(f"correct: {t.__name__}: {type(e).__name__}: {str(e)[:2000]}")
    print(f"correct: {passed} passed, {failed} failed")
    return failed > 0


ZHIBIAO = str(pathlib.Path(sys.argv[1]).resolve())
sys.exit(main())
