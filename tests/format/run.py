#!/usr/bin/env python3
"""HTML, Word and PDF: what is read of them, where its figures are said to stand, and what means harm.

usage: run.py ZHIBIAO [NAME]     NAME: only the tests whose names hold it

The originals of ../shared/corpus/raw are compared with the plain texts of the same documents where they are there.
"""
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import zipfile

import build
import originals
from build import cell, docx, item, numbering, paragraph, pdf, row, run, table

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZHIBIAO = str(pathlib.Path(sys.argv[1]).resolve())
FIGURE = "2024年，全市地区生产总值312.6亿元，增长5.2%。"      # two figures
tests = []


def test(f):
    tests.append(f)
    return f


def command(*words, environment=None, seconds=60):
    return subprocess.run([ZHIBIAO, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=seconds,
                          env={**os.environ, **(environment or {})}, check=False)


def text(document, *options):
    """What `zhibiao text` makes of a document's bytes."""
    pathlib.Path("document").write_bytes(document if isinstance(document, bytes) else document.encode())
    ran = command("text", *options, "document")
    assert ran.returncode == 0 and not ran.stderr, ran.stderr.decode()
    return ran.stdout.decode()


def observed(document, year="2024"):
    """(observations, record) of a document's bytes."""
    pathlib.Path("document").write_bytes(document if isinstance(document, bytes) else document.encode())
    ran = command("extract", "--year", year, "-f", "ndjson", "document")
    assert ran.returncode == 0, ran.stderr.decode()
    records = [json.loads(line) for line in ran.stdout.splitlines()]
    return records[:-1], records[-1]


def refused(document, status, message, environment=None, seconds=20):
    """A document fails with the message, no child is left, and another document is read all the same."""
    pathlib.Path("document").write_bytes(document if isinstance(document, bytes) else document.encode())
    pathlib.Path("good.txt").write_text(FIGURE, encoding="utf-8")
    start = time.monotonic()
    ran = command("extract", "--year", "2024", "-f", "ndjson", "document", "good.txt", environment=environment, seconds=seconds)
    assert ran.returncode == status, (ran.returncode, ran.stderr.decode()[-1000:])
    assert message in ran.stderr.decode(), ran.stderr.decode()[-1000:]
    records = [json.loads(line) for line in ran.stdout.splitlines()]
    assert sum(r.get("doc") == "good.txt" and "record" not in r for r in records) == 2, "the good document was lost"
    assert time.monotonic() - start < seconds


def wait_for(condition):
    """What a condition gives once it holds."""
    for _ in range(500):
        if condition():
            return condition()
        time.sleep(0.02)
    raise AssertionError("it did not come to be in ten seconds")


def same(got, wanted):
    assert got == wanted, f"\n--- got\n{got}\n--- wanted\n{wanted}"


def page(body, head=""):
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


@test
def page_of_a_government():
    """Navigation, toolbar, drafts, scripts, related pages and footer are no part of the sample's text."""
    got = text((ROOT / "examples/samples/lanxi-briefing-2025.html").read_bytes())
    lines = got.splitlines()
    assert lines[0] == "2025年上半年澜溪市经济运行情况" and lines[-1].startswith("总的看"), got
    assert "地区生产总值198.6亿元" in got, got
    for word in ("首页", "浏览次数", "打印", "99%", "12345", "分享", "一季度", "386亿元", "主办"):
        assert word not in got, word


@test
def figures_of_a_page():
    got, record = observed((ROOT / "examples/samples/lanxi-briefing-2025.html").read_bytes(), year="2025")
    assert record["format"] == "html" and record["encoding"] == "UTF-8" and record["type"] == "analysis", record
    told = {(o["subject"], o["measure"]): (o["value"], o["unit"], o["period"], o["place"]) for o in got}
    assert told["地区生产总值", "level"] == (198.6, "亿元", "2025-S1", "p 1"), told
    assert told["税收收入", "growth"] == (-1.7, "%", "2025-S1", "tr 6"), told
    assert told["农村居民人均可支配收入", "level"] == (10264, "元", "2025-S1", "tr 8"), told


@test
def cells_that_span():
    same(text(page("<p>" + FIGURE + "</p><table><tr><th rowspan=2>指标</th><th colspan=2>2024年</th></tr>"
                   "<tr><th>总量</th><th>增长（%）</th></tr><tr><td>进出口</td><td>71.5<br>（预计）</td><td>3.2</td></tr></table>")),
         FIGURE + "\n指标\t2024年\t\n\t总量\t增长（%）\n进出口\t71.5 （预计）\t3.2\n")


@test
def annex_beside_the_text():
    """A table in a part of its own is no footer, and the heading of another column no title."""
    rows = "".join(f"<tr><td>指标{i}</td><td>{i}.5</td></tr>" for i in range(40))
    got = text(page(f"<div><h3>通知公告</h3></div><div class=all><div class=text>{('<p>' + FIGURE + '</p>') * 60}</div>"
                    f"<div class=annex><table><tr><td>指标</td><td>2024年</td></tr>{rows}</table></div></div>"
                    "<div>本站由政府办公室主办，欢迎监督。</div>", head="<title>某市公报 - 某市政府</title>")).splitlines()
    assert got[0] == "某市公报" and got[-1] == "指标39\t39.5" and len(got) == 102, (got[0], got[-1], len(got))


@test
def lines_of_a_page():
    """A line ends where the page breaks it, and only there; in <pre> also where its source does."""
    same(text(page("<div>一、综合<br>全市\n生产总值<b>31</b>2.6亿元。<hr>增长5.2%。</div><pre>二、农业\n粮食5万吨。</pre>")),
         "一、综合\n全市 生产总值312.6亿元。\n增长5.2%。\n二、农业\n粮食5万吨。\n")


@test
def lines_that_links_cut():
    """A page copied as text, whose links stand on lines of their own: blank lines part its paragraphs, not these."""
    whole = "全市经济运行总体平稳、稳中有进，各项工作取得新的成效，高质量发展迈出坚实的步伐，人民生活持续改善。\n\n"
    cut = "一年来，基础设施继续加强。新建\n高速铁路\n投产里程超过190公里，新建改建\n高速公路\n670多公里，生产总值达到74.4\n\u200b\n亿元。\n\n"
    got = text(10 * whole + cut + "二、工作安排\n" + whole, "--layout").splitlines()
    assert got[10].endswith("新建高速铁路投产里程超过190公里，新建改建高速公路670多公里，生产总值达到74.4亿元。"), got[10]
    assert got[11].endswith("\t二、工作安排") and len(got) == 13, got
    assert len(text(cut.replace("\u200b\n", "") + "二、工作安排\n" + whole, "--layout").splitlines()) > 4     # no more is known


@test
def digits_with_spaces_between():
    wide = "加强农田水利建设，发展旱作节水农业，建设一批旱作农业、节水灌溉、生态农业的示范县，"
    got, _ = observed(f"{wide}有效灌溉面积达到 2\n3 0 0 万亩，{wide}高速公路达到 1 3\n0 0 公里。")
    assert [o["text"] for o in got] == ["2300万亩", "1300公里"], got


@test
def tables_that_lay_out_a_page():
    """Old sites place everything in tables: the cell of the text is no row."""
    long = "".join(f"<p>第{i}段，{FIGURE}</p>" for i in range(30))
    got = text(page("<table><tr><td><a href=x>首页</a></td></tr>"
                    f"<tr><td><table><tr><td>{long}</td></tr></table></td></tr></table>"))
    assert got.splitlines()[0] == "第0段，" + FIGURE and "\t" not in got, got[:300]
    inner = f"<table><tr><td>一、综合</td></tr><tr><td><p>{FIGURE}</p><table><tr><td>指标<td>总量</tr></table></td></tr></table>"
    same(text(page(f"<table><tr><td><a href=x>导航</a></td><td>{inner}</td></tr></table>")), f"一、综合\n{FIGURE}\n指标\t总量\n")


@test
def page_in_gb18030_that_claims_utf_8():
    got, record = observed(page(f"<p>{FIGURE}</p>").encode("gb18030"))
    assert len(got) == 2 and record["encoding"] == "GB18030", record
    got, record = observed(page(f"<p>{FIGURE}</p>").replace("charset=utf-8", "charset=gb2312").encode())
    assert len(got) == 2 and record["encoding"] == "UTF-8", record


@test
def text_with_a_few_tags_is_text():
    got, record = observed("<br>\n" + FIGURE)
    assert record["format"] == "text" and len(got) == 2 and got[0]["place"] == "", record


@test
def word_paragraphs():
    """Changes as accepted, a text box once, a footnote by its mark, numbers of lists, no table of contents."""
    box = ('<mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>' + paragraph("栏中语") + "</w:txbxContent></mc:Choice>"
           "<mc:Fallback><w:txbxContent>" + paragraph("栏中语") + "</w:txbxContent></mc:Fallback></mc:AlternateContent>")
    body = (paragraph("目录行……3", properties='<w:pStyle w:val="9"/>') + item("工作回顾", 1) + item("工业", 1, 1) +
            paragraph("增加值", "<w:del><w:r><w:delText>11</w:delText></w:r></w:del>", "<w:moveFrom>" + run("99") + "</w:moveFrom>",
                      "<w:ins>" + run("12") + "</w:ins>", ".5亿元", '<w:r><w:footnoteReference w:id="2"/></w:r>', "。") +
            item("服务业", 1, 1) + item("工作安排", 1) + item("农业", 1, 1) + f"<w:p><w:r>{box}</w:r>{run('正文')}</w:p>")
    parts = {"word/numbering.xml": numbering(("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）")),
             "word/styles.xml": f'<w:styles {build.W}><w:style w:styleId="9"><w:name w:val="toc 1"/></w:style></w:styles>',
             "word/footnotes.xml": f'<w:footnotes {build.W}><w:footnote w:id="0">{paragraph("")}</w:footnote>'
                                   f'<w:footnote w:id="2">{paragraph("快报数。")}</w:footnote></w:footnotes>'}
    same(text(docx(body, parts)),
         "一、工作回顾\n（一）工业\n增加值12.5亿元[2]。\n（二）服务业\n二、工作安排\n（一）农业\n栏中语\n正文\n[2]快报数。\n")


@test
def word_headings():
    """Headings by their style, without numbers of their own, part the report as those with numbers do."""
    style = '<w:style w:styleId="h{0}"><w:name w:val="heading {0}"/><w:pPr><w:outlineLvl w:val="{1}"/></w:pPr></w:style>'
    styles = f"<w:styles {build.W}>{style.format(1, 0)}{style.format(2, 1)}</w:styles>"

    def heading(words, level):
        return paragraph(words, properties=f'<w:pStyle w:val="h{level}"/>')

    body = (paragraph("云溪市政府工作报告") + paragraph("——2024年1月9日在云溪市第十七届人民代表大会第三次会议上") +
            heading("过去一年工作回顾", 1) + heading("工业", 2) + paragraph("工业增加值增长7.1%。") +
            heading("今年重点工作", 1) + heading("工业", 2) + paragraph("工业增加值增长7%。"))
    got, _ = observed(docx(body, {"word/styles.xml": styles}))
    assert [(o["status"], o["period"], o["section"]) for o in got] == \
        [("actual", "2023", "过去一年工作回顾 > 工业"), ("target", "2024", "今年重点工作 > 工业")], got


@test
def word_tables():
    body = table(row(cell("指标", "<w:vMerge w:val='restart'/>"), cell("2024年", "<w:gridSpan w:val='2'/>")),
                 row(cell("指标", "<w:vMerge/>"), "总量（亿元）", "增长（%）"), row("进出口", "71.5", "3.2"))
    same(text(docx(body)), "指标\t2024年\t\n\t总量（亿元）\t增长（%）\n进出口\t71.5\t3.2\n")
    got, record = observed(docx(paragraph("2024年统计公报") + body))
    assert record["format"] == "docx", record
    assert [(o["value"], o["unit"], o["measure"], o["place"]) for o in got] == \
        [(71.5, "亿元", "level", "table 1 row 3"), (3.2, "%", "growth", "table 1 row 3")], got


@test
def word_places():
    got, _ = observed(docx(paragraph("一、综合") + paragraph("") + paragraph(FIGURE)))
    assert [(o["line"], o["place"]) for o in got] == [(2, "paragraph 3")] * 2, got


@test
def pdf_pages():
    got, record = observed(pdf([(72, 760, "政府工作报告")], [(72, 760, FIGURE[:12]), (72, 742, FIGURE[12:])]))
    assert record["format"] == "pdf", record
    assert [(o["value"], o["unit"], o["place"]) for o in got] == [(312.6, "亿元", "page 2"), (5.2, "%", "page 2")], got


@test
def pdf_tables():
    heads, cells = ["指标", "2024年", "增长（%）"], [["进出口总额", "71.5", "-3.2"], ["出口", "52.3", "1.8"]]
    rows = [[(72 + 150 * k, 700 - 20 * i, word) for k, word in enumerate(words)] for i, words in enumerate([heads, *cells])]
    got, _ = observed(pdf([(72, 760, "2024年统计公报"), (360, 720, "单位：亿元"), *sum(rows, [])]))
    assert [(o["subject"], o["value"], o["unit"], o["measure"]) for o in got] == \
        [("进出口总额", 71.5, "亿元", "level"), ("进出口总额", -3.2, "%", "growth"), ("出口", 52.3, "亿元", "level"),
         ("出口", 1.8, "%", "growth")], got


@test
def pdf_of_pictures():
    refused(pdf([], []), 1, "a PDF of pictures: its 2 pages have no text")


@test
def layout_of_a_text():
    same(text("一、综合\n全市地区生产总值312.6亿元，\n增长5.2%。\n指标\t总量\n出口\t5\n", "--layout"),
         "1\t#\t一、综合\n2\t¶\t全市地区生产总值312.6亿元，增长5.2%。\n4\t|\t指标\t总量\n5\t|\t出口\t5\n")


@test
def pdf_without_pdftotext():
    refused(pdf([(72, 760, FIGURE)]), 2, "install poppler-utils", environment={"PATH": "/nowhere"})


def false_pdftotext(script, *expected, **more):
    path = pathlib.Path("bin/pdftotext")
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)
    refused(pdf([(72, 760, FIGURE)]), *expected, environment={"PATH": f"{path.parent.resolve()}:{os.environ['PATH']}"}, **more)
    left = subprocess.run(["pgrep", "-f", "zhibiao-left-behind"], stdout=subprocess.PIPE, check=False).stdout
    assert not left, f"left behind: {left}"


