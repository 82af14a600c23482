"""The figures that Chinese government reports state, as observations.

    for o in zhibiao.extract("report.txt"):
        print(o.period, o.name or o.subject, o.value, o.unit)

Values are decimal.Decimal: exact, as the text has them. Extraction runs without the interpreter's lock.
"""
from __future__ import annotations

import ctypes
import decimal
import itertools
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Optional, Union, overload

from . import _c

if TYPE_CHECKING:
    import pandas
    import pyarrow

__all__ = ["ArgumentError", "Diagnostic", "Document", "EncodingError", "Error", "FileError", "LimitError", "Observation",
           "OutOfMemory", "RuleError", "Rules", "extract"]
__version__: str = _c.library.zb_version().decode()

KEYS = ("doc", "type", "line", "column", "start", "end", "text", "quote", "subject", "indicator", "name", "measure", "basis",
        "value", "lower", "upper", "bound", "unit", "unit_base", "unit_mult", "status", "period", "area", "area_code",
        "section", "rule", "numeral", "place")


class Error(Exception):
    """What failed. file, line, column and source are of the mistake in a rule; empty and 0 where not known."""
    code = file = source = ""
    line = column = 0


class ArgumentError(Error, ValueError):
    """A type, area or year that is not known, or something that cannot be meant."""


class FileError(Error, OSError):
    """A file that cannot be read."""


class EncodingError(Error, ValueError):
    """Bytes that are no text in an encoding that is known."""


class RuleError(Error):
    """A rule that is wrong."""


class LimitError(Error):
    """A limit of size, memory, steps or time was reached."""


class OutOfMemory(Error, MemoryError):
    """Out of memory, or the cap reached."""


_ERRORS = {"argument": ArgumentError, "io": FileError, "encoding": EncodingError, "rule": RuleError, "limit": LimitError,
           "memory": OutOfMemory}


def _check(code: int, err: _c.Error, about: str = "") -> None:
    if code == 0:
        return
    name = _c.library.zb_error_name(code).decode()
    message = err.message.decode("utf-8", "replace")
    file = err.file.decode("utf-8", "replace")
    place = f"{file}:{err.line}:{err.column}: " if err.line else f"{about}: " if about else ""
    failure = _ERRORS.get(name, Error)(place + message)
    failure.code, failure.file, failure.line, failure.column = name, file, err.line, err.column
    failure.source = err.source.decode("utf-8", "replace")
    raise failure


def _bytes(text: Optional[str]) -> Optional[bytes]:
    return None if text is None else text.encode()


class Rules:
    """What to look for: the built-in rules, or a directory, or files ({"common/mine.lua": text}), laid over them. May be
    shared by threads."""

    def __init__(self, directory: Union[str, os.PathLike[str], None] = None, files: Optional[Mapping[str, str]] = None) -> None:
        self._handle = ctypes.c_void_p()
        options = _c.RulesOptions(size=ctypes.sizeof(_c.RulesOptions))
        options.dir = None if directory is None else os.fsencode(directory)
        pairs = [(name.encode(), text.encode()) for name, text in (files or {}).items()]
        array = (_c.RulesFile * max(1, len(pairs)))(*[_c.RulesFile(name, text, len(text)) for name, text in pairs])
        if pairs:
            options.files, options.file_n = array, len(pairs)
        err = _c.Error()
        _check(_c.library.zb_rules_new(options, self._handle, err), err)
        self._idle: list[ctypes.c_void_p] = []          # engines

    def __del__(self) -> None:
        for engine in getattr(self, "_idle", ()):
            _c.library.zb_engine_free(engine)
        if getattr(self, "_handle", None):
            _c.library.zb_rules_free(self._handle)
            self._handle = None


_built_in: Optional[Rules] = None


def _text(s: _c.Str) -> str:
    return ctypes.string_at(s.p, s.n).decode("utf-8", "replace") if s.n else ""


class Observation:
    """A figure with its meaning; docs/observation.md tells the keys, which are its attributes."""
    __slots__ = ("_document", "_row")

    doc: str
    type: str
    line: int
    column: int
    start: int
    end: int
    text: str
    quote: str
    subject: str
    indicator: Optional[str]
    name: Optional[str]
    measure: str
    basis: str
    value: Optional[decimal.Decimal]
    lower: Optional[decimal.Decimal]
    upper: Optional[decimal.Decimal]
    bound: str
    unit: str
    unit_base: str
    unit_mult: int
    status: str
    period: str
    area: str
    area_code: str
    section: str
    rule: str
    numeral: str
    place: str

    def __init__(self, document: Document, row: int) -> None:
        self._document = document
        self._row = row

    def to_dict(self) -> dict[str, Any]:
        """All keys in their order."""
        return {key: getattr(self, key) for key in KEYS}

    def __repr__(self) -> str:
        return f"<{self.line}:{self.column} {self.subject} {self.text} {self.status} {self.period}>"


