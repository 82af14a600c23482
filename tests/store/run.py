#!/usr/bin/env python3
"""The store from outside: what is put in comes out again, through changes, failures, kills and full disks.

usage: run.py ZHIBIAO
"""
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLES = sorted((ROOT / "examples" / "samples").glob("*.txt"))
ZHIBIAO = str(pathlib.Path(sys.argv[1]).resolve())


class Store:
    """A store in a folder of its own with copies of the samples."""

    def __init__(self):
        self.room = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.room.name)
        self.files = [shutil.copy(path, self.folder) for path in SAMPLES]
        self.files = [pathlib.Path(path).name for path in self.files]
        self.run("store", "init", "s.db", status=0)

    def run(self, *arguments, status=None, **how):
        done = subprocess.run([ZHIBIAO, *arguments], cwd=self.folder, capture_output=True, text=True, timeout=300, **how)
        if status is not None:
            assert done.returncode == status, f"{arguments}: status {done.returncode}, not {status}\n{done.stderr}"
        return done

    def add(self, *arguments, status=0):
        return self.run("store", "add", *arguments[:-1], "s.db", *arguments[-1], status=status)

    def export(self, *options):
        return self.run("store", "export", *options, "s.db", status=0).stdout

    def ask(self, sql):
        with sqlite3.connect(self.folder / "s.db") as db:
            return db.execute(sql).fetchall()

    def append(self, file, text):
        with open(self.folder / file, "a", encoding="utf-8") as f:
            f.write(text)


def export_is_what_extract_writes(s):
    s.add(s.files)
    for form in ("ndjson", "csv", "json"):
        assert s.export("--format", form) == s.run("extract", "--format", form, *s.files, status=0).stdout, form


def the_order_of_adding_does_not_matter(s):
    s.add(s.files)
    other = Store()
    for file in reversed(other.files):
        other.add([file])
    assert s.export() == other.export()


def what_has_not_changed_is_left_out(s):
    s.add(s.files)
    assert "observations" not in s.add("-v", s.files).stderr
    assert s.add("-v", s.files).stderr.count("unchanged") == len(s.files)


def changed_bytes_options_and_rules_are_read_again(s):
    file = s.files[0]
    s.add([file])
    s.append(file, "\n2025年，新建便民驿站7处。\n")
    assert "observations" in s.add("-v", [file]).stderr
    assert "unchanged" in s.add("-v", [file]).stderr
    assert "observations" in s.add("-v", "--codes", "all", [file]).stderr
    rules = s.folder / "rules"
    rules.mkdir()
    (rules / "lexicon.lua").write_text('return { rise = { "蹿升" } }\n', encoding="utf-8")
    assert "observations" in s.add("-v", "--codes", "all", "--rules", "rules", [file]).stderr
    assert "unchanged" in s.add("-v", "--codes", "all", "--rules", "rules", [file]).stderr
    assert "observations" in s.add("-v", "--force", "--codes", "all", "--rules", "rules", [file]).stderr
    assert s.ask("SELECT count(*) FROM document") == [(1,)]


def a_document_that_cannot_be_read_is_kept_as_such(s):
    (s.folder / "broken.txt").write_bytes(b"\xff\xff\xff\xff\x01 12\xff")
    done = s.add(["broken.txt", "missing.txt", s.files[0]], status=2)
    assert "broken.txt: error[encoding]" in done.stderr and "missing.txt: error[io]" in done.stderr
    assert s.ask("SELECT doc, failure FROM document WHERE failure IS NOT NULL ORDER BY doc") == [
        ("broken.txt", "encoding"), ("missing.txt", "io")]
    assert s.export().count('"record":"failure"') == 2 and s.export().count('"record":"document"') == 1


def verify_tells_what_no_longer_stands_in_the_source(s):
    s.add(s.files)
    assert "0 with findings" in s.run("store", "verify", "s.db", status=0).stdout
    file = next(f for f in s.files if "gwr-2025" in f)
    text = (s.folder / file).read_text(encoding="utf-8")
    (s.folder / file).write_text(text.replace("386.5", "387.5"), encoding="utf-8")
    (s.folder / s.files[-1]).unlink()
    done = s.run("store", "verify", "s.db", status=1)
    assert "the source has changed" in done.stdout and "does not say this figure here: 386.5" in done.stdout
    assert f"{s.files[-1]}: the source cannot be read" in done.stdout and "2 with findings" in done.stdout


