"""The originals of ../shared/corpus/raw against the plain texts of the same documents: the same observations."""
import collections
import json
import pathlib
import re
import subprocess

CORPUS = pathlib.Path(__file__).resolve().parents[3] / "shared/corpus"
KEYS = ("value", "lower", "upper", "unit", "indicator", "measure", "period", "status", "subject")
# Originals that are not the whole of their text or not the same: the least share of observations that agree, and why.
UNITS = "the plain text gives grain and land in other units (亿斤 for 万吨, 万亩 for 万公顷)"
NOTES = "only the original has the notes behind the report"
SUBSCRIPT = "the 2 of M2, a subscript, is lost in the plain text or stands on a line of its own"
SIX = "the dump holds the report six times over"
FLOORS = {
    "国务院-2006-gb18030.txt": (0.91, f"{UNITS}, and signs that were misread (25l亿元, 抉贫)"),
    "国务院-2009-gb18030.txt": (0.95, f"{UNITS}, and begins its paragraphs elsewhere"),
    "国务院-2010-gb18030.txt": (0.91, f"{UNITS}, and prices by the 斤; {NOTES}"),
    "国务院-2011-gb18030.txt": (0.96, f"{UNITS}, and counts the insured apart"),
    "国务院-2012-gb18030.txt": (0.85, f"{NOTES}; {UNITS}"),
    "国务院-2014-gb18030.txt": (0.97, SUBSCRIPT),
    "国务院-2015-gb18030.txt": (0.97, SUBSCRIPT),
    "国务院-2015-gb18030-webdump.txt": (0.97, SUBSCRIPT),
    "国务院-2017-gb18030.txt": (0.97, SUBSCRIPT),
    **{f"国务院-{year}-gb18030-webdump.txt": (0.166, SIX) for year in (1989, 1990, 1996)},
}


def observations(zhibiao, path):
    run = subprocess.run([zhibiao, "extract", "--codes", "all", "--format", "ndjson", path], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, timeout=120)
    records = [json.loads(line) for line in run.stdout.splitlines()]
    return collections.Counter(tuple(o[k] for k in KEYS) for o in records if "record" not in o), run.stderr.decode()


def text_of(original):
    """The plain text of an original, by its name; None where there is none."""
    stem = re.sub(r"-(gwr|communique|fyp|gb18030)\b", "", original.stem)
    stem = "大庆市金融外贸月度表-2017" if "monthly-tables" in stem else stem
    names = [stem, stem.removesuffix("-webdump")]
    return next((p for name in names for p in sorted(CORPUS.glob(f"*/{name}.txt"))), None)


def pairs():
    for original in sorted((CORPUS / "raw").iterdir()):
        text = text_of(original)
        if text and text.parent.name != "raw":
            yield original, text
