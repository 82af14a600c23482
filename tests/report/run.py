#!/usr/bin/env python3
"""Report scripts: what they write on the project's own samples, byte for byte; the Lua library by scripts that check it; and
what is told of scripts that are wrong.

usage: run.py ZHIBIAO [--update]     --update: write golden/ anew (look at the difference before it is kept)

cases/REPORT.tsv: name, format and arguments; golden/NAME.FORMAT is what must come out (of a workbook: its parts; of HTML:
without its style and script, which are the same in every page, and without the catalogue). refused.tsv: arguments that a
report must refuse, and what it must say. lib/*.lua: report scripts that raise where the library does not do what it should;
rules/ is laid over the shipped rules for them. paragraphs.lua: shows what a script has of paragraphs. bad/*.lua: the first line
tells what must stand on stderr: -- expect: text
"""
import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SAMPLE = "examples/samples/linhu-digest-2026.txt"


def run(zhibiao, *arguments):
    done = subprocess.run([zhibiao, "report", *arguments], cwd=ROOT, capture_output=True, timeout=120)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def parts_of(workbook):
    """The parts of a workbook as text: how they are packed is the business of zlib."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return b"".join(b"== %s\n%s\n" % (name.encode(), parts.read(name).replace(b"><", b">\n<")) for name in parts.namelist())


def without_style(page):
    page = re.sub(rb"<(style|script)>.*?</\1>", rb"<\1></\1>", page, flags=re.S)
    page = re.sub(rb"sha256-[A-Za-z0-9+/=]{44}", b"sha256-", page)
    return re.sub(rb'^"indicators":.*$', b'"indicators":[],', page, flags=re.M)


def golden(zhibiao, update):
    for line in (line for path in sorted((HERE / "cases").glob("*.tsv"))
                 for line in path.read_text(encoding="utf-8").splitlines()[1:]):
        name, form, arguments = line.split("\t")
        report, *rest = arguments.split()
        files = [f"examples/samples/{word}" if word.endswith(".txt") and "/" not in word else word for word in rest]
        status, out, err = run(zhibiao, report, "--format", form, *files)
        path = HERE / "golden" / f"{name}.{form}"
        if form == "xlsx" and status == 0:
            path, out = path.with_suffix(".xlsx.txt"), parts_of(out)
        if form == "html":
            out = without_style(out)
        if update:
            path.write_bytes(out)
        known = path.read_bytes() if path.exists() else b""
        yield f"{name}.{form}", status == 0 and out == known, err or f"differs from {path.relative_to(ROOT)}"


def refusals(zhibiao):
    for line in (HERE / "refused.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        arguments, want = line.split("\t")
        status, out, err = run(zhibiao, *arguments.split())
        yield f"refused: {arguments}", status in (1, 2) and not out and want in err, \
            f"status {status}, stderr lacks: {want}\n{err}"


def library(zhibiao):
    for path in sorted((HERE / "lib").glob("*.lua")):
        status, _, err = run(zhibiao, str(path.relative_to(ROOT)), "--rules", "tests/report/rules", SAMPLE)
        yield path.name, status == 0, err


def paragraphs(zhibiao):
    """What a document's paragraphs are to a script: those of text --layout, wherever their text comes from."""
    samples = ROOT / "examples" / "samples"
    with tempfile.TemporaryDirectory() as room:
        wrapped = pathlib.Path(room) / "wrapped.txt"
        lines = (samples / "anlan-gwr-2025.txt").read_text(encoding="utf-8").splitlines()
        wrapped.write_text("\n".join("\n".join(textwrap.wrap(line, 30)) for line in lines) + "\n", encoding="utf-8")
        for path in (samples / "lanxi-communique-2024.txt", samples / "lanxi-briefing-2025.html", wrapped):
            status, out, err = run(zhibiao, "tests/report/paragraphs.lua", "--format", "csv", str(path))
            rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"))))
            got = "".join(row["line"] + "\t" + row["text"] + "\n" for row in rows)
            want = subprocess.run([zhibiao, "text", "--layout", str(path)], cwd=ROOT, capture_output=True, text=True).stdout
            kinds = {row["here"] for row in rows}
            good = status == 0 and got == want and (kinds == {"true", "false"} or path.suffix == ".html")
            yield f"paragraphs: {path.name}", good, err or f"{got}\nnot\n{want}"