def removing_a_document_removes_all_of_it(s):
    s.add(s.files)
    s.run("store", "remove", "s.db", *s.files[1:], status=0)
    for table in ("observation", "diagnostic", "paragraph"):
        assert s.ask(f"SELECT count(*) FROM {table} WHERE document NOT IN (SELECT id FROM document)") == [(0,)], table
    assert s.export() == s.run("extract", "--format", "ndjson", s.files[0], status=0).stdout
    assert "no such document" in s.run("store", "remove", "s.db", "none.txt", status=1).stderr


def the_views_answer_what_people_ask(s):
    s.add(s.files)
    file = next(f for f in s.files if "gwr-2025" in f)
    assert s.ask(f"SELECT value, unit, period, status FROM headline WHERE doc = '{file}' AND indicator = 'gdp' "
                 "AND measure = 'level'") == [("386.5", "亿元", "2024", "estimate")]
    assert s.ask(f"SELECT base FROM headline WHERE doc = '{file}' AND value = '386.5'") == [(38650000000.0,)]
    assert ("6", "ge") in s.ask("SELECT target, target_bound FROM targets_and_results WHERE indicator = 'gdp'")
    assert s.ask("SELECT count(*) FROM (SELECT 1 FROM latest GROUP BY area, indicator, measure, basis HAVING count(*) > 1)") == [
        (0,)]


def the_index_by_indicator_is_there_when_all_are_in(s):
    def indexes():
        return s.ask("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL")
    assert indexes() == [("observation_indicator",)]
    s.add(s.files)
    assert indexes() == [("observation_indicator",)]
    s.ask("DROP INDEX observation_indicator")          # as a batch leaves it that was killed
    s.add([s.files[0]])
    assert indexes() == [("observation_indicator",)]
    plan = s.ask("EXPLAIN QUERY PLAN SELECT * FROM headline WHERE indicator = 'gdp'")
    assert any("observation_indicator" in row[-1] for row in plan), plan


def a_report_of_the_store_is_the_report_of_the_files(s):
    s.add(s.files)
    wanted = s.run("report", "compare", "--indicator", "gdp", *s.files, status=0).stdout
    assert s.run("report", "compare", "--indicator", "gdp", "--store", "s.db", status=0).stdout == wanted


def a_report_that_wants_the_text_says_so(s):
    s.add("--no-text", s.files[:1])
    for line in s.run("report", "--list", status=0).stdout.splitlines():
        name = line.split()[0]
        done = s.run("report", name, "--store", "s.db")
        assert done.returncode in (0, 2), f"{name}: {done.stderr}"
        if name in ("brief", "tasks"):
            assert "its text is not kept" in done.stderr, f"{name}: {done.stderr}"


def what_is_no_store_is_told(s):
    (s.folder / "text.db").write_text("no database\n", encoding="utf-8")
    with sqlite3.connect(s.folder / "other.db") as db:
        db.execute("CREATE TABLE t (a)")
    for path, why in (("text.db", "not a database"), ("other.db", "no store of zhibiao"), ("none.db", "store init"),
                      (".", "unable to open")):
        for action in ("export", "verify"):
            assert why in s.run("store", action, path, status=2).stderr, (path, action)
    assert "no store of zhibiao" in s.run("store", "init", "other.db", status=2).stderr
    with sqlite3.connect(s.folder / "s.db") as db:
        db.execute("PRAGMA user_version = 99")
    assert "schema 99" in s.run("store", "export", "s.db", status=2).stderr


def a_passage_has_the_text_of_its_paragraph(s):
    s.add(s.files)
    said = s.run("text", "--layout", s.files[0], status=0).stdout
    texts = [text for text, in s.ask(f"SELECT text FROM passage WHERE doc = '{s.files[0]}' ORDER BY seq")]
    assert len(texts) == len(said.splitlines())
    for text, line in zip(texts, said.splitlines()):
        assert line.replace("\t", " ").endswith(text.splitlines()[-1].replace("\t", " ")[-9:]), (text, line)