for _key in KEYS:
    setattr(Observation, _key, property(eval(f"lambda self: self._document._{_key}[self._row]")))


class Diagnostic:
    """What should be known of a document or a figure; line 0: of the whole document."""
    __slots__ = ("code", "line", "column", "message")

    def __init__(self, d: _c.Diagnostic) -> None:
        self.code: str = d.code.decode()
        self.line: int = d.line
        self.column: int = d.column
        self.message: str = _text(d.message)

    def __repr__(self) -> str:
        return f"<{self.code} {self.line}:{self.column} {self.message}>"


class Document(Sequence[Observation]):
    """What one document states: a sequence of observations, with what its head says: name, type, title, area, area_code, date,
    speaker, encoding, format, year, sha256; and diagnostics. All is looked up when it is first asked for."""
    name: str
    type: str
    title: str
    area: str
    area_code: str
    date: str
    speaker: str
    encoding: str
    format: str
    year: Optional[int]
    sha256: str
    diagnostics: list[Diagnostic]

    def __init__(self, rules: Rules, timeout: Optional[float], memory: Optional[int]) -> None:
        self._rules, self._limited = rules, timeout is not None or memory is not None
        self._result = ctypes.c_void_p()
        if rules._idle and not self._limited:
            try:
                self._engine = rules._idle.pop()
                return
            except IndexError:                  # another thread was faster
                pass
        self._engine = ctypes.c_void_p()
        options = _c.EngineOptions(size=ctypes.sizeof(_c.EngineOptions), memory_limit=memory or 0,
                                   time_limit=0 if timeout is None else max(1, round(timeout * 1000)),
                                   threads=min(2, os.cpu_count() or 1))
        err = _c.Error()
        _check(_c.library.zb_engine_new(rules._handle, options, self._engine, err), err)

    def __del__(self) -> None:
        if getattr(self, "_result", None):
            _c.library.zb_result_free(self._result)
        if getattr(self, "_engine", None):
            if self._limited or len(self._rules._idle) >= _IDLE:
                _c.library.zb_engine_free(self._engine)
            else:
                self._rules._idle.append(self._engine)
        self._result = self._engine = None

    def _read(self, head: _c.Document, path: Optional[bytes], content: Optional[bytes]) -> None:
        err = _c.Error()
        if content is None:
            code = _c.library.zb_extract_file(self._engine, path, head, self._result, err)
        else:
            code = _c.library.zb_extract(self._engine, content, len(content), head, self._result, err)
        if code:
            _check(code, err, head.name.decode("utf-8", "replace") if head.name else os.fsdecode(path or b""))
        self._n = _c.library.zb_result_count(self._result)

    def __getattr__(self, key: str) -> Any:
        value: Any
        if key in _HEAD:
            value = getattr(_c.library.zb_result_head(self._result).contents, _HEAD[key])
            value = _text(value) if isinstance(value, _c.Str) else value.decode() if isinstance(value, bytes) else value or None
        elif key in ("_doc", "_type"):
            value = [self.name if key == "_doc" else self.type] * self._n
        elif key[:1] == "_" and key[1:] in _PLACE:
            value = self._fetch(key[1:])
        elif key == "diagnostics":
            value = [Diagnostic(_c.library.zb_result_diagnostic(self._result, i).contents)
                     for i in range(_c.library.zb_result_diagnostics(self._result))]
        else:
            raise AttributeError(f"a document has no {key}")
        setattr(self, key, value)
        return value

    def _fetch(self, key: str) -> list[Any]:
        """One key of all observations, taken over from the library."""
        c = _c.Column()
        if _c.column(self._result, _PLACE[key], c, None):
            raise OutOfMemory(f"not enough memory for the {key} of {self.name}")
        if c.number:
            return memoryview(ctypes.string_at(c.number, 8 * self._n)).cast("q").tolist()
        cells = memoryview(ctypes.string_at(c.cell, 4 * self._n)).cast("I").tolist()
        blob = ctypes.string_at(c.text.p, c.text.n)
        strings: list[Any] = blob.decode("utf-8", "replace").split("\0")
        if len(strings) != c.strings:            # a zero byte in one of them
            at = memoryview(ctypes.string_at(c.at, 4 * c.strings + 4)).cast("I").tolist()
            strings = [blob[a:b - 1].decode("utf-8", "replace") for a, b in zip(at[1:], at[2:])] + [""]
        strings.pop()
        if key in ("value", "lower", "upper"):
            strings = list(map(decimal.Decimal, strings))
        strings.insert(0, None)                  # number 0
        return list(map(strings.__getitem__, cells))

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, i: int) -> Observation: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[Observation]: ...

    def __getitem__(self, i: Union[int, slice]) -> Union[Observation, Sequence[Observation]]:
        n = len(self)
        if isinstance(i, slice):
            return [Observation(self, k) for k in range(*i.indices(n))]
        if not -n <= i < n:
            raise IndexError(i)
        return Observation(self, i % n)

    def __iter__(self) -> Iterator[Observation]:
        return map(Observation, itertools.repeat(self), range(len(self)))

    def column(self, key: str) -> list[Any]:
        """One key of all observations, in their order: column("value")."""
        if key not in KEYS:
            raise KeyError(key)
        return list(getattr(self, "_" + key))

    def to_dicts(self) -> list[dict[str, Any]]:
        columns = [getattr(self, "_" + key) for key in KEYS]
        return [dict(zip(KEYS, row)) for row in zip(*columns)]

    def to_pandas(self, exact: bool = True) -> pandas.DataFrame:
        """A row for each observation. exact: values are Decimal; else float64, which rounds."""
        import pandas
        frame = pandas.DataFrame({key: self.column(key) for key in KEYS}, columns=list(KEYS))
        return frame if exact else frame.astype({key: "float64" for key in ("value", "lower", "upper")})

    def to_arrow(self) -> pyarrow.Table:
        """A table of strings, int64 and decimals wide enough for every value."""
        import pyarrow
        arrays = {}
        for key in KEYS:
            column = self.column(key)
            if key in ("value", "lower", "upper"):
                scale = max([0, *[-d.as_tuple().exponent for d in column if d is not None]])
                arrays[key] = pyarrow.array(column, pyarrow.decimal256(76, scale))
            else:
                integer = key in ("line", "column", "start", "end", "unit_mult")
                arrays[key] = pyarrow.array(column, pyarrow.int64() if integer else pyarrow.string())
        return pyarrow.table(arrays)

    def __repr__(self) -> str:
        return f"<Document {self.name or self.title}: {len(self)} observations>"


