#!/usr/bin/env python3
"""The HTML of reports in a headless Chromium: sorted, filtered, read by keyboard, corrected, and its corrections given back.

usage: run.py ZHIBIAO [NAME]     NAME: only the tests whose names hold it. Screenshots and prints are left in build/browser.

Needs chromium and chromedriver; where they are not there it says so and is left out.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import driver

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SAMPLES = ROOT / "examples" / "samples"
SHOTS = ROOT / "build" / "browser"
HARM = "</script><script>window.harm = 1</script><img src=x onerror='window.harm = 2'>\"'><!--]]>&lt;b&gt;"
HOSTILE = (f"政府工作报告\n一、二〇二四年工作回顾{HARM}\n{HARM}地区生产总值312.6亿元，增长5.2%{HARM}。\n"
           f"名称{HARM}\t单位\t数量\n粮食{HARM}\t万吨\t36.5\n完成投资5亿元，新增投资5亿元。\n\u202e反向7个\u202c，javascript:alert(1)共8个。\n")
tests = []


def test(f):
    tests.append(f)
    return f


def zhibiao(*arguments, status=0):
    done = subprocess.run([ZHIBIAO, *map(str, arguments)], capture_output=True, timeout=120)
    assert done.returncode == status, done.stderr.decode()
    return done.stdout.decode()


def made(report, *arguments):
    path = FOLDER / "page.html"
    zhibiao("report", report, "-o", path, *arguments)
    return path


def numbers(b, column):
    return b.js("return [...document.querySelectorAll('#t-long tbody:first-of-type td:nth-child(' + arguments[0] + ')')]"
                ".map(c => c.dataset.v ?? '')", column)


def sane(b):
    """No script failed, nothing was loaded, nothing reaches beyond the page's edge."""
    assert b.complaints() == [], b.complaints()
    assert b.js("return performance.getEntriesByType('resource').length") == 0
    wide = b.js("return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide[0] <= wide[1], f"{wide[0]} pixels wide on {wide[1]}"


@test
def looks(b):
    """Screenshots of every page, wide and narrow, light and dark, and its print: each is laid out within its edges."""
    pages = {"every": made(HERE / "every.lua", SAMPLES / "anlan-gwr-2025.txt").read_bytes(),
             "review": made("review", SAMPLES / "anlan-gwr-2025.txt").read_bytes(),
             "compare": made("compare", "--indicator", "gdp", "--period", "2024", *SAMPLES.glob("*-2025.txt"),
                             SAMPLES / "lanxi-communique-2024.txt").read_bytes()}
    for name, content in pages.items():
        path = FOLDER / f"{name}.html"
        path.write_bytes(content)
        for look, (width, height) in {"wide": (1280, 1600), "narrow": (390, 1400)}.items():
            for scheme in ("light", "dark"):
                b.size(width, height)
                b.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
                b.open(path)
                sane(b)
                paper = b.js("return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
                assert (sum(paper) < 200) == (scheme == "dark"), paper
                b.shot(SHOTS / f"{name}-{look}-{scheme}.png")
        b.command("Emulation.setEmulatedMedia", features=[])
        b.pdf(SHOTS / f"{name}.pdf")
        assert (SHOTS / f"{name}.pdf").read_bytes().count(b"/Type /Page\n") >= 1
    b.command("Emulation.setEmulatedMedia", media="print")
    b.open(FOLDER / "review.html")
    assert b.js("return getComputedStyle(document.getElementById('panel')).display") == "none"
    b.command("Emulation.setEmulatedMedia", media="")


@test
def tables_sort_by_click_and_by_key(b):
    b.open(made(HERE / "every.lua", SAMPLES / "anlan-gwr-2025.txt"))
    before = numbers(b, 3)
    b.click("#t-long thead th:nth-child(3) button")
    up = numbers(b, 3)
    full = [float(x) for x in up if x]
    assert full == sorted(full) and up[len(full):] == [""] * (len(up) - len(full)), up
    assert b.js("return document.querySelector('#t-long thead th:nth-child(3)').getAttribute('aria-sort')") == "ascending"
    b.press("Enter")
    down = [float(x) for x in numbers(b, 3) if x]
    assert down == sorted(down, reverse=True) and numbers(b, 3)[-1] == ""
    b.press("Enter")
    assert numbers(b, 3) == before
    assert b.text("#t-long tbody:last-of-type tr:first-child").strip() == "二组"
    assert b.count("#t-short button") == 0


@test
def tables_filter(b):
    b.open(made(HERE / "every.lua", SAMPLES / "anlan-gwr-2025.txt"))
    assert b.count(".filter") == 1
    b.type(".filter input", "行2")
    shown = b.js("return [...document.querySelectorAll('#t-long tbody tr:not([hidden]) td:nth-child(2)')]"
                 ".map(c => c.textContent)")
    assert shown == ["行2"] + [f"行{i}" for i in range(20, 30)], shown
    assert b.text(".filter output") == "11 / 30"
    b.clear(".filter input")
    b.type(".filter input", "行21")
    assert b.js("return document.querySelector('#t-long tbody').hidden"), "a group without rows keeps its heading"


@test
def numbers_lead_to_their_quotes(b):
    b.open(made(HERE / "every.lua", SAMPLES / "anlan-gwr-2025.txt"))
    b.click("#t-long tbody tr:nth-child(2) a.cite")
    assert b.count("#card q mark") == 1 and "anlan-gwr-2025.txt:" in b.text("#card cite")
    b.press("Escape")
    assert b.count("#card") == 0
    assert b.js("return document.activeElement.matches('#t-long tbody tr:nth-child(2) a.cite')"), "the focus does not come back"
    b.press("Enter")
    number = b.text("#card li span a")
    b.click("#card li span a")
    assert b.js("return document.querySelector(':target').id") == "e" + number
    b.click(f"#e{number} .back")
    assert b.js("return document.activeElement.closest('table')?.id") == "t-long"
    b.click("a.derived")
    assert b.count("#card li") == 3 and "由两数推算" in b.text("#card")
    b.press("Escape")
    b.js("document.querySelector('svg.bar a').focus()")
    b.press("Enter")
    assert b.count("#card li") == 1
    b.click("h1")
    assert b.count("#card") == 0
    dead = b.js("return [...document.querySelectorAll('a[href^=\"#\"]')]"
                ".filter(a => !document.querySelector(a.getAttribute('href')))"
                ".map(a => a.outerHTML)")
    assert dead == [], dead[:3]
    assert b.count("a[href^=javascript]") == 0 and b.count("a[href='https://example.org/']") == 1


@test
def review_by_keys_to_corrections_and_back(b):
    sample = SAMPLES / "anlan-gwr-2025.txt"
    rows = [json.loads(line) for line in zhibiao("extract", "--format", "ndjson", sample).splitlines()]
    rows = sorted((r for r in rows if "record" not in r), key=lambda r: r["start"])
    b.open(made("review", sample))
    assert b.text("#filters output").startswith(f"{len(rows)} ")
    assert b.count(".text i") == len({r["start"] for r in rows})
    b.press("j", "y", "j", "n", "j", "x", "j", "e")
    b.clear("#edit-value")
    b.type("#edit-value", "7.50")
    b.js("const s = document.getElementById('edit-status'); s.value = 'target'; s.dispatchEvent(new Event('change'))")
    b.type("#edit-note", "看“表”；<b>\n")
    b.press("j", "u", "k")
    text = saved(b)
    lines = [json.loads(line) for line in text.splitlines()]
    assert [c["verdict"] for c in lines] == ["right", "wrong", "none", "wrong"], text
    assert {k: lines[3][k] for k in ("value", "status", "note")} == {"value": "7.50", "status": "target", "note": "看“表”；<b>"}
    assert [c["start"] for c in lines] == [r["start"] for r in rows[:4]]
    out = zhibiao("extract", "--corrections", FILE, "--format", "ndjson", sample)
    after = {r["start"]: r for r in map(json.loads, out.splitlines()) if "record" not in r}
    assert rows[2]["start"] not in after and len(after) == len({r["start"] for r in rows}) - 1
    assert (after[rows[3]["start"]]["value"], after[rows[3]["start"]]["status"]) == (7.5, "target")
    assert after[rows[3]["start"]]["rule"] == "corrected"
    sane(b)


@test
def review_loads_a_file(b):
    sample = SAMPLES / "anlan-gwr-2025.txt"
    b.js("localStorage.clear()")
    b.open(made("review", sample))
    given = FOLDER / "given.jsonl"
    given.write_text(FILE.read_text(encoding="utf-8") + '{"doc":"other.txt","quote":"不在","text":"1个"}\n', encoding="utf-8")
    b.call("POST", f"/element/{b.find('#file')}/value", {"text": str(given)})
    b.wait(lambda: "✓1 ✗2 ∅1" in b.text("#filters output"), "the file is not loaded")
    assert "4 " in b.text("#message") and "1 " in b.text("#message"), b.text("#message")
    assert b.count(".text i[data-v]") == 4
    before = given.read_text(encoding="utf-8")
    assert sorted(saved(b).splitlines()) == sorted(before.splitlines()), "what was loaded is not what is saved"
    b.open(made("review", sample))
    assert b.count(".text i[data-v]") == 4, "what was marked is gone after a reload"


@test
def review_filters_and_searches(b):
    b.js("localStorage.clear()")
    b.open(made("review", SAMPLES / "anlan-gwr-2025.txt"))
    rows = [json.loads(line) for line in zhibiao("extract", "--format", "ndjson", SAMPLES / "anlan-gwr-2025.txt").splitlines()]
    rows = [r for r in rows if "record" not in r]

    def shown():
        return int(b.js("return document.querySelector('.rows').style.height").removesuffix("px")) // 46

    def choose(box, value):
        b.js("const s = document.getElementById(arguments[0]); s.value = arguments[1]; s.dispatchEvent(new Event('change'))",
             "by-" + box, value)

    for box, key in (("status", "status"), ("indicator", "indicator"), ("rule", "rule")):
        value = rows[0][key]
        choose(box, "=" + value)
        assert shown() == sum(r[key] == value for r in rows), box
        choose(box, "")
    choose("rule", "=unclaimed")
    assert shown() == sum(r["rule"] == "unclaimed" for r in rows)
    b.press("Escape")
    b.press("/")
    b.press(*"386")
    b.wait(lambda: shown() == sum("386" in r["text"] + r["quote"] for r in rows), "the search finds something else")
    b.press("Enter", "j")
    assert b.text(".text i.lit").startswith("386.5")
    b.js("[...document.querySelectorAll('.text i')].pop().click()")
    assert b.count("#list [aria-selected=true]") == 1 and shown() == len(rows), "a figure that the filter hides is not shown"


@test
def hostile_text_does_nothing(b):
    """Neither as it is written, nor if an escape were forgotten: the page runs its own scripts only."""
    path = FOLDER / "a\"'><img src=x>.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    for report in ("review", HERE / "every.lua"):
        for language in ("zh", "en"):
            source = [path] if report == "review" else [path, SAMPLES / "anlan-gwr-2025.txt"]
            b.open(made(report, "--year", "2024", "--lang", language, *source))
            assert b.js("return window.harm === undefined") and b.count("img") == 0 and b.count("main script") == 0
            assert b.js("return document.documentElement.lang") == {"zh": "zh-CN", "en": "en"}[language]
            if report == "review":
                assert HARM in b.text(".text")
                b.press("j", "n", "j", "y")
                assert b.count("#detail img") == 0
            assert b.complaints() == [], b.complaints()
            b.js("localStorage.clear()")
    page = (FOLDER / "page.html").read_text(encoding="utf-8")
    forgotten = "<main><script>window.harm = 3</script><img src=x onerror='harm = 4'>"
    (FOLDER / "page.html").write_text(page.replace("<main>", forgotten), encoding="utf-8")
    b.open(FOLDER / "page.html")
    assert b.js("return window.harm === undefined"), "the page runs scripts that are not its own"
    assert b.complaints() != []


@test
def columns_and_tables_keep_their_marks(b):
    """Every figure's mark holds its text, whatever the layout of the source."""
    for sample in sorted(SAMPLES.glob("*.txt")):
        b.open(made("review", "--year", "2023", sample))
        wrong = b.js("""
          const data = JSON.parse(document.getElementById('figures').textContent), bare = (s) => s.replace(/[\\s\\u3000]/g, '');
          const marks = [...document.querySelectorAll('.text i')].map((i) => bare(i.textContent)), list = [];
          data.mark.forEach((m, k) => { const t = bare(data.strings[data.text[k]]);
            if (!marks[m].normalize('NFKC').includes(t.normalize('NFKC').replace(/^[-+]/, ''))) list.push([t, marks[m]]); });
          return list;""")
        assert wrong == [], f"{sample.name}: {wrong[:3]}"


@test
def review_of_several_documents(b):
    names = ["anlan-gwr-2025.txt", "lanxi-communique-2024.txt"]
    b.open(made("review", *(SAMPLES / n for n in names)))
    for which, name in enumerate(names):
        b.js("[...document.querySelectorAll('article')][arguments[0]].querySelector('i').click()", which)
        b.press("y")
        assert name in b.text("#detail dd"), b.text("#detail")
    lines = [json.loads(line) for line in saved(b).splitlines()]
    assert [pathlib.Path(c["doc"]).name for c in lines] == names
    zhibiao("extract", "-o", FOLDER / "both.csv", "--corrections", FILE, *(SAMPLES / n for n in names))
    zhibiao("extract", "-o", FOLDER / "one.csv", "--corrections", FILE, SAMPLES / names[0], status=1)
    b.js("localStorage.clear()")


@test
def ten_megabytes(b):
    """The whole way for a document of 10 MB: made, opened, filtered, gone through, without a long halt."""
    text = "".join(p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt")) if "linhu" not in p.name)
    big = FOLDER / "big.txt"
    big.write_text(text * (10_000_000 // len(text.encode()) + 1), encoding="utf-8")
    took = {}

    def timed(name, action):
        start = time.monotonic()
        action()
        took[name] = time.monotonic() - start

    timed("made", lambda: made("review", big))
    timed("opened", lambda: b.open(FOLDER / "page.html"))
    search = ("const box = document.getElementById('search'); box.value = arguments[0]; box.dispatchEvent(new Event('input'))")
    timed("searched", lambda: (b.js(search, "粮食"), b.wait(lambda: "·" in b.text("#filters output"), "no search")))
    timed("gone through", lambda: b.press(*"jjjyjjn"))
    timed("last", lambda: b.js("const l = document.getElementById('list'); l.scrollTop = l.scrollHeight;"
                               "l.querySelector('.row:last-child').click()"))
    assert b.count(".text i.lit") == 1 and b.count("#list .row") < 60
    size = (FOLDER / "page.html").stat().st_size
    print("browser: 10 MB:", ", ".join(f"{k} {v:.1f} s" for k, v in took.items()), f"({size / 1e6:.0f} MB, "
          f"{b.text('#filters output').split()[0]} figures)")
    for name, limit in (("made", 30), ("opened", 30), ("searched", 10), ("gone through", 15), ("last", 10)):
        assert took[name] < limit, f"{name}: {took[name]:.1f} s"
    b.js("localStorage.clear()")


@test
def one_line(b):
    """A long text without a line break is cut where sentences end, so that a browser can lay it out piece by piece."""
    text = "".join(p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))).replace("\n", "")
    (FOLDER / "one.txt").write_text(text * (2_000_000 // len(text.encode()) + 1), encoding="utf-8")
    b.open(made("review", FOLDER / "one.txt"))
    longest = b.js("return Math.max(...[...document.querySelectorAll('.text p')].map((p) => p.textContent.length))")
    assert longest < 6000, f"a paragraph of {longest} characters"
    start = time.monotonic()
    b.press(*"jjy")
    assert time.monotonic() - start < 10 and b.count(".text i[data-v]") == 1
    b.js("localStorage.clear()")


def saved(b):
    """What the page saves, which is in FILE then."""
    for path in DOWNLOADS.iterdir():
        path.unlink()
    b.press("s")
    b.wait(FILE.exists, "nothing was saved")
    return FILE.read_text(encoding="utf-8")


def main():
    passed = failed = 0
    b = driver.Browser(DOWNLOADS)
    try:
        for t in tests:
            if len(sys.argv) > 2 and sys.argv[2] not in t.__name__:
                continue
            try:
                b.size(1280, 900)
                t(b)
                passed += 1
            except (AssertionError, OSError, subprocess.TimeoutExpired, KeyError, ValueError, IndexError) as e:
                failed += 1
                print(f"browser: {t.__name__}: {type(e).__name__}: {str(e)[:1500]}")
    finally:
        b.close()
    print(f"browser: {passed} passed, {failed} failed")
    return failed > 0


if not driver.programs():
    print("browser: left out (chromium and chromedriver are not here)")
    sys.exit(0)
ZHIBIAO = str(pathlib.Path(sys.argv[1]).resolve())
SHOTS.mkdir(parents=True, exist_ok=True)
with tempfile.TemporaryDirectory() as folder:
    FOLDER = pathlib.Path(folder)
    DOWNLOADS = FOLDER / "downloads"
    FILE = DOWNLOADS / "corrections.jsonl"
    DOWNLOADS.mkdir()
    code = main()
sys.exit(code)
