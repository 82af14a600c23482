"""The library in other programs: its header, its memory, the installed copy, the examples. usage: run.py BUILD [TEST|--update]

Programs are built against a copy installed below a DESTDIR, as anybody's would be. --update writes abi.txt."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import abi

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "format"))
import build  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv[1]).resolve()
SAMPLES = sorted((ROOT / "examples/samples").glob("*.txt"))
LUA = shutil.which("lua5.4") or shutil.which("lua") or "lua5.4"
CC = os.environ.get("CC", "cc").split()
SANITIZED = b"__asan_init" in (BUILD / "libzhibiao.a").read_bytes()
SANITIZE = ["-fsanitize=address,undefined"] if SANITIZED else []
WARNINGS = ["-pedantic-errors", "-Wall", "-Wextra", "-Wconversion", "-Wsign-conversion", "-Wshadow", "-Wundef", "-Wcast-qual",
            "-Wwrite-strings", "-Werror"]
FOR_C = ["-Wstrict-prototypes", "-Wmissing-prototypes"]
FOR_CXX = ["-Wold-style-cast", "-Wzero-as-null-pointer-constant", "-Wnon-virtual-dtor", "-Woverloaded-virtual"]
INCLUDE = [f"-I{ROOT}/engine/include"]
tests = []


def test(function):
    tests.append(function)
    return function


def command(*words, status=0, told=None, **more):
    """Runs it. Returns: what it wrote to stdout. told: what stderr must say."""
    words = [str(w) for w in words]
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL, **more)
    said = f"{' '.join(words)}: status {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    assert done.returncode == status and (not told or told in done.stderr), said
    return done.stdout


def make(*words):
    return command("make", "-s", "-C", ROOT, f"BUILD={BUILD.relative_to(ROOT)}", *words)


def pkg_config(*words):
    return command("pkg-config", *words, "zhibiao", env=PKG_CONFIG).split()


def program(source, name=None, static=False):
    """Builds source, with every warning an error, against the installed library. Returns: the program's path."""
    cxx = source.suffix == ".cc"
    compiler = ["c++", "-std=c++11", *FOR_CXX] if cxx else [*CC, "-std=c11", "-D_POSIX_C_SOURCE=200809L", *FOR_C]
    libs = pkg_config("--libs", *(["--static"] if static else []))
    if static:
        libs[libs.index("-lzhibiao")] = "-l:libzhibiao.a"
    name = os.path.abspath(name or source.stem)
    command(*compiler, "-O1", "-g", *WARNINGS, *SANITIZE, *pkg_config("--cflags"), source, *libs, "-pthread",
            f"-Wl,-rpath,{INSTALLED}/usr/lib", "-o", name)
    return name


def zhibiao(*words):
    return command(INSTALLED / "usr/bin/zhibiao", *words)


def stated(*documents):
    """What the command writes of documents: observations and records of documents."""
    lines = [json.loads(line) for line in zhibiao("extract", "-f", "ndjson", *documents).splitlines()]
    return [r for r in lines if "record" not in r], [r for r in lines if "record" in r]


def samples():
    """Their paths in the folder of the test, where they are copied to."""
    for path in SAMPLES:
        shutil.copy(path, ".")
    return [path.name for path in SAMPLES]


def example(file, **more):
    return program(ROOT / "examples/embed" / file, **more)


@test
def header_alone_in_c():
    pathlib.Path("one.c").write_text("#include <zhibiao.h>\nextern int x;\nint x = ZB_ESTOPPED;\n")
    for cc in filter(shutil.which, ("gcc", "clang")):
        for standard in ("c11", "c17", "c2x"):
            command(cc, f"-std={standard}", *WARNINGS, *FOR_C, "-Wc++-compat", *INCLUDE, "-fsyntax-only", "one.c")


@test
def header_alone_in_cxx():
    pathlib.Path("one.cc").write_text(
        "#include <zhibiao.h>\nextern zb_engine_options x;\nzb_engine_options x = ZB_ENGINE_OPTIONS_INIT;\n"
        "extern zb_host h;\nzb_host h = ZB_HOST_INIT;\n")
    found = [cxx for cxx in ("g++", "clang++") if shutil.which(cxx)]
    assert found, "no C++ compiler is here"
    for cxx in found:
        for standard in ("c++11", "c++14", "c++17", "c++20"):
            command(cxx, f"-std={standard}", *WARNINGS, *FOR_CXX, *INCLUDE, "-fsyntax-only", "one.cc")


