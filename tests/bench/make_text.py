#!/usr/bin/env python3
"""Makes a text for measuring: the clauses of real documents in a shuffled order.

Repeating one document flatters whatever caches or predicts; here no two clauses stand together that stood together
before, and every further round over the material has an order of its own.

    make_text.py --bytes 20000000 --seed 1 -o OUT PATH...

PATH is a document (.txt, .md) or a directory searched for documents. The same paths, size and seed give the same bytes.
"""
import argparse
import pathlib
import random
import re
import sys

HEAD = "政府工作报告\n——2023年1月9日在示例市第十八届人民代表大会第二次会议上\n示例市市长 王某某\n\n"
CLAUSE = re.compile(r"[^，；。！？\n]+[，；。！？]?")
FULL_STOP = "。！？"
SENTENCES_IN_PARAGRAPH = 5
ENOUGH_ROUNDS = 4  # more than this many rounds over the material says more of the material than of the program


def documents(paths):
    for path in map(pathlib.Path, paths):
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".md") and "raw" not in p.parts)
        else:
            found = [path]
        for file in found:
            try:
                yield file.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError:
                print(f"make_text: {file}: no UTF-8, left out", file=sys.stderr)


def clauses(texts):
    return [c if c[-1] in "，；。！？" else c + "，" for text in texts for c in
            (m.strip() for m in CLAUSE.findall(text)) if len(c) > 1]


def shuffled(material, size, seed):
    """Yields paragraphs of about size bytes in all, and ends with a full stop."""
    chance = random.Random(seed)
    order, made, paragraph, stops = [], 0, [], 0
    while made < size:
        if not order:
            order = material[:]
            chance.shuffle(order)
        clause = order.pop()
        paragraph.append(clause)
        stops += clause[-1] in FULL_STOP
        if stops == SENTENCES_IN_PARAGRAPH:
            text = "".join(paragraph) + "\n"
            made += len(text.encode())
            yield text
            paragraph, stops = [], 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bytes", type=int, default=20_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("paths", nargs="+")
    args = parser.parse_args()
    material = clauses(documents(args.paths))
    if not any(c[-1] in FULL_STOP for c in material):
        sys.exit("make_text: no sentence in these documents")
    have = len("".join(material).encode())
    if have * ENOUGH_ROUNDS < args.bytes:
        print(f"make_text: {have:,} bytes of material for {args.bytes:,}: each clause comes about "
              f"{args.bytes / have:.0f} times, so caches look better than on real reports", file=sys.stderr)
    with open(args.output, "w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD)
        out.writelines(shuffled(material, args.bytes, args.seed))


if __name__ == "__main__":
    main()
