"""Scores that have been reached and are not to be lost.

A floors file has a line for each document: its name and, by column, the least score. A score below its floor is a failed
test; `raised` gives the file again with every floor lifted to just below what is reached now.
"""
import pathlib

MARGIN = 0.01


def read(path):
    lines = [line.split("\t") for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines()]
    return lines[0][1:], {line[0]: [float(cell) for cell in line[1:]] for line in lines[1:]}


def compare(path, scores):
    """scores: name to {column: score}. Returns: how many floors hold, and what to say of the others."""
    columns, floors = read(path)
    held, told = 0, []
    for name, row in floors.items():
        for column, floor in zip(columns, row):
            score = scores.get(name, {}).get(column)
            if score is not None and score >= floor:
                held += 1
            else:
                told.append(f"{name}: {column} is {'missing' if score is None else f'{score:.4f}'}, not {floor:.3f}")
    return held, told


def raise_to(path, scores, columns):
    path = pathlib.Path(path)
    known, floors = read(path) if path.exists() else (columns, {})
    out = ["\t".join(["document", *columns])]
    for name, row in scores.items():
        old = dict(zip(known, floors.get(name, [])))
        cells = [f"{max(old.get(c, 0.0), int((row[c] - MARGIN) * 1000) / 1000):.3f}" for c in columns]
        out.append("\t".join([name, *cells]))
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def report(suite, path, scores, columns, lift):
    """Prints the scores and the floors that do not hold; with lift, raises the floors first. Returns: exit status."""
    width = max(len(name) for name in scores) + 2
    print(suite.ljust(width) + "".join(c.rjust(11) for c in columns))
    for name, row in scores.items():
        print(name.ljust(width) + "".join(f"{row[c]:11.3f}" for c in columns))
    if lift:
        raise_to(path, scores, columns)
    held, told = compare(path, scores)
    for line in told:
        print(f"not ok: {line}")
    print(f"{suite}: {held} passed, {len(told)} failed")
    return len(told) != 0