@test
def every_function_is_documented():
    """Each has a comment, its own or of those it stands with; one that can fail tells its errors, one that makes something whose
    it is. What all have in common (Returns, Units, Threads) stands at the head of the header."""
    header, comment, lacks = (ROOT / "engine/include/zhibiao.h").read_text(), "", []
    for found in re.finditer(r"^/\*.*?\*/|^ZB_API [^;]*;", header, re.S | re.M):
        if found[0].startswith("/*"):
            comment = found[0]
            continue
        name = re.search(r"(zb_\w+)\(", found[0])[1]
        failing = re.search(r"(?<!const )zb_error \*err", found[0])
        lacks += [f"{name}: Errors"] if failing and "Errors" not in comment else []
        lacks += [f"{name}: Owner"] if re.search(r"zb_\w+ \*\*out", found[0]) and "Owner" not in comment else []
        lacks += [f"{name}: a comment"] if not comment else []
    assert not lacks, ", ".join(lacks)
    for word in ("Returns", "Owner", "Units", "Threads"):
        assert f"{word}:" in header[:3500], word


@test
def installed():
    for path in ("bin/zhibiao", "lib/libzhibiao.a", "lib/libzhibiao.so", "include/zhibiao.h", "lib/pkgconfig/zhibiao.pc",
                 "share/man/man1/zhibiao.1", "share/man/man3/zhibiao.3", "share/man/man5/zhibiao-rules.5",
                 "share/bash-completion/completions/zhibiao", "share/zsh/site-functions/_zhibiao",
                 "share/fish/vendor_completions.d/zhibiao.fish", "share/doc/zhibiao/embedding.md"):
        assert (INSTALLED / "usr" / path).exists(), path
    version = zhibiao("--version").split()[1]
    assert pkg_config("--modversion") == [version], version


@test
def exported_symbols():
    """What the header declares is exported, and nothing else."""
    header = (ROOT / "engine/include/zhibiao.h").read_text()
    declared = {line.split("(")[0].split()[-1].lstrip("*") for line in header.splitlines() if line.startswith("ZB_API ")}
    exported = {line.split()[-1] for line in command("nm", "-D", "--defined-only", LIBRARY).splitlines()}
    assert len(declared) > 50 and declared == exported, declared ^ exported


def soname():
    return command("objdump", "-p", LIBRARY).split("SONAME")[1].split()[0].rsplit(".", 1)[1]


@test
def abi_is_as_it_was():
    before = (ROOT / "tests/embed/abi.txt").read_text().splitlines()
    fault = abi.compare(before, abi.lines(ROOT / "engine/include/zhibiao.h", soname()))
    assert not fault, fault


@test
def abi_test_sees_changes():
    old = ["soname 0", "place zb_x.a 0 4", "size zb_x 4"]
    assert abi.compare(old, old) is None
    assert "raise ABI" in abi.compare(old, ["soname 0", "place zb_x.a 4 4", "size zb_x 8"])
    assert "raise ABI" not in abi.compare(old, ["soname 1", "place zb_x.a 4 4", "size zb_x 8"])
    assert "raise ABI" not in abi.compare(old, [*old, "function int zb_new(void)"])


@test
def manual_tells_every_option():
    for page in ROOT.glob("docs/man/*"):
        if shutil.which("mandoc"):
            command("mandoc", "-T", "lint", "-W", "error", page)
    page = (ROOT / "docs/man/zhibiao.1").read_text().replace("\\-", "-")
    commands = [line.split()[0] for line in zhibiao("--help").splitlines() if line.startswith("  ") and line[2].isalpha()]
    assert len(commands) > 8 and "extract" in commands
    for name in commands:
        assert f"Cm {name}" in page or f", {name}" in page or f"| {name}" in page, f"zhibiao.1 does not tell {name}"
        if name == "help":
            continue
        options = {w.strip(",.;:)[]") for w in zhibiao(name, "--help").split("example:")[0].split() if w.startswith("--")}
        for option in options - {"--help"}:
            assert f"Fl {option[1:]}" in page or f", {option[1:]}" in page, f"zhibiao.1 does not tell {option} of {name}"


