"""The library in other programs: its header, its memory, the examples. usage: run.py BUILD

The programs are built against an installed copy, as anybody's would be."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv[1]).resolve()
SAMPLES = sorted((ROOT / "examples/samples").glob("*.txt"))
CC = os.environ.get("CC", "cc").split()
SANITIZED = b"__asan_init" in (BUILD / "libzhibiao.a").read_bytes()
SANITIZE = ["-fsanitize=address,undefined"] if SANITIZED else []
WARNINGS = ["-pedantic-errors", "-Wall", "-Wextra", "-Wconversion", "-Wsign-conversion", "-Wshadow", "-Wundef", "-Wcast-qual",
            "-Wwrite-strings", "-Werror"]
FOR_C = ["-Wstrict-prototypes", "-Wmissing-prototypes"]
FOR_CXX = ["-Wold-style-cast", "-Wzero-as-null-pointer-constant", "-Wnon-virtual-dtor", "-Woverloaded-virtual"]
tests = []


def test(function):
    tests.append(function)
    return function


def command(*words, status=0, **more):
    """Runs it. Returns: what it wrote to stdout."""
    words = [str(w) for w in words]
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL, **more)
    said = f"{' '.join(words)}: status {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    assert done.returncode == status, said
    return done.stdout


def needs():
    """What a program links with the static library, by the Makefile."""
    return command("make", "-s", "-C", ROOT, "needs", f"BUILD={BUILD}").split()


def program(source, name):
    """Builds source, with every warning an error, against the static library in the build directory."""
    command(*CC, "-std=c11", "-O1", "-g", *WARNINGS, *FOR_C, *SANITIZE, "-D_POSIX_C_SOURCE=200809L", f"-I{ROOT}/engine/include",
            source, BUILD / "libzhibiao.a", *needs(), "-o", name)
    return os.path.abspath(name)


@test
def header_alone_in_c():
    pathlib.Path("one.c").write_text("#include <zhibiao.h>\nextern int x;\nint x = ZB_ESTOPPED;\n")
    for cc in filter(shutil.which, ("gcc", "clang")):
        for standard in ("c11", "c17", "c2x"):
            command(cc, f"-std={standard}", *WARNINGS, *FOR_C, "-Wc++-compat", f"-I{ROOT}/engine/include", "-fsyntax-only", "one.c")


@test
def header_alone_in_cxx():
    pathlib.Path("one.cc").write_text(
        "#include <zhibiao.h>\nextern zb_engine_options x;\nzb_engine_options x = ZB_ENGINE_OPTIONS_INIT;\n"
        "extern zb_host h;\nzb_host h = ZB_HOST_INIT;\n")
    found = [cxx for cxx in ("g++", "clang++") if shutil.which(cxx)]
    assert found, "no C++ compiler is here"
    for cxx in found:
        for standard in ("c++11", "c++14", "c++17", "c++20"):
            command(cxx, f"-std={standard}", *WARNINGS, *FOR_CXX, f"-I{ROOT}/engine/include", "-fsyntax-only", "one.cc")


@test
def every_function_is_in_the_library():
    """What the header declares is there, and nothing of it only in the header."""
    header = (ROOT / "engine/include/zhibiao.h").read_text()
    declared = {line.split("(")[0].split()[-1].lstrip("*") for line in header.splitlines() if line.startswith("ZB_API ")}
    there = {line.split()[-1] for line in command("nm", BUILD / "libzhibiao.a").splitlines() if " T " in line}
    assert len(declared) > 50 and not declared - there, declared - there


@test
def memory_runs_out():
    seconds = os.environ.get("SECONDS_OF_MEMORY", "5")
    command(program(ROOT / "tests/embed/memory.c", "memory"), seconds, *(SAMPLES[-1:] if SANITIZED else SAMPLES))


@test
def figures_of_a_file():
    figures = program(ROOT / "examples/embed/figures.c", "figures")
    said = command(figures, ROOT / "examples/samples/lanxi-communique-2024.txt")
    assert "\t亿元\t2024\n" in said, said
    command(figures, status=2)
    command(figures, "gone.txt", status=1)


def main():
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


sys.exit(main())
