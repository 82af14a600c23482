#!/usr/bin/env python3
"""Runs the shared scorer, where ../shared is, on its labelled documents as they are and re-laid, and on documents of its
corpus that were labelled for this project before the program had been run on them (unseen/: figures and places only).

usage: shared.py ZHIBIAO [--raise]     --raise: lift the floors to the scores
"""
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

import floors

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent.parent / "shared"
LAYOUTS = ["plain", "wrap", "blank", "oneline", "nohead"]
COLUMNS = ["precision", "recall", "row", "headline_f1", "subject"]


def score(zhibiao, labels, documents, *options):
    command = [sys.executable, SHARED / "gold" / "score.py", *sorted(labels.glob("*.tsv")),
               "--run", f"{zhibiao} extract --format ndjson {{}}", "--docs", documents, "--json", *options]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=600).stdout)


def scores_of(zhibiao, layout):
    options = [] if layout == "plain" else ["--relay", layout]
    return score(zhibiao, SHARED / "gold" / "labels", SHARED / "reports", *options)


def unseen(zhibiao):
    """The labelled documents of the corpus under their short names; of one only the first bytes are labelled."""
    with tempfile.TemporaryDirectory() as folder:
        for line in (HERE / "unseen" / "documents.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            name, file, size = line.split("\t")
            text = (SHARED / "corpus" / file).read_bytes()
            (pathlib.Path(folder) / f"{name}.txt").write_bytes(text[:int(size)] if int(size) else text)
        return score(zhibiao, HERE / "unseen" / "labels", folder)


def main():
    zhibiao = pathlib.Path(sys.argv[1]).resolve()
    if not (SHARED / "gold" / "score.py").exists():
        print("shared: ../shared is not here: left out")
        return 0
    scores = {}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for layout, result in zip(LAYOUTS, pool.map(lambda layout: scores_of(zhibiao, layout), LAYOUTS)):
            for name, row in result.items():
                if layout == "plain" or name == "all":
                    scores[f"{layout} {name}"] = row
    scores.update((f"unseen {name}", row) for name, row in unseen(zhibiao).items())
    return floors.report("shared", HERE / "shared-floors.tsv", scores, COLUMNS, "--raise" in sys.argv[2:])


sys.exit(main())