@test
def completion():
    files = ROOT / "scripts/completion"
    found = {**os.environ, "PATH": f"{INSTALLED}/usr/bin:{os.environ['PATH']}"}
    for words, wanted in (("extr", "extract"), ("extract --stat", "--status"), ("extract --status tar", "target"),
                          ("extract --type commu", "communique"), ("report bri", "brief"), ("store ver", "verify")):
        done = command("bash", ROOT / "tests/embed/complete.sh", files / "zhibiao.bash", "zhibiao", *words.split(), env=found)
        assert done.split() == [wanted], (words, done)
        if shutil.which("fish"):
            done = command("fish", "--no-config", "-c", f"source {files}/zhibiao.fish; complete -C 'zhibiao {words}'",
                           env={**found, "HOME": os.getcwd()})
            assert wanted in done.split(), (words, done)
    if shutil.which("zsh"):
        command("zsh", "-n", files / "_zhibiao")


@test
def memory_runs_out():
    stride = os.environ.get("STRIDE_OF_MEMORY", "1000")
    lines = SAMPLES[-1].read_text(encoding="utf-8").splitlines()
    pathlib.Path("page.html").write_text("<html><body>" + "".join(f"<p>{line}</p>" for line in lines), encoding="utf-8")
    pathlib.Path("word.docx").write_bytes(build.docx("".join(build.paragraph(build.run(line)) for line in lines)))
    with zipfile.ZipFile("pack.zip", "w", zipfile.ZIP_DEFLATED) as z:
        for name in ("一/公报.txt", "二/公报.txt"):
            z.writestr(name, "\n".join(lines[:20]))
    command(program(ROOT / "tests/embed/memory.c", static=True), stride, "page.html", "word.docx", "pack.zip/一/公报.txt",
            *(SAMPLES[-1:] if SANITIZED else SAMPLES))


@test
def minimal():
    for static in (False, True):
        run = example("minimal.c", name=f"minimal{static:d}", static=static)
        for document in samples():
            rows, _ = stated(document)
            want = [f"{r['line']}:{r['column']}\t{r['subject']}\t{r['text']}" for r in rows]
            assert command(run, document).splitlines() == want, document
    command(run, "gone.txt", status=1)
    source = (ROOT / "examples/embed/minimal.c").read_text()
    assert source in (ROOT / "docs/embedding.md").read_text(), "docs/embedding.md shows another minimal.c"


@test
def figures():
    run = example("figures.c")
    said = command(run, ROOT / "examples/samples/lanxi-communique-2024.txt")
    assert "\t亿元\t2024\n" in said, said
    command(run, status=2)
    command(run, "gone.txt", status=1)


@test
def rules_in_memory():
    said = command(example("rules_in_memory.c"))
    assert "common/slimmed.lua:2:69: 'chnage' is not known here; did you mean 'change'?" in said, said
    assert "行政审批事项: -38项" in said or "行政审批事项: 38项, a negative change by rule common/slimmed" in said, said
    assert "技术合同成交额: 31%, a positive growth" in said, said


@test
def threads():
    run, documents = example("threads.c"), samples()
    _, records = stated(*documents)
    want = [f"{r['doc']}: {r['observations']} figures, {r['coded']} of indicators" for r in records if r["record"] == "document"]
    assert len(want) == len(documents)
    for n in (1, 4, 8):
        assert command(run, n, *documents).splitlines() == want
    assert command(run, 4, *documents, "gone.txt", status=1).splitlines()[:-1] == want


@test
def a_second_thread_changes_nothing():
    """What it gives, memory refused from each request on, the program's stop."""
    small, big = "small.txt", "big.txt"
    text = SAMPLES[0].read_text()
    pathlib.Path(small).write_text(text[:2000])
    pathlib.Path(big).write_text(text)
    command(program(ROOT / "tests/embed/helper.c"), small, *([] if SANITIZED else [big]))


@test
def a_thousand_engines():
    one, with_result, figures = map(int, command(program(ROOT / "tests/embed/many.c"), "engines", *samples()).split())
    assert one < with_result < 1_000_000 and figures > 50_000, (one, with_result, figures)