@test
def pdftotext_that_prints_without_end():
    false_pdftotext("sh -c 'sleep 300; : zhibiao-left-behind' & exec yes 政府工作报告", 1,
                    "out of all proportion", seconds=100)


@test
def pdftotext_that_hangs():
    false_pdftotext("sh -c 'sleep 300; : zhibiao-left-behind'", 1, "did not end in", seconds=100)


@test
def pdftotext_that_fails():
    false_pdftotext("echo 'no such page' >&2; exit 3", 1, "cannot read (status 3: no such page)")


@test
def pdftotext_of_a_command_that_is_killed():
    if not sys.platform.startswith("linux"):
        return
    pathlib.Path("bin").mkdir()
    pathlib.Path("bin/pdftotext").write_text(f"#!/bin/sh\necho $$ >{os.getcwd()}/pid\nexec sleep 300\n")
    pathlib.Path("bin/pdftotext").chmod(0o755)
    pathlib.Path("document").write_bytes(pdf([(72, 760, FIGURE)]))
    path = f"{os.getcwd()}/bin:{os.environ['PATH']}"
    process = subprocess.Popen([ZHIBIAO, "text", "document"], env={**os.environ, "PATH": path}, stdout=subprocess.DEVNULL)
    pid = wait_for(lambda: pathlib.Path("pid").exists() and pathlib.Path("pid").read_text().strip())
    process.kill()
    process.wait()
    wait_for(lambda: not pathlib.Path(f"/proc/{pid}").exists())


