#!/usr/bin/env python3
"""ZIP files as folders: their members are documents by extract, text, report, store, batch and pipe; names in Chinese; what is
broken or means harm. usage: archives.py ZHIBIAO [NAME]"""
import binascii
import hashlib
import io
import json
import os
import pathlib
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

from build import docx, paragraph

ZHIBIAO = str(pathlib.Path(sys.argv[1]).resolve())
FIGURE = "2024年，全市地区生产总值312.6亿元，增长5.2%。"      # two figures
UTF8, LOCKED = 0x800, 1
MEGABYTE = 1 << 20
tests = []


def test(f):
    tests.append(f)
    return f


def command(*words, status=0, told="", stdin="", **more):
    """Runs it. Returns: what it wrote to stdout. told: what stderr must hold; "": nothing at all."""
    ran = subprocess.run([ZHIBIAO, *words], input=stdin, capture_output=True, text=True, timeout=60, check=False, **more)
    said = f"{words}: status {ran.returncode}: {ran.stdout[-500:]}{ran.stderr[-1500:]}"
    assert ran.returncode == status and (told in ran.stderr if told else not ran.stderr), said
    return ran.stdout


def extract(*paths, **more):
    """{document: its values}, in the order in which they came."""
    out = {}
    for line in command("extract", "--year", "2024", "-f", "ndjson", *paths, **more).splitlines():
        record = json.loads(line)
        out.setdefault(record["doc"], [])
        if "record" not in record:
            out[record["doc"]].append(record["value"])
    return out


def archive(path, members, mode="w"):
    with zipfile.ZipFile(path, mode, zipfile.ZIP_DEFLATED) as z:
        for name, content in members.items():
            z.writestr(name, content)
    return path


class Entry:
    """A member of an archive that is made byte by byte."""

    def __init__(self, name, content=FIGURE.encode(), flags=0, extra=b"", deflated=False, **says):
        self.name, self.flags, self.extra = name, flags, extra
        self.data = content
        self.method = 0
        if deflated:
            deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
            self.data, self.method = deflate.compress(content) + deflate.flush(), 8
        self.crc, self.size = binascii.crc32(content), len(content)
        self.packed = len(self.data)
        self.at = None
        self.__dict__.update(says)

    def head(self):
        return struct.pack("<HHHHHIIIHH", 20, self.flags, self.method, 0, 0, self.crc, self.packed, self.size, len(self.name),
                           len(self.extra))


def by_hand(path, *entries, before=b""):
    out, listed = bytearray(before), bytearray()
    for e in entries:
        if e.at is None:
            e.at = len(out) - len(before)
            out += b"PK\3\4" + e.head() + e.name + e.extra + e.data
        listed += b"PK\1\2\x14\0" + e.head() + struct.pack("<HHHII", 0, 0, 0, 0, e.at) + e.name + e.extra
    n = len(entries) & 0xFFFF
    out += listed + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, n, n, len(listed), len(out) - len(before), 0)
    pathlib.Path(path).write_bytes(out)
    return path


@test
def a_folder_of_documents():
    """All kinds of them, by name; what is none of them is left out and told once."""
    archive("年报.zip", {"b/二.txt": FIGURE, "a.docx": docx(paragraph(FIGURE)), "b/一.htm": f"<html><body><p>{FIGURE}</p></body>",
                       "b/": "", "标志.PNG": b"\x89PNG", "b/一_files/a.js": "x = 312.6亿元", "__MACOSX/b/._二.txt": FIGURE,
                       ".DS_Store": b"\0", "b/Thumbs.db": b"\0"})
    got = extract("年报.zip", told="年报.zip: note[archive]: 2 that are by their names no document left out")
    assert got == {f"年报.zip/{name}": [312.6, 5.2] for name in ("a.docx", "b/一.htm", "b/二.txt")}, got
    assert list(got) == sorted(got, key=str.encode), list(got)
    command("extract", "-o", "年报.zip", "年报.zip/b/二.txt", status=2, told="-o 年报.zip is one of the documents")
    assert extract("./年报.zip/b/二.txt") == {"./年报.zip/b/二.txt": [312.6, 5.2]}
    assert extract("年报.zip/", told="note") == got and extract("年报.zip//b/二.txt") == {"年报.zip//b/二.txt": [312.6, 5.2]}
    assert command("text", "年报.zip/b/二.txt", "年报.zip/b/一.htm") == 2 * (FIGURE + "\n")
    os.mkdir("rules")
    pathlib.Path("rules/lexicon.lua").write_text("return {}", encoding="utf-8")
    assert command("diff", "shipped", "rules", "年报.zip", told="note").startswith("3 documents: 0 added")
    assert "年报.zip" in command("report", "review", "-q", "-f", "md", "年报.zip")