@test
def two_rule_sets_in_one_process():
    """Engines that read by turns, with rules of their own and the built-in ones, write what two processes write."""
    shutil.copytree(ROOT / "examples/my-rules", "own")
    shutil.copy(ROOT / "examples/my-rules/note.txt", ".")
    documents = ["note.txt", *samples()]
    command(program(ROOT / "tests/embed/many.c"), "rules", "own", "own.ndjson", "plain.ndjson", *documents)
    own, plain = pathlib.Path("own.ndjson").read_text(), pathlib.Path("plain.ndjson").read_text()
    assert own == zhibiao("extract", "-f", "ndjson", "--rules", "own", *documents)
    assert plain == zhibiao("extract", "-f", "ndjson", *documents) != own


def headlines(documents):
    """What examples/embed/figures.py and figures.lua write of them, values as the texts have them."""
    rows = [json.loads(line, parse_float=str) for line in zhibiao("extract", "-f", "ndjson", *documents).splitlines()]
    keys = ("doc", "line", "indicator", "measure", "period", "status", "value", "unit")
    return ["\t".join(str(row[key]) for key in keys) for row in rows if row.get("indicator") and row["value"] is not None]


FROM_PYTHON = {"PYTHONPATH": f"{ROOT}/engine/bind/python", "PYTHONDONTWRITEBYTECODE": "1"}


@test
def example_in_python():
    if SANITIZED:
        return                             # the interpreter is none of the sanitizer's
    found, documents = {**os.environ, **FROM_PYTHON, "ZHIBIAO_LIBRARY": str(LIBRARY)}, samples()
    run = [sys.executable, ROOT / "examples/embed/figures.py"]
    assert command(*run, *documents, env=found).splitlines() == headlines(documents)
    command(*run, "gone.txt", env=found, status=1, told="figures.py: gone.txt: ")


@test
def example_in_lua():
    if SANITIZED:
        return
    found, documents = {**os.environ, "LUA_CPATH": f"{INSTALLED}/usr/lib/lua/5.4/?.so"}, samples()
    run = [LUA, ROOT / "examples/embed/figures.lua"]
    assert command(*run, *documents, env=found).splitlines() == headlines(documents)
    command(*run, "gone.txt", env=found, status=1, told="figures.lua: gone.txt: ")


@test
def example_in_sqlite():
    if SANITIZED:
        return
    rows = stated(*samples())[0]
    keys = ("doc", "line", "measure", "period", "status", "bound", "value", "unit")
    want = ["|".join(str(row[key]) for key in keys) for row in rows if row["indicator"] == "gdp" and row["value"] is not None]
    said = command("sqlite3", ":memory:", f".load {INSTALLED}/usr/lib/zhibiao/zhibiao_sqlite",
                   f".read {ROOT}/examples/embed/sqlite.sql")
    assert len(want) > 10 and said.splitlines() == want, (said, want)


@test
def python():
    if SANITIZED:
        return                             # as above
    found = {**os.environ, **FROM_PYTHON, "ZHIBIAO_LIBRARY": str(LIBRARY)}
    command(sys.executable, ROOT / "tests/embed/bind_python.py", INSTALLED / "usr/bin/zhibiao", ROOT / "tests/embed/abi.txt",
            *samples(), env=found)


@test
def sqlite():
    if SANITIZED:
        return                             # as above
    load, documents = f".load {INSTALLED}/usr/lib/zhibiao/zhibiao_sqlite", samples()
    keys = [key for key in stated(documents[0])[0][0] if key != "doc"]
    columns = ", ".join(f'"{key}"' for key in keys)
    for document in documents:
        said = command("sqlite3", "-json", ":memory:", load, f"SELECT {columns} FROM zhibiao(readfile('{document}'))")
        want = [{key: row[key] for key in keys} for row in stated(document)[0]]
        found = json.loads(said)
        for row in found:
            for key in ("value", "lower", "upper"):
                row[key] = row[key] if row[key] is None else json.loads(row[key])
        assert found == want, (document, [pair for pair in zip(found, want) if pair[0] != pair[1]][:1])
    said = command("sqlite3", ":memory:", load, "CREATE TABLE report(name, text)",
                   *[f"INSERT INTO report VALUES ('{d}', readfile('{d}'))" for d in documents],
                   "INSERT INTO report VALUES ('none', NULL)",
                   "SELECT r.name, count(*) FROM report r, zhibiao(r.text) WHERE indicator = 'gdp' GROUP BY 1 ORDER BY 1")
    count = {d: sum(row["indicator"] == "gdp" for row in stated(d)[0]) for d in documents}
    assert said.splitlines() == [f"{d}|{count[d]}" for d in documents if count[d]], said
    own = f"CREATE VIRTUAL TABLE temp.mine USING zhibiao('{ROOT}/examples/my-rules')"
    note = (ROOT / "examples/my-rules/note.txt").read_text()
    assert "-38\n" in command("sqlite3", ":memory:", load, own, f"SELECT value FROM mine('{note}')")
    for statement, told in (("SELECT * FROM zhibiao", "a document is wanted"), ("SELECT * FROM zhibiao('a', 'nope')", "nope"),
                            ("SELECT * FROM zhibiao('a', NULL, NULL, 3000)", "1949 to 2100"),
                            ("SELECT * FROM zhibiao(x'ffffffff013132ff')", "encoding"),
                            ("CREATE VIRTUAL TABLE temp.x USING zhibiao('nowhere')", "nowhere")):
        done = subprocess.run(["sqlite3", ":memory:", load, statement], capture_output=True, text=True, check=False)
        assert done.returncode and told in done.stderr, (statement, done.stderr)


