"""The Python package against the command. usage: bind_python.py ZHIBIAO ABI_TXT SAMPLE…    (PYTHONPATH, ZHIBIAO_LIBRARY)"""
import concurrent.futures
import decimal
import json
import pathlib
import re
import subprocess
import sys
import unittest

import zhibiao
from zhibiao import _c

ZHIBIAO, ABI, *SAMPLES = sys.argv[1:]
TEXT = "2024年，全市技术合同成交额36.8亿元，蹿升31%，行政审批事项瘦身38项。"


def records(*documents):
    done = subprocess.run([ZHIBIAO, "extract", "-f", "ndjson", *documents], capture_output=True, text=True, check=True)
    lines = [json.loads(line, parse_float=decimal.Decimal, parse_int=decimal.Decimal) for line in done.stdout.splitlines()]
    return [line for line in lines if "record" not in line]


class Binding(unittest.TestCase):
    def test_structs_are_those_of_the_header(self):
        structs = {"zb_column": _c.Column, "zb_head": _c.Head, "zb_diagnostic": _c.Diagnostic, "zb_error": _c.Error,
                   "zb_document": _c.Document, "zb_engine_options": _c.EngineOptions, "zb_rules_options": _c.RulesOptions,
                   "zb_rules_file": _c.RulesFile, "zb_str": _c.Str}
        places = re.findall(r"^place (\w+)\.(\w+) (\d+) (\d+)$", pathlib.Path(ABI).read_text(), re.MULTILINE)
        seen = 0
        for struct, member, offset, size in places:
            if struct in structs:
                field = getattr(structs[struct], member)
                self.assertEqual((field.offset, field.size), (int(offset), int(size)), f"{struct}.{member}")
                seen += 1
        self.assertEqual(seen, sum(len(s._fields_) for s in structs.values()))

    def test_observations_are_those_of_the_command(self):
        for sample in SAMPLES:
            rows = zhibiao.extract(sample).to_dicts()
            self.assertEqual(rows, records(sample))
            self.assertTrue(len(rows) > 50 and list(rows[0]) == list(records(sample)[0]))

    def test_sources(self):
        content = pathlib.Path(SAMPLES[0]).read_bytes()
        from_path = [o.subject for o in zhibiao.extract(pathlib.Path(SAMPLES[0]))]
        self.assertEqual(from_path, [o.subject for o in zhibiao.extract(content)])
        self.assertEqual(from_path, [o.subject for o in zhibiao.extract(content.decode())])
        self.assertEqual(from_path, [o.subject for o in zhibiao.extract(content.decode().encode("gb18030"))])
        self.assertEqual(len(zhibiao.extract(b"")), 0)

    def test_sequence(self):
        document = zhibiao.extract(TEXT, name="note", year=2024)
        self.assertEqual([o.text for o in document], ["36.8亿元", "31%", "38项"])
        self.assertEqual((document.name, document.year, len(document)), ("note", 2024, 3))
        self.assertEqual(document[0].value, decimal.Decimal("36.8"))
        self.assertEqual(document[-1].text, document[2].text)
        self.assertEqual([o.text for o in document[1:]], ["31%", "38项"])
        with self.assertRaises(IndexError):
            document[3]

    def test_columns(self):
        document = zhibiao.extract(SAMPLES[0])
        for key in zhibiao.KEYS:
            self.assertEqual(document.column(key), [getattr(o, key) for o in document])
        with self.assertRaises(KeyError):
            document.column("nope")
        with self.assertRaises(AttributeError):
            document.nope
        self.assertEqual(zhibiao.extract(b"").column("value"), [])

    def test_a_zero_byte(self):
        document = zhibiao.extract("2024年，全市技术\0合同成交额36.8亿元。出口3亿元。", name="zero\0".strip("\0"))
        self.assertEqual([o.text for o in document], ["36.8亿元", "3亿元"])
        self.assertEqual([o.quote.replace("\0", "") for o in document], ["2024年，全市技术合同成交额36.8亿元", "出口3亿元"])

    def test_engines_are_used_again(self):
        rules = zhibiao.Rules()
        for _ in range(3):
            self.assertEqual(len(zhibiao.extract(TEXT, rules=rules)), 3)
            with self.assertRaises(zhibiao.FileError):
                zhibiao.extract("gone.txt", rules=rules)
        self.assertEqual(len(rules._idle), 1)
        held = [zhibiao.extract(TEXT, rules=rules) for _ in range(3)]
        self.assertEqual([o.value for d in held for o in d][::3], [decimal.Decimal("36.8")] * 3)
        del held
        self.assertEqual(len(rules._idle), 3)

    def test_an_observation_outlives_its_document(self):
        o = zhibiao.extract(TEXT, name="note")[0]
        self.assertEqual((o.doc, o.subject, o.unit), ("note", "技术合同成交额", "亿元"))

    def test_rules(self):
        slimmed = ("return { { name = 'slimmed', match = \"{subject} {'瘦身'} {figure:count}\", sign = -1,"
                   " measure = 'change', priority = 50 } }")
        rules = zhibiao.Rules(files={"common/slimmed.lua": slimmed})
        self.assertEqual(zhibiao.extract(TEXT, rules=rules)[2].value, -38)
        with self.assertRaises(zhibiao.RuleError) as caught:
            zhibiao.Rules(files={"common/slimmed.lua": slimmed.replace("change", "chnage")})
        self.assertEqual((caught.exception.file, caught.exception.line), ("common/slimmed.lua", 1))
        self.assertIn("did you mean 'change'", str(caught.exception))

    def test_two_rule_sets_side_by_side(self):
        everything = "return { { name = 'all', match = '{subject} {figure}', measure = 'level', priority = 900 } }"
        pathlib.Path("own/common").mkdir(parents=True)
        pathlib.Path("own/common/all.lua").write_text(everything)
        own, shipped = zhibiao.Rules("own"), zhibiao.Rules()
        for sample in SAMPLES[:3]:
            with_own, plain = zhibiao.extract(sample, rules=own), zhibiao.extract(sample, rules=shipped)
            self.assertEqual(with_own.to_dicts(), records("--rules", "own", sample))
            self.assertEqual(plain.to_dicts(), records(sample))
            self.assertNotEqual(with_own.to_dicts(), plain.to_dicts())

    def test_errors(self):
        for error, builtin, call in (
            (zhibiao.FileError, OSError, lambda: zhibiao.extract("gone.txt")),
            (zhibiao.EncodingError, ValueError, lambda: zhibiao.extract(b"\xff\xff\xff\xff\x01 12\xff")),
            (zhibiao.ArgumentError, ValueError, lambda: zhibiao.extract(TEXT, type="no_such_type")),
            (zhibiao.ArgumentError, ValueError, lambda: zhibiao.extract(TEXT, year=3000)),
            (zhibiao.ArgumentError, ValueError, lambda: zhibiao.extract(TEXT, codes="some")),
            (zhibiao.LimitError, zhibiao.Error, lambda: zhibiao.extract(TEXT * 200000, timeout=0.01)),
            (zhibiao.OutOfMemory, MemoryError, lambda: zhibiao.extract(TEXT * 200000, memory=1 << 20)),
        ):
            with self.assertRaises(error) as caught:
                call()
            self.assertIsInstance(caught.exception, builtin)
        with self.assertRaises(zhibiao.FileError) as caught:
            zhibiao.extract("gone.txt")
        self.assertIn("gone.txt", str(caught.exception))

    def test_threads(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda path: zhibiao.extract(path).to_dicts(), SAMPLES * 4))
        self.assertEqual(found[:len(SAMPLES)] * 4, found)

    def test_pandas(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("no pandas here")
        document = zhibiao.extract(SAMPLES[0])
        frame = document.to_pandas()
        self.assertEqual([v for v in frame["value"] if v is not None], [o.value for o in document if o.value is not None])
        self.assertEqual(str(document.to_pandas(exact=False)["value"].dtype), "float64")

    def test_arrow(self):
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            self.skipTest("no pyarrow here")
        document = zhibiao.extract(SAMPLES[0])
        table = document.to_arrow()
        self.assertEqual(table.column("value").to_pylist(), [o.value for o in document])
        self.assertEqual(table.column_names, list(zhibiao.KEYS))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