@test
def a_member_that_is_not_there():
    archive("a.zip", {"b/x.txt": FIGURE})
    pathlib.Path("x.txt").write_text(FIGURE, encoding="utf-8")
    pathlib.Path("w.docx").write_bytes(docx(paragraph(FIGURE)))
    for path, message in (("a.zip/x.txt", "the zip file has no such document"), ("a.zip/b", "the zip file has no such document"),
                          ("b.zip/x.txt", "No such file"), ("x.txt/y", "x.txt is a file, not a folder or a zip file"),
                          ("w.docx/word/document.xml", "w.docx is a file, not a folder or a zip file")):
        command("extract", path, status=2, told=f"{path}: error[io]: cannot be read: {message}")


@test
def a_pipe_is_left_whole():
    """To look whether it is an archive would take from it what cannot be given back."""
    os.mkfifo("pipe")
    with subprocess.Popen(["sh", "-c", 'printf %s "$0" >pipe', FIGURE]) as writer:
        assert extract("pipe") == {"pipe": [312.6, 5.2]}
        assert writer.wait(timeout=10) == 0


@test
def names_in_chinese():
    """UTF-8 where it is marked or is that, else GB18030; the field for Unicode holds where it was made for the name."""
    field = lambda made_for, name: struct.pack("<HHBI", 0x7075, len(name) + 5, 1, binascii.crc32(made_for)) + name
    by_hand("a.zip",
            Entry("1镕基报告.txt".encode("gbk")), Entry("2公报.txt".encode()), Entry("3计划.txt".encode(), flags=UTF8),
            Entry("报告\\4预算.txt".encode("gb18030")), Entry(b"5\xff\xfe.txt"), Entry("6錯.txt".encode("gbk"), flags=UTF8),
            Entry(b"7?.txt", extra=field(b"7?.txt", "7㐂.txt".encode())), Entry(b"8.txt", extra=field(b"9.txt", b"wrong.txt")))
    names = ["1镕基报告.txt", "2公报.txt", "3计划.txt", "报告/4预算.txt", "5%FF%FE.txt", "6錯.txt", "7㐂.txt", "8.txt"]
    assert extract("a.zip") == {f"a.zip/{name}": [312.6, 5.2] for name in sorted(names, key=str.encode)}
    for name in names:
        assert extract(f"a.zip/{name}") == {f"a.zip/{name}": [312.6, 5.2]}


@test
def names_that_lead_elsewhere():
    """They lead into the archive. Of two of one name the later one is there, as if it had been unpacked."""
    by_hand("a.zip", Entry(b"../../etc/1.txt"), Entry(b"/2.txt"), Entry(b"C:\\3.txt"), Entry(b"a/./b//../4.txt"), Entry(b".."),
            Entry(b"5\n\x1b[2J.txt"), Entry(b"same.txt", "出口1亿元。".encode()), Entry(b"same.txt"), Entry(b"6.txt"))
    want = ["etc/1.txt", "2.txt", "3.txt", "a/b/4.txt", "5__[2J.txt", "same.txt", "6.txt"]
    assert extract("a.zip") == {f"a.zip/{name}": [312.6, 5.2] for name in sorted(want)}
    assert os.listdir() == ["a.zip"]


@test
def other_ways_to_pack():
    """Sizes behind the data, 64-bit sizes, something before and behind the archive, stored and packed."""
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.all = b""

        def writable(self):
            return True

        def write(self, b):
            self.all += bytes(b)
            return len(b)

    pipe = Pipe()
    archive(pipe, {"x.txt": FIGURE})
    pathlib.Path("piped.zip").write_bytes(pipe.all)
    with zipfile.ZipFile("large.zip", "w") as z, z.open("x.txt", "w", force_zip64=True) as f:
        f.write(FIGURE.encode())
    by_hand("self.zip", Entry(b"x.txt", deflated=True), Entry(b"y.txt"))
    whole = pathlib.Path("self.zip").read_bytes()
    pathlib.Path("self.zip").write_bytes(whole[:-2] + struct.pack("<H", 300) + b"c" * 300)
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile(f"{method}.zip", "w", method) as z:
            z.writestr("x.txt", FIGURE)
    for path, n in (("piped.zip", 1), ("large.zip", 1), ("self.zip", 2), ("12.zip", 1), ("14.zip", 1)):
        assert list(extract(path).values()) == [[312.6, 5.2]] * n, path