@test
def lua():
    if SANITIZED:
        return                             # as above
    found = {**os.environ, "LUA_CPATH": f"{INSTALLED}/usr/lib/lua/5.4/?.so"}
    documents = samples()
    rows = stated(*documents)[0]
    said = command(LUA, ROOT / "tests/embed/bind_lua.lua", ROOT / "examples/my-rules", ",".join(rows[0]), *documents, env=found)
    want = [[("" if v is None else f"{v:g}" if isinstance(v, float) else str(v)) for v in row.values()] for row in rows]
    told = [line.split("\x1f") for line in said.split("\n")[:-1]]
    for row in told:
        for i, key in enumerate(rows[0]):
            if key in ("value", "lower", "upper") and row[i]:
                number = json.loads(row[i])
                row[i] = f"{number:g}" if isinstance(number, float) else str(number)
    assert told == want, [pair for pair in zip(told, want) if pair[0] != pair[1]][:2]


@contextlib.contextmanager
def database(tools):
    """A PostgreSQL server in the folder of the test, of a user that is not root. Gives: what runs SQL in it."""
    folder = pathlib.Path("server").absolute()
    folder.mkdir()
    user = []
    for path in (folder.parent, INSTALLED):
        path.chmod(0o755)
    if os.geteuid() == 0:
        user = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
        shutil.chown(folder, "postgres")
    control = [*user, tools / "pg_ctl", "-D", folder / "data", "-w"]
    command(*user, tools / "initdb", "-D", folder / "data", "-U", "test", "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync",
            cwd=folder)
    command(*control, "-o", f"-k {folder} -h '' -F", "-l", folder / "log", "start", cwd=folder)

    def sql(*statements, **more):
        options = [word for statement in statements for word in ("-c", statement)]
        return command(tools / "psql", "-X", "-q", "-A", "-t", "-h", folder, "-U", "test", "postgres", *options, **more)
    try:
        yield sql
    finally:
        command(*control, "-m", "immediate", "stop", cwd=folder)


