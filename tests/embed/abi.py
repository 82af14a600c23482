"""What a program built against zhibiao.h depends on, as lines of text: the functions with their types, the values of its
constants, the places of members in its structs. usage: abi.py HEADER SONAME_NUMBER

Structs that a caller fills begin with their size and may grow at the end; so may those that the library only ever gives a
pointer to. Of all others the size counts, too."""
import pathlib
import re
import subprocess
import sys
import tempfile

GIVEN_BY_POINTER = {"zb_observation", "zb_diagnostic", "zb_head", "zb_paragraph", "zb_report_info", "zb_job_info",
                    "zb_job_source"}


def members(body):
    names = []
    for declaration in re.sub(r"\s+", " ", body).split(";"):
        function = re.match(r".*\(\*(\w+)\)", declaration)
        if function:
            names.append(function[1])
        elif declaration.strip():
            names += [re.match(r"[\s*]*(?:[\w\s*]*[\s*])?(\w+)(?:\[.*)?\s*$", part)[1] for part in declaration.split(",")]
    return names


def lines(header, soname):
    text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.DOTALL)
    structs = [(name, members(body)) for body, name in re.findall(r"typedef struct \w+ \{(.*?)\} (\w+);", text, re.DOTALL)]
    enums = [n for body in re.findall(r"enum \w*\s*\{(.*?)\}", text, re.DOTALL) for n in re.findall(r"\b(ZB_\w+)", body)]
    functions = [re.sub(r"\s+", " ", f).strip() for f in re.findall(r"^ZB_API (.*?);", text, re.MULTILINE | re.DOTALL)]
    functions += [re.sub(r"\s+", " ", t) for t in re.findall(r"^(typedef [^{;]*\([^;]*);", text, re.MULTILINE)]
    program = ["#include <stddef.h>", "#include <stdio.h>", "#include <zhibiao.h>", "int main(void) {"]
    for name in enums:
        program.append(f'printf("value {name} %d\\n", (int){name});')
    for name, fields in structs:
        if fields[0] != "size" and name not in GIVEN_BY_POINTER:
            program.append(f'printf("size {name} %zu\\n", sizeof({name}));')
        for field in fields:
            place = f"offsetof({name}, {field}), sizeof((({name} *)0)->{field})"
            program.append(f'printf("place {name}.{field} %zu %zu\\n", {place});')
    program += ["return 0;", "}"]
    with tempfile.TemporaryDirectory() as folder:
        source, binary = pathlib.Path(folder, "abi.c"), pathlib.Path(folder, "abi")
        source.write_text("\n".join(program))
        subprocess.run(["cc", "-std=c11", f"-I{header.parent}", source, "-o", binary], check=True)
        printed = subprocess.run([binary], check=True, capture_output=True, text=True).stdout.splitlines()
    return [f"soname {soname}", *sorted(printed), *sorted("function " + f for f in functions)]


def compare(old, new):
    """Returns: what is wrong with new where old is what programs were built against; None where nothing is."""
    if old == new:
        return None
    if old[0] == new[0]:
        gone = [line for line in old if line not in new]
        if gone:
            return "\n  ".join(["programs built before would break; raise ABI in the Makefile, run make, then "
                                "tests/embed/run.py BUILD --update:", *gone[:20]])
    return "run tests/embed/run.py BUILD --update; new are:\n  " + "\n  ".join([line for line in new if line not in old][:20])


if __name__ == "__main__":
    print("\n".join(lines(pathlib.Path(sys.argv[1]), sys.argv[2])))
