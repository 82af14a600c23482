"""The originals of ../shared/corpus/raw against the plain texts of the same documents: the same observations."""
import collections
import json
import pathlib
import re
import subprocess

CORPUS = pathlib.Path(__file__).resolve().parents[3] / "shared/corpus"
KEYS = ("value", "lower", "upper", "unit", "indicator", "measure", "period", "status", "subject")
# Originals that are not the whole of their text or not the same: the least share of observations that agree, and why.
EDITION = "(the plain text is another copy: its title, date or line breaks differ)"
FLOORS = {
    "云南省-2001-fyp.pdf": (0.92, "(a newspaper page; other software made the plain text, with other spaces and lines)"),
    **{f"国务院-{year}-gb18030.txt": (floor, EDITION) for year, floor in
       {2006: 0.91, 2009: 0.95, 2010: 0.91, 2011: 0.96, 2012: 0.85, 2014: 0.97, 2015: 0.97, 2017: 0.90}.items()},
    "国务院-2015-gb18030-webdump.txt": (0.97, EDITION),
    **{f"国务院-{year}-gb18030-webdump.txt": (0.166, "(the dump holds the report six times over)") for year in (1989, 1990, 1996)},
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