@test
def postgres():
    tools = pathlib.Path(command("pg_config", "--bindir").strip()) if shutil.which("pg_config") else None
    headers = tools and pathlib.Path(command("pg_config", "--includedir-server").strip()) / "postgres.h"
    if SANITIZED or not tools or not (tools / "initdb").exists() or not headers.exists():
        print("embed: postgres: left out: no server and its headers are here (postgresql-server-dev)")
        return
    module = pathlib.Path(shutil.copytree(ROOT / "engine/bind/postgres", "module")).absolute()
    found = {**PKG_CONFIG, "COPT": f"-Wl,-rpath,{INSTALLED}/usr/lib"}
    command("make", "-s", "-C", module, env={k: v for k, v in found.items() if k not in ("MAKEFLAGS", "MFLAGS")})
    functions = (module / "zhibiao--0.1.sql").read_text().replace("MODULE_PATHNAME", str(module / "zhibiao_pg"))
    with database(tools) as sql:
        sql(functions)
        example = (ROOT / "examples/embed/postgres.sql").read_text()
        assert "CREATE EXTENSION zhibiao;" in example                # which takes it from where the server has it
        assert sql(example.replace("CREATE EXTENSION zhibiao;", "")) == (
            "地区生产总值|approx|5.5|5.8|%\n城镇新增就业|ge|2|2.3|万人\n")
        for path in SAMPLES[:3]:
            literal = path.read_text(encoding="utf-8").replace("'", "''")
            shutil.copy(path, ".")
            said = sql(f"SELECT row_to_json(z) FROM zhibiao('{literal}', as_name => '{path.name}') z")
            assert [json.loads(line) for line in said.splitlines()] == stated(path.name)[0], path.name
        as_bytes = SAMPLES[0].read_text(encoding="utf-8").encode("gb18030").hex()
        assert sql(f"SELECT count(*) FROM zhibiao('\\x{as_bytes}'::bytea)") == sql(
            "SELECT count(*) FROM zhibiao('" + SAMPLES[0].read_text(encoding="utf-8") + "'::text)")
        assert sql("SELECT value FROM zhibiao('出口下降3.50%。'::text)") == "-3.50\n"
        assert sql("CREATE TABLE report(n int, text text); INSERT INTO report SELECT i, '出口' || i || '亿元。' FROM"
                   " generate_series(1, 50) i; INSERT INTO report VALUES (51, NULL)",
                   "SELECT count(*), sum(value) FROM report r, zhibiao(r.text)") == "50|1275\n"
        own, note = ROOT / "examples/my-rules", (ROOT / "examples/my-rules/note.txt").read_text()
        shutil.copytree(own, "my-rules")
        assert sql(f"SET zhibiao.rules = '{os.getcwd()}/my-rules'", f"SELECT min(value) FROM zhibiao('{note}'::text)") == "-38\n"
        large = "zhibiao(repeat('出口增长5%，进口3亿元。', 300000))"
        for statements, told in (
            (["SELECT * FROM zhibiao('a'::text, 'nope')"], "nope"),
            (["SELECT * FROM zhibiao('\\xffffffff01'::bytea)"], "encoding"),
            (["SET zhibiao.rules = '/nowhere'", "SELECT * FROM zhibiao('a'::text)"], "/nowhere"),
            (["SET zhibiao.memory = '1MB'", f"SELECT count(*) FROM {large}"], "memory"),
            (["SET statement_timeout = 50", f"SELECT count(*) FROM {large}"], "statement timeout"),
        ):
            done = sql(*statements, "SELECT 'still here'", status=0, told=told)
            assert done.endswith("still here\n"), done


@test
def limits():
    said = command(example("limits.c"))
    for line in ("hook-limit: common/endless.lua:2: hook of rule common/endless: too many steps", "  2 observations\n",
                 "  stopped: stopped by the program\n", "  limit: more than the limit of 20 milliseconds\n", "  memory: "):
        assert line in said, said


@test
def report():
    run, documents = example("report.c"), samples()
    for name, files in (("brief", documents[:1]), ("targets", documents)):
        assert command(run, name, *files) == zhibiao("report", name, "-f", "html", *files), name
    command(run, "no-such-report", documents[0], status=1)


@test
def index():
    run, documents = example("index.cc"), samples()
    want = {}
    for row in stated(*documents)[0]:
        if row["indicator"]:
            want.setdefault(row["indicator"], set()).add(row["doc"])
    assert command(run, *documents).splitlines() == [" ".join([i, *sorted(want[i])]) for i in sorted(want)]
    command(example("index.cc", name="static", static=True), "gone.txt", status=1)


def main():
    make("install", f"DESTDIR={INSTALLED}", "PREFIX=/usr")
    if "--update" in sys.argv:
        (ROOT / "tests/embed/abi.txt").write_text("\n".join(abi.lines(ROOT / "engine/include/zhibiao.h", soname())) + "\n")
        return 0
    chosen = [t for t in tests if len(sys.argv) < 3 or sys.argv[2] in t.__name__]
    failed = 0
    for t in chosen:
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                t()
            except AssertionError as error:
                failed += 1
                print(f"not ok: {t.__name__}: {error}")
            os.chdir("/")
    print(f"embed: {len(chosen) - failed} passed, {failed} failed")
    return failed != 0


with tempfile.TemporaryDirectory() as destination:
    INSTALLED = pathlib.Path(destination)
    LIBRARY = INSTALLED / "usr/lib/libzhibiao.so"
    PKG_CONFIG = {**os.environ, "PKG_CONFIG_PATH": f"{INSTALLED}/usr/lib/pkgconfig", "PKG_CONFIG_SYSROOT_DIR": destination}
    sys.exit(main())
