#!/usr/bin/env python3
"""Runs the shared scorer, where ../shared is, on its labelled documents as they are and re-laid.

usage: shared.py ZHIBIAO [--raise]     --raise: lift the floors to the scores
"""
import concurrent.futures
import json
import pathlib
import subprocess
import sys

import floors

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent.parent / "shared"
LAYOUTS = ["plain", "wrap", "blank", "oneline", "nohead"]
COLUMNS = ["precision", "recall", "row", "headline_f1", "subject"]


def scores_of(zhibiao, layout):
    command = [sys.executable, SHARED / "gold" / "score.py", *sorted((SHARED / "gold" / "labels").glob("*.tsv")),
               "--run", f"{zhibiao} extract --format ndjson {{}}", "--docs", SHARED / "reports", "--json"]
    if layout != "plain":
        command += ["--relay", layout]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=600).stdout)


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
    return floors.report("shared", HERE / "shared-floors.tsv", scores, COLUMNS, "--raise" in sys.argv[2:])


sys.exit(main())
