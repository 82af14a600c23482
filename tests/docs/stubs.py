"""scripts/zb/rules.d.lua against the loader: every key that it declares is one with the same type, and every key is declared.

The loader is asked: a table is checked in which every candidate (each name that the loader's sources hold) is a key with a value
that fits no key (a function); what is told of the key says whether it is known, and what it takes."""
import json
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
STUBS = ROOT / "scripts" / "zb" / "rules.d.lua"
# class: file, text around the record, keys that must be there (with a good value)
RULE = 'name = "a", match = "{subject} {\'瘦身\'} {figure}",'
WHERE = {
    "Rule": ("common/a.lua", "return { { %s } }", RULE),
    "Example": ("common/a.lua", "return { { " + RULE + " examples = { { %s } } } }", 'text = "甲5项。",'),
    "Wanted": ("common/a.lua", "return { { " + RULE + ' examples = { { "甲5项。", { %s } } } } }', ""),
    "Case": ("cases/a.lua", "return { { %s } }", 'name = "a", text = "甲5项。",'),
    "Cases": ("cases/a.lua", 'return { { "甲5项。", {} }, %s }', ""),
    "Type": ("a_type/init.lua", "return { %s }", 'title = "甲",'),
    "Section": ("a_type/init.lua", 'return { title = "甲", sections = { { %s } } }', 'name = "a",'),
    "Indicator": ("catalogue.lua", "return { { %s } }", 'code = "a", name = "甲乙丙",'),
    "Unit": ("units.lua", "return { { '甲乙', %s } }", 'kind = "count",'),
    "Word": ("lexicon.lua", "return { rise = { { '甲乙', %s } } }", ""),
    "HeadWord": ("table.lua", "return { says = { { '甲乙', %s } } }", ""),
    "TableWords": ("table.lua", "return { %s }", ""),
    "Areas": ("areas.lua", "return { %s }", ""),
}
SAID = (("sign is 1 or -1", "sign"), ("a string is expected", "string"), ("a whole number", "integer"),
        ("true or false", "boolean"),
        ("a table is expected", "table"), ("true or a list", "table"), ("a name is expected", "name"))


def declared():
    """By class: type by field, those of a parent too."""
    classes, aliases, at = {}, {}, None
    for line in STUBS.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"---@alias zhibiao\.(\w+) ?(.*)", line):
            at = found.group(1)
            aliases[at] = found.group(2)
        elif line.startswith("---| "):
            aliases[at] += line[4:]
        elif found := re.match(r"---@class (?:\(exact\) )?zhibiao\.(\w+)(?: : zhibiao\.(\w+))?", line):
            at = found.group(1)
            classes[at] = dict(classes.get(found.group(2), {}))
        elif found := re.match(r"---@field (\w+)\??\s+(\S.*)", line):
            classes[at][found.group(1)] = found.group(2)
    return classes, {name: set(re.findall(r'"([^"]*)"', words)) for name, words in aliases.items()}


def kind(type_, aliases):
    type_ = re.match(r"(\{.*?\}(?:\[\])?|\([^)]*\)(?:\[\])?|\S+)", type_).group(1)
    if type_.endswith("[]") or type_.startswith(("{", "table<")):
        return "table"
    if type_.startswith('"'):
        return "name"
    if type_.startswith("zhibiao."):
        return "name" if type_[8:] in aliases else "table"
    return {"1|-1": "sign", "number|string": "string", "any": None, "true|zhibiao.Wanted[]": "table"}.get(
        type_, None if type_.startswith("fun(") else type_)


def told(zhibiao, where, lines):
    """What check tells of each line of a record."""
    path, around, wanted = where
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        before, after = around.split("%s")
        file.write_text(before + wanted + "\n" + "\n".join(lines) + "\n" + after, encoding="utf-8")
        done = subprocess.run([zhibiao, "check", "--format", "json", folder], capture_output=True, timeout=60)
    said = {}
    for line in done.stdout.decode().splitlines():
        record = json.loads(line)
        said.setdefault(record.get("line"), record["message"])
    return {i: said.get(i + 2) for i in range(len(lines))}


def candidates():
    """Names that the loader's sources give to something, or have as strings."""
    names_of = ("rules", "tables", "words", "types", "examples", "table", "areas")
    loader = [ROOT / "scripts" / "zb" / f"{name}.lua" for name in names_of]
    names = set()
    for path in (*loader, ROOT / "engine" / "rules" / "ruleset.c"):
        for given, string in re.findall(r'\b([a-z][a-z0-9_]*) =|"([a-z][a-z0-9_]*)"', path.read_text(encoding="utf-8")):
            names.add(given or string)
    return sorted(names - set("and break do else elseif end false for function goto if in local nil not or repeat return then "
                              "true "
                              "until while".split()))


def check(zhibiao):
    """Yields: what, whether it is good, why not."""
    classes, aliases = declared()
    names = candidates()
    for name, where in WHERE.items():
        fields, given = classes[name], re.findall(r"(?:^|, ?| )(\w+) = ", where[2])
        tried = sorted((set(names) | set(fields)) - set(given))
        said = told(zhibiao, where, [f"{key} = function() end," for key in tried])
        wrong = []
        for i, key in enumerate(tried):
            message = said[i] or ""
            known = not message.startswith("unknown key")
            if known != (key in fields):
                wrong.append(f"{key} is {'not declared' if known else 'declared, but unknown key'}: {message}")
            elif known:
                want, has = kind(fields[key], aliases), next((k for text, k in SAID if text in message), None)
                if want != has:
                    wrong.append(f"{key} is declared as {fields[key]}; the loader: {message or 'anything'}")
        yield f"rules.d.lua: {name}", not wrong, "\n".join("  " + line for line in wrong[:12])
    rule = [(key, classes["Rule"][key][8:]) for key in ("measure", "basis", "bound", "status")]
    aliases["Indicator.kind"] = set(re.findall(r'"(\w+)"', classes["Indicator"]["kind"]))
    for where, key, alias in [*(("Rule", *one) for one in rule), ("Section", "period", "Period"), ("Unit", "kind", "Kind"),
                              ("Indicator", "kind", "Indicator.kind")]:
        path, around, wanted = WHERE[where]
        wanted = "" if key in wanted else wanted
        message = told(zhibiao, (path, around, wanted), [f'{key} = "qqqqqqqq",'])[0] or ""
        known = set(message.partition("known: ")[2].split(", ")) - {""}
        yield f"rules.d.lua: {alias}", known == aliases[alias], f"  {sorted(known ^ aliases[alias])}"