@test
def archives_in_archives():
    inner = archive(io.BytesIO(), {"x.txt": FIGURE}).getvalue()
    archive("a.zip", {"1.txt": FIGURE, "2.zip": inner, "3.xlsx": archive(io.BytesIO(), {"xl/workbook.xml": "x"}).getvalue()})
    got = extract("a.zip", status=1, told="a.zip/2.zip: error[encoding]: a zip file that is no document; only one on the disk")
    assert got == {"a.zip/1.txt": [312.6, 5.2], "a.zip/2.zip": [], "a.zip/3.xlsx": []}, got
    command("extract", "a.zip", status=1, told="a.zip/3.xlsx: error[encoding]: an Excel workbook")
    command("extract", "a.zip/2.zip/x.txt", status=2, told="the zip file has no such document")


@test
def the_store():
    archive("a.zip", {"1.txt": FIGURE, "b/2.txt": FIGURE})
    command("store", "init", "s.db")
    command("store", "add", "-v", "s.db", "a.zip", told="a.zip/b/2.txt: 2 observations")
    assert command("store", "export", "s.db") == command("extract", "-f", "ndjson", "a.zip")
    record = [json.loads(line) for line in command("store", "export", "s.db").splitlines()][-1]
    assert record["sha256"] == hashlib.sha256(FIGURE.encode()).hexdigest(), record
    assert command("store", "verify", "s.db") == "2 documents verified, 0 with findings\n"
    archive("a.zip", {"1.txt": FIGURE, "b/2.txt": FIGURE + "出口2亿元。"})
    command("store", "add", "-v", "s.db", "a.zip", told="a.zip/1.txt: unchanged\na.zip/b/2.txt: 3 observations")
    archive("a.zip", {"1.txt": FIGURE.replace("312", "512")})
    found = command("store", "verify", "s.db", status=1)
    assert "a.zip/1.txt:1:15: the source does not say this figure here: 312.6" in found, found
    assert "a.zip/b/2.txt: the source cannot be read" in found, found
    command("store", "remove", "s.db", "a.zip")
    assert command("store", "export", "s.db") == ""


@test
def a_batch():
    """By member: each is read again when its own bytes change; a folder's pattern holds inside; what is gone is pruned."""
    os.mkdir("docs")
    archive("docs/a.zip", {"1.txt": FIGURE, "2.txt": FIGURE, "3.htm": f"<html><p>{FIGURE}"})
    pathlib.Path("docs/4.txt").write_text(FIGURE, encoding="utf-8")
    job = pathlib.Path("job.lua")
    for documents, n in (('folder = "docs"', 4), ('folder = "docs", match = "*.txt"', 3), ('folder = "docs", match = "*.zip"', 3),
                         ('folder = "docs/a.zip"', 3), ('files = "docs/*"', 4), ('files = "docs/a.zip/2.txt"', 1),
                         ('files = "docs/*.zip/?.txt"', 2), ('files = "docs/a.zip/"', 3)):
        job.write_text('return { store = "n.db", documents = { { %s } } }' % documents, encoding="utf-8")
        assert len(command("batch", "--dry-run", "job.lua").splitlines()) == n, documents
    job.write_text('return { store = "s.db", prune = true, documents = { { folder = "docs" } } }', encoding="utf-8")
    assert command("batch", "-q", "-j2", "job.lua").startswith("4 documents: 4 read")
    wanted = command("extract", "-f", "ndjson", "docs/4.txt", "docs/a.zip")
    assert command("store", "export", "s.db") == wanted
    assert command("batch", "-q", "job.lua").startswith("4 documents: 0 read, 4 unchanged")
    archive("docs/a.zip", {"1.txt": FIGURE, "2.txt": FIGURE + "出口2亿元。"})
    assert command("batch", "-q", "job.lua").startswith("3 documents: 1 read, 2 unchanged, 0 failed, 1 removed")


@test
def a_pipe():
    archive("a.zip", {"1.txt": FIGURE, "b/2.txt": FIGURE, "x.png": "x"})
    got = [json.loads(line) for line in command("pipe", stdin='{"path": "a.zip"}\n{"id": "k", "path": "a.zip"}\n'
                                                              '{"path": "a.zip/b/2.txt"}\n').splitlines()]
    wanted = ["a.zip/1.txt", "a.zip/b/2.txt", "k/1.txt", "k/b/2.txt", "a.zip/b/2.txt"]
    assert [r["doc"] for r in got if "record" in r] == wanted, got
    assert len(got) == 15, got


