#!/usr/bin/env python3
"""What the documents show is run: README.md, docs/*.md, docs/zh/*.md. usage: run.py ZHIBIAO [--update] [DOCUMENT…]

A document's blocks are run one after the other, in a fresh directory that holds a copy of examples/ and links to rules/ and
build/:

  a session   a block (indented by four spaces, or ```console) that has a line "$ command": what the command prints stands
              behind it, errors too. A line … stands for any lines. A command with <<'END' goes on to the line END.
  a file      a ```lua block is written to the file that its first line names (-- my-rules/catalogue.lua), or else the last
              name in `…` before it; every one must be Lua.

A block without "$ ", and a ```text block, is shown only; but a ```text block directly behind a command that shows nothing is
what that command prints. docs/zh/X.md (README.zh-CN.md) has the sessions and files of docs/X.md (README.md), but for the
remarks in Lua. --update: writes what comes into the documents (look at the difference before it is kept).
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import stubs

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HINT = 'a block that is not to be run has no "$ " before its commands, or is ```text (tests/docs/run.py)'


class Command:
    def __init__(self, line, words):
        self.line, self.words, self.shown, self.end = line, words, [], line


class File:
    def __init__(self, line, name, text):
        self.line, self.name, self.text = line, name, text


def session(lines, first, indent):
    """The commands of a block; first: number of its first line."""
    commands = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("$ "):
            words, start = [line[2:]], at
            marker = re.search(r"<<'(\w+)'", line)
            while marker and at + 1 < len(lines) and words[-1] != marker.group(1):
                at += 1
                words.append(lines[at])
            command = Command(first + start, "\n".join(words))
            command.begin = command.end = first + at + 1
            command.indent = indent
            commands.append(command)
        elif commands:
            commands[-1].shown.append(line)
            commands[-1].end = first + at + 1
        at += 1
    for command in commands:
        while command.shown and not command.shown[-1]:
            command.shown.pop()
            command.end -= 1
    return commands


def blocks(text):
    """The commands and files of a document, in order."""
    lines, found, names, at = text.splitlines(), [], [], 0
    while at < len(lines):
        fence = re.match(r"```(\w*)$", lines[at])
        if fence:
            stop = at + 1
            while not lines[stop].startswith("```"):
                stop += 1
            body, kind = lines[at + 1:stop], fence.group(1)
            if kind == "lua":
                own = re.match(r"-- ([\w./-]+\.lua)\b", body[0])
                names = [name for name in names if not (ROOT / name).exists()]
                name = names[-1] if names else None
                if own and not (name or "").endswith("/" + own.group(1)):
                    name = own.group(1)
                found.append(File(at + 1, name, "\n".join(body) + "\n"))
            elif kind == "console":
                found += session(body, at + 1, "")
            elif kind == "text" and found and isinstance(found[-1], Command) and not found[-1].shown \
                    and not "".join(lines[found[-1].end:at]).strip():
                found[-1].shown, found[-1].begin, found[-1].end, found[-1].indent = body, at + 1, stop, ""
            at = stop + 1
        elif lines[at].startswith("    ") and (at == 0 or not lines[at - 1].strip()):
            stop = at
            while stop < len(lines) and (lines[stop].startswith("    ") or not lines[stop].strip()):
                stop += 1
            found += session([line[4:] for line in lines[at:stop]], at, "    ")
            at = stop
        else:
            names += re.findall(r"`([\w./-]+\.lua)`", lines[at])
            at += 1
    return found


def fits(shown, got):
    """Whether the lines are those that came; … stands for any."""
    if "…" not in shown:
        return shown == got
    at = shown.index("…")
    if shown[:at] != got[:at]:
        return False
    return any(fits(shown[at + 1:], got[k:]) for k in range(at, len(got) + 1))


class Runner:
    def __init__(self, zhibiao, update):
        self.zhibiao, self.update, self.passed, self.failed = zhibiao, update, 0, 0

    def tell(self, good, what, why=""):
        self.passed, self.failed = self.passed + bool(good), self.failed + (not good)
        if not good:
            print(f"not ok: {what}\n{why}")

    def run(self, command, room):
        env = {k: v for k, v in os.environ.items() if k not in ("ZHIBIAO_RULES", "COLUMNS", "NO_COLOR")}
        env |= {"PATH": f"{room}/build:{env['PATH']}", "LC_ALL": "C.UTF-8", "COLUMNS": "90"}
        done = subprocess.run(["sh", "-c", command.words], cwd=room, env=env, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=120)
        out, err = ([line.rstrip() for line in said.decode("utf-8", "replace").rstrip().splitlines()]
                    for said in (done.stdout, done.stderr))
        return out + err, err + out

    @staticmethod
    def lead(lines):
        """Without blank lines before them: one between a command and what it prints may be left out or put in."""
        while lines and not lines[0]:
            lines = lines[1:]
        return lines

    def document(self, path):
        text = path.read_text(encoding="utf-8")
        lines, changed = text.splitlines(), []
        with tempfile.TemporaryDirectory() as folder:
            room = pathlib.Path(folder)
            shutil.copytree(ROOT / "examples", room / "examples")
            (room / "rules").symlink_to(ROOT / "rules")
            (room / "build").mkdir()
            (room / "build" / "zhibiao").symlink_to(self.zhibiao)
            for block in blocks(text):
                where = f"{path.relative_to(ROOT)}:{block.line + 1 if isinstance(block, Command) else block.line}"
                if isinstance(block, File):
                    self.file(block, room, where)
                    continue
                shown = self.lead([line.rstrip() for line in block.shown])
                got, other = map(self.lead, self.run(block, room))
                good = fits(shown, got) or fits(shown, other)
                if not good and self.update:
                    changed.append((block, got))
                else:
                    self.tell(good, f"{where}: $ {block.words}", "  shown:\n    " + "\n    ".join(shown) + "\n  came:\n    " +
                              "\n    ".join(got) + f"\n  {HINT}; --update writes what came")
        for block, got in reversed(changed):
            blank = [""] if lines[block.begin:block.begin + 1] == [""] and block.shown else []
            lines[block.begin:block.end] = blank + [(block.indent + line).rstrip() for line in got]
        if changed:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: {len(changed)} written")

    def file(self, block, room, where):
        if not block.name or block.name.startswith(("/", "..")):
            self.tell(False, where,
                      f"  no name for this file: write it in `…` before it, or -- NAME.lua in its first line; {HINT}")
            return
        target = room / block.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.parent.resolve().is_relative_to(ROOT):
            self.tell(False, where, f"  {block.name} is a file of the project; an example needs a name of its own")
            return
        target.write_text(block.text, encoding="utf-8")
        done = subprocess.run(["luac5.4", "-p", target], capture_output=True) if shutil.which("luac5.4") else None
        self.tell(not done or done.returncode == 0, f"{where}: {block.name}", done and done.stderr.decode())

    def pair(self, english, chinese):
        """Both have the same sessions and files, and as many paragraphs, lists and tables."""
        def parts(path):
            for block in blocks(path.read_text(encoding="utf-8")):
                if isinstance(block, Command):
                    yield block.line, "$ " + block.words, [line for line in block.shown if line]
                else:
                    yield block.line, block.name, re.sub(r"[ ]*--.*", "", block.text).split("\n")
        name = f"{chinese.relative_to(ROOT)} and {english.relative_to(ROOT)}"
        ours, theirs = list(parts(english)), list(parts(chinese))
        for (line, what, body), (other, their, text) in zip(ours, theirs):
            if (what, body) != (their, text):
                self.tell(False, name, f"  line {line + 1} has {what}, line {other + 1} of the Chinese {their}"
                          + (", with other lines" if what == their else ""))
                return
        self.tell(len(ours) == len(theirs), name, f"  {len(ours)} and {len(theirs)} blocks that are run")
        heads = [[head.count("#", 0, 6) for head in re.findall(r"^#+ ", prose(path), flags=re.M)] for path in (english, chinese)]
        counts = [[len(part.split("\n\n")) for part in re.split(r"^#+ ", prose(path), flags=re.M)] for path in (english, chinese)]
        self.tell(heads[0] == heads[1], name, f"  headings of the levels {heads[0]} and {heads[1]}")
        self.tell(counts[0] == counts[1], name, f"  paragraphs, lists and tables of each section: {counts[0]} and {counts[1]}")


def prose(path):
    """The text without its blocks of code, blank lines single."""
    text = re.sub(r"^```.*?^```", "```", path.read_text(encoding="utf-8"), flags=re.S | re.M)
    return re.sub(r"\n{2,}", "\n\n", re.sub(r"(^|\n\n)((    .*|)\n)+", "\n\n", text)).strip()


def links(runner, path):
    """Links to files lead somewhere."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
    wrong = [link for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)", text) if not (path.parent / link).exists()]
    runner.tell(not wrong, f"{path.relative_to(ROOT)}: links", f"  lead nowhere: {', '.join(wrong)}")


def main():
    words = [word for word in sys.argv[1:] if word != "--update"]
    runner = Runner(pathlib.Path(words[0]).resolve(), "--update" in sys.argv)
    pairs = [(ROOT / "README.md", ROOT / "README.zh-CN.md")]
    pairs += [(path, ROOT / "docs" / "zh" / path.name) for path in sorted((ROOT / "docs").glob("*.md"))]
    for english, chinese in pairs:
        for path in (english, chinese):
            if path.exists() and (len(words) == 1 or str(path.relative_to(ROOT)) in words[1:]):
                runner.document(path)
                links(runner, path)
        if len(words) > 1:
            continue
        if chinese.exists():
            runner.pair(english, chinese)
        else:
            runner.tell(False, english.name, f"  {chinese.relative_to(ROOT)} is missing")
    if len(words) == 1:
        for what, good, why in stubs.check(runner.zhibiao):
            runner.tell(good, what, why)
    print(f"docs: {runner.passed} passed, {runner.failed} failed")
    sys.exit(runner.failed > 0)


main()