def mistakes(zhibiao):
    for path in sorted((HERE / "bad").glob("*.lua")):
        want = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("-- expect: ")
        status, _, err = run(zhibiao, str(path.relative_to(ROOT)), SAMPLE)
        yield path.name, status in (1, 2, 3) and want in err, f"status {status}, stderr lacks: {want}\n{err}"


def documented(zhibiao, update):
    """The script that docs/reports.md shows whole makes what stands behind it there."""
    path = ROOT / "docs" / "reports.md"
    text = path.read_text(encoding="utf-8")
    parts = re.search(r"```lua\n(.*?)```\n\n    \$ zhibiao report (.*?)\n\n```text\n(.*?)```", text, re.S)
    script, command, shown = parts.groups()
    with tempfile.TemporaryDirectory() as folder:
        name, *rest = command.split()
        own = pathlib.Path(folder) / name
        own.write_text(script, encoding="utf-8")
        status, out, err = run(zhibiao, str(own), *rest)
    out = out.decode()
    if update:
        path.write_text(text.replace(f"```text\n{shown}```", f"```text\n{out}```"), encoding="utf-8")
    yield "docs/reports.md", status == 0 and (update or out == shown), err or "what it shows is not what its script makes"


# Where the functions of a module stand: in Lua, or in C as { "name", function }.
MODULES = {
    "page": ("scripts/zb/page.lua",), "rows": ("scripts/zb/rows.lua",), "quantity": ("scripts/zb/quantity.lua",),
    "period": ("scripts/zb/period.lua",), "say": ("scripts/zb/say.lua",), "decimal": ("engine/report/decimal.c",),
    **{name: (f"scripts/zb/{name}.lua",) for name in ("derive", "indicator", "best", "verdict", "promise", "agree", "check")},
    "text": ("engine/report/text.c",), "catalogue": ("engine/report/catalogue.c",),
    **{name: (f"scripts/zb/{name}.lua",) for name in ("chars", "lists", "departments", "grids", "spans", "figures", "ledger",
                                                      "standings")},
}


def stubs():
    """types.d.lua declares every function that the modules have, and no other."""
    declared = (ROOT / "scripts" / "zb" / "types.d.lua").read_text(encoding="utf-8")
    for module, paths in MODULES.items():
        source = "".join((ROOT / path).read_text(encoding="utf-8") for path in paths)
        if paths[0].endswith(".c"):
            names = re.findall(r'\{ "([a-z0-9_]+)", [a-z0-9_]+ \}', source)
            has = {(module, name) for name in names if not name.startswith("__")}
            has |= {(module, "is")} if module == "decimal" else set()
        else:
            has = {(module, name) for name in re.findall(rf"^function (?:{module}\.|methods:)(\w+)", source, re.M)}
        told = {(module, name) for name in re.findall(rf"^function {module}(?:_methods)?[.:](\w+)", declared, re.M)}
        yield f"types.d.lua: {module}", has == told, f"not declared: {sorted(has - told)}; not there: {sorted(told - has)}"


def main():
    zhibiao, update = str(pathlib.Path(sys.argv[1]).resolve()), "--update" in sys.argv[2:]
    passed = failed = 0
    for suite in (golden(zhibiao, update), refusals(zhibiao), library(zhibiao), paragraphs(zhibiao), mistakes(zhibiao),
                  documented(zhibiao, update), stubs()):
        for name, good, why in suite:
            passed += good
            failed += not good
            if not good:
                print(f"report: {name}: {why.rstrip()}")
    print(f"report: {passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