# Their places in zb_key, and the members of zb_head.
_PLACE = {key: i for i, key in enumerate(KEYS[2:])}
_HEAD = {"name": "doc", **{key: key for key in ("type", "title", "area", "area_code", "date", "speaker", "encoding", "format",
                                                "year", "sha256")}}
_IDLE = 64      # engines that rules keep for the next documents


def _is_text(source: str) -> bool:
    return "\n" in source or "。" in source


def extract(source: Union[str, bytes, os.PathLike[str]], *, name: Optional[str] = None, type: Optional[str] = None,
            area: Optional[str] = None, year: Optional[int] = None, codes: str = "headline", rules: Optional[Rules] = None,
            timeout: Optional[float] = None, memory: Optional[int] = None) -> Document:
    """Reads one document.

    source: a path, bytes of a document in any known encoding, or a text; a str is a text where it has a line break or 。 in
    it, else a path. name: what the observations call it; else the path. type, area, year: what is known of it; else it is
    found in the text. codes: "headline", or "all" for those of detail indicators, too. timeout: seconds. memory: bytes.
    Raises: FileError, EncodingError, ArgumentError, LimitError, OutOfMemory.
    """
    global _built_in
    if codes not in ("headline", "all"):
        raise ArgumentError(f"codes are headline or all, not {codes!r}")
    if rules is None:
        rules = _built_in = _built_in or Rules()
    head = _c.Document(size=ctypes.sizeof(_c.Document), name=_bytes(name), type=_bytes(type), area=_bytes(area), year=year or 0,
                       all_codes=codes == "all")
    content = source if isinstance(source, bytes) else source.encode() if isinstance(source, str) and _is_text(source) else None
    document = Document(rules, timeout, memory)
    document._read(head, None if content is not None else os.fsencode(source), content)
    return document