def fails(message, status=1, path="bad.zip", megabytes=300):
    """A file fails with the message in a short time and little memory, and another is read all the same."""
    pathlib.Path("good.txt").write_text(FIGURE, encoding="utf-8")
    limit = None if b"__asan_init" in pathlib.Path(ZHIBIAO).read_bytes() else megabytes * MEGABYTE
    start = time.monotonic()
    got = extract(path, "good.txt", status=status, told=message,
                  preexec_fn=limit and (lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))))
    assert got["good.txt"] == [312.6, 5.2] and time.monotonic() - start < 20
    return got


@test
def broken():
    whole = pathlib.Path(archive("bad.zip", {"1.txt": FIGURE, "2.txt": os.urandom(3000).hex()})).read_bytes()
    for n in (4, 22, 100, len(whole) // 2, len(whole) - 1):
        pathlib.Path("bad.zip").write_bytes(whole[:n])
        fails("bad.zip: error[encoding]: a zip file (a Word document is one) that is broken or cut off")
    start = whole.index(b"PK\1\2")
    for at in (start, start + 28, start + 30, len(whole) - 10, len(whole) - 6):
        pathlib.Path("bad.zip").write_bytes(whole[:at] + b"\xff\xff" + whole[at + 2:])
        fails("a zip file (a Word document is one) that is broken or cut off")
    pathlib.Path("bad.zip").write_bytes(b"PK\5\6" + bytes(18))
    fails("a zip file with no documents in it")
    for change, message in (({"crc": 1}, "cannot be unpacked"), ({"method": 9}, "cannot be unpacked: "), ({"at": 1}, "broken"),
                            ({"size": 9}, "wrong size"), ({"packed": 1 << 31}, "lie one over the other")):
        by_hand("bad.zip", Entry(b"0.txt"), Entry(b"1.txt", deflated=True, **change))
        fails(message)


@test
def locked():
    by_hand("bad.zip", Entry(b"1.txt", flags=LOCKED), Entry(b"2.txt", flags=LOCKED))
    fails("bad.zip: error[encoding]: a zip file that is encrypted; unpack it with its password")
    by_hand("bad.zip", Entry(b"1.txt", flags=LOCKED), Entry(b"2.txt"))
    assert fails("bad.zip/1.txt: error[encoding]: in a zip file, and encrypted")["bad.zip/2.txt"] == [312.6, 5.2]


@test
def made_to_burst():
    by_hand("bad.zip", Entry(b"1.txt", bytes(60 * MEGABYTE), deflated=True), Entry(b"2.txt"))
    assert fails("bad.zip/1.txt: error[limit]: in a zip file, and unpacks to far more")["bad.zip/2.txt"] == [312.6, 5.2]
    by_hand("bad.zip", Entry(b"1.txt", deflated=True, size=1 << 31), Entry(b"2.txt"))
    fails("error[limit]: a zip file that unpacks to far more than documents would")
    kernel = Entry(b"k", os.urandom(MEGABYTE))
    by_hand("bad.zip", kernel, *(Entry(b"%d" % i, kernel.data, at=0) for i in range(100)))
    fails("error[limit]: a zip file whose members lie one over the other")
    bottom = archive(io.BytesIO(), {"0": bytes(30 * MEGABYTE)}).getvalue()
    for _ in range(2):
        bottom = archive(io.BytesIO(), {f"{i}.zip": bottom for i in range(16)}).getvalue()
    pathlib.Path("bad.zip").write_bytes(bottom)
    fails("bad.zip/9.zip: error[encoding]: a zip file that is no document; only one on the disk")


@test
def many_members():
    entries = [Entry(b"%d.png" % i, b"") for i in range(65536)]
    by_hand("bad.zip", *entries, Entry(b"x.txt"))
    got = extract("bad.zip", told="65536 that are by their names no document left out")
    assert got == {"bad.zip/x.txt": [312.6, 5.2]}, got
    by_hand("bad.zip", Entry(b"x.txt"), *entries, *entries[:40000])
    fails("more than 100000 members")


@test
def long_names():
    by_hand("bad.zip", *(Entry(letter * 65534) for letter in (b"x", b"/", b"\xb0", b"\xff")), Entry(b"../" * 21845),
            Entry(b"./" * 32000 + b"y"))
    got = extract("bad.zip")
    assert got.pop("bad.zip/y") == [312.6, 5.2] and all(v == [312.6, 5.2] for v in got.values()) and len(got) == 3, len(got)


def main():
    passed = failed = 0
    names = sys.argv[2] if len(sys.argv) > 2 else ""
    home = os.getcwd()
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
            os.chdir(home)
    print(f"archive: {passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