def a_store_of_the_first_schema_is_read_and_made_one_of_the_second(s):
    s.add(s.files)
    def told():
        return s.export(), s.run("report", "review", "-f", "html", "--store", "s.db", status=0).stdout

    before, passages = told(), s.ask("SELECT * FROM passage")
    with sqlite3.connect(s.folder / "s.db") as db:
        db.executescript("""
            CREATE TABLE first (document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE, seq INTEGER NOT NULL,
              kind TEXT NOT NULL CHECK (kind IN ('paragraph', 'heading', 'row')), line INTEGER NOT NULL,
              text_start INTEGER NOT NULL, text_end INTEGER NOT NULL, text TEXT NOT NULL, section TEXT NOT NULL,
              PRIMARY KEY (document, seq)) WITHOUT ROWID;
            INSERT INTO first SELECT d.id, p.seq, p.kind, p.line, p.text_start, p.text_end, p.text, p.section
              FROM passage p JOIN document d ON d.doc = p.doc;
            DROP VIEW passage; DROP TABLE paragraph; ALTER TABLE first RENAME TO paragraph; PRAGMA user_version = 1;""")
    assert told() == before and s.ask("PRAGMA user_version") == [(1,)]
    s.add(s.files)
    assert told() == before and s.ask("PRAGMA user_version") == [(2,)] and s.ask("SELECT * FROM passage") == passages
    assert s.ask("SELECT count(*) FROM paragraph WHERE text IS NULL")[0][0] > 100
    with sqlite3.connect(":memory:") as db:
        db.executescript((ROOT / "engine/store/schema.sql").read_text(encoding="utf-8"))
        wanted = db.execute("SELECT name FROM sqlite_schema ORDER BY name").fetchall()
        columns = db.execute("SELECT * FROM pragma_table_info('paragraph')").fetchall()
    assert s.ask("SELECT name FROM sqlite_schema ORDER BY name") == wanted
    assert s.ask("SELECT * FROM pragma_table_info('paragraph')") == columns


def mistakes_in_the_call_are_told(s):
    assert "did you mean 'export'" in s.run("store", "exprt", "s.db", status=2).stderr
    assert "zhibiao store init DB" in s.run("store", "init", status=2).stderr
    assert "no documents" in s.run("store", "add", "s.db", status=2).stderr
    assert "has no name" in s.run("store", "add", "s.db", "-", status=2).stderr


def a_killed_run_goes_on_where_it_stopped(s):
    s.add(s.files)
    wanted = s.export()
    rng = random.Random(1)
    other = Store()
    for _ in range(12):
        work = subprocess.Popen([ZHIBIAO, "store", "add", "s.db", *other.files], cwd=other.folder)
        time.sleep(rng.uniform(0, 0.04))
        work.kill()
        work.wait()
    other.add(other.files)
    assert other.export() == wanted
    assert other.ask("PRAGMA integrity_check") == [("ok",)]


def full_disk():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


def a_full_disk_is_told_and_nothing_is_half_written(s):
    done = s.run("store", "add", "s.db", *s.files, preexec_fn=full_disk)
    assert done.returncode == 2 and "error[io]" in done.stderr, done.stderr
    kept = [row[0] for row in s.ask("SELECT doc FROM document ORDER BY doc")]
    assert len(kept) < len(s.files)
    assert s.export() == s.run("extract", "--format", "ndjson", *kept).stdout if kept else True
    s.add(s.files)
    assert s.export() == s.run("extract", "--format", "ndjson", *s.files, status=0).stdout


def several_writers_wait_for_each_other(s):
    half = len(s.files) // 2
    work = [subprocess.Popen([ZHIBIAO, "store", "add", "s.db", *part], cwd=s.folder) for part in (s.files[:half], s.files[half:])]
    assert [w.wait() for w in work] == [0, 0]
    assert s.export() == s.run("extract", "--format", "ndjson", *s.files, status=0).stdout


TESTS = [
    export_is_what_extract_writes, the_order_of_adding_does_not_matter, what_has_not_changed_is_left_out,
    changed_bytes_options_and_rules_are_read_again, a_document_that_cannot_be_read_is_kept_as_such,
    verify_tells_what_no_longer_stands_in_the_source, removing_a_document_removes_all_of_it, the_views_answer_what_people_ask,
    the_index_by_indicator_is_there_when_all_are_in, a_report_of_the_store_is_the_report_of_the_files,
    a_report_that_wants_the_text_says_so, what_is_no_store_is_told,
    a_passage_has_the_text_of_its_paragraph, a_store_of_the_first_schema_is_read_and_made_one_of_the_second,
    mistakes_in_the_call_are_told,
    a_killed_run_goes_on_where_it_stopped, a_full_disk_is_told_and_nothing_is_half_written, several_writers_wait_for_each_other,
]


def main():
    passed = failed = 0
    for test in TESTS:
        store = Store()
        try:
            test(store)
            passed += 1
        except (AssertionError, StopIteration, subprocess.TimeoutExpired, sqlite3.Error) as why:
            failed += 1
            print(f"store: {test.__name__}: {why or 'not so'}")
    print(f"store: {passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