@test
def pdf_that_is_garbage():
    refused(b"%PDF-1.7\n" + bytes(range(256)) * 40, 1, "a PDF that pdftotext cannot read")


@test
def entity_bomb():
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    body = (f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><w:document {build.W}><w:body>{paragraph("&a11;")}</w:body>'
            "</w:document>")
    refused(docx("", {"word/document.xml": body}, document=None), 1, "has a DTD")


@test
def entity_of_a_file():
    body = (f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><w:document {build.W}><w:body>'
            f'{paragraph("&f;")}</w:body></w:document>')
    refused(docx("", {"word/document.xml": body}, document=None), 1, "has a DTD")


@test
def deep_xml():
    refused(docx("<w:p>" * 200000), 1, "Excessive depth")
    refused(page("<div>" * 200000), 1, "elements inside each other")


@test
def zip_bomb():
    refused(docx(paragraph(" " * 300_000_000)), 1, "unpacks to far more than a document would")


@test
def zip_that_is_cut_off():
    whole = docx(paragraph(FIGURE) + paragraph(os.urandom(20000).hex()))
    for n in (10, 100, len(whole) // 2):
        refused(whole[:n], 1, "a zip file")


@test
def zip_of_other_things():
    for name, message in (("xl/workbook.xml", "an Excel workbook"), ("OFD.xml", "an OFD document")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as z:
            z.writestr(name, "x")
        refused(out.getvalue(), 1, message)


@test
def what_is_not_read():
    refused(docx("</w:t>"), 1, "word/document.xml is broken: line 1")
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 1, "an old Word, Excel or WPS file")
    refused(r"{\rtf1\ansi 312.6}", 1, "an RTF file")
    refused(b"Rar!\x1a\x07\x01\x00" + bytes(600), 1, "a RAR archive; unpack it")
    refused(b"7z\xbc\xaf\x27\x1c" + bytes(600), 1, "a 7z archive; unpack it")
    refused(b"\x1f\x8b\x08" + bytes(600), 1, "a gzip file; unpack it")
    refused("报告.txt".encode().ljust(257, b"\0") + b"ustar  \0" + bytes(300), 1, "a tar archive; unpack it")
    refused("From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n<p>312.6=E4", 1, "a web archive")


@test
def libraries_that_are_not_there():
    """What only some documents need is loaded with the first of those; without it the others are read."""
    named = dict(re.findall(r'#define ZB_LIB(\w+) "(.*)"', (pathlib.Path(ZHIBIAO).parent / "libraries.h").read_text()))
    if not named:
        return      # they are linked
    os.mkdir("broken")
    for file in named.values():
        pathlib.Path("broken", file).write_text("no library")
    lacking = {"LD_LIBRARY_PATH": "broken"}
    refused(docx(paragraph(FIGURE)), 2, "libarchive cannot be loaded, which is needed for Word documents and zip files: ",
            lacking)
    refused(page(FIGURE), 2, "libxml2 cannot be loaded, which is needed for web pages and Word documents: ", lacking)
    ran = command("report", "review", "-o", "r.xlsx", "good.txt", environment=lacking)
    assert ran.returncode == 2 and b"libxlsxwriter cannot be loaded" in ran.stderr, ran.stderr
    assert not os.path.exists("r.xlsx") and command("report", "review", "-o", "r.html", "good.txt").returncode == 0


@test
def page_of_broken_tags():
    spans = "<td colspan=999999999 rowspan=-1>"
    got, _ = observed(page("<p" * 3000 + "<table>" * 50 + spans + FIGURE + "</p></b></td></tr>" * 50))
    assert len(got) == 2, got
    got, _ = observed(page("<tr><td>" * 20 + f"<p>{FIGURE}"))
    assert len(got) == 2, got


def compare_originals():
    """Prints how many observations agree, file by file. Returns: how many files are below their floor."""
    low = 0
    for original, plain in originals.pairs():
        (read, wrong), (wanted, _) = originals.observations(ZHIBIAO, original), originals.observations(ZHIBIAO, plain)
        both, most = sum((read & wanted).values()), max(sum(read.values()), sum(wanted.values()))
        floor, why = originals.FLOORS.get(original.name, (1.0, ""))
        bad = bool(wrong) or both < floor * most
        low += bad
        if bad or both < most:
            print(f"{'not ok: ' if bad else ''}{original.name}: {both} of {most} agree ({why}){wrong}")
    return low


def main():
    passed = failed = 0
    names = sys.argv[2] if len(sys.argv) > 2 else ""
    for f in tests:
        if names not in f.__name__:
            continue
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                f()
                passed += 1
            except (AssertionError, subprocess.TimeoutExpired) as fault:
                failed += 1
                print(f"not ok: {f.__name__}: {fault}")
            os.chdir(ROOT)
    if originals.CORPUS.is_dir() and names in "originals":
        low = compare_originals()
        failed += low
        passed += sum(1 for _ in originals.pairs()) - low
    elif not originals.CORPUS.is_dir():
        print("format: the originals of ../shared are not there and left out")
    print(f"format: {passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
