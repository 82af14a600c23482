"""The figures that Chinese government reports state, as observations.

    for o in zhibiao.extract("report.txt"):
        print(o.period, o.name or o.subject, o.value, o.unit)

Values are decimal.Decimal: exact, as the text has them. Extraction runs without the interpreter's lock.
"""
from __future__ import annotations

import ctypes
import decimal
import os
import pathlib
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

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            _c.library.zb_rules_free(self._handle)
            self._handle = None


_built_in: Optional[Rules] = None


def _text(s: _c.Str) -> str:
    return ctypes.string_at(s.p, s.n).decode("utf-8", "replace") if s.n else ""


def _number(d: _c.Decimal) -> decimal.Decimal:
    return decimal.Decimal(d.mantissa).scaleb(-d.scale, _EXACT)


_EXACT = decimal.Context(prec=60)
_VALUE, _LOWER, _UPPER = 1, 2, 4


class Observation:
    """A figure with its meaning; docs/observation.md tells the keys, which are its attributes."""
    __slots__ = ("_document", "_o")

    def __init__(self, document: Document, o: _c.Observation) -> None:
        self._document = document          # keeps the memory of o
        self._o = o

    @property
    def doc(self) -> str: return self._document.name
    @property
    def type(self) -> str: return self._document.type
    @property
    def line(self) -> int: return self._o.line
    @property
    def column(self) -> int: return self._o.column
    @property
    def start(self) -> int: return self._o.start
    @property
    def end(self) -> int: return self._o.end
    @property
    def text(self) -> str: return _text(self._o.text)
    @property
    def quote(self) -> str: return _text(self._o.quote)
    @property
    def subject(self) -> str: return _text(self._o.subject)
    @property
    def indicator(self) -> Optional[str]: return _text(self._o.indicator) if self._o.indicator.p else None
    @property
    def name(self) -> Optional[str]: return _text(self._o.name) if self._o.name.p else None
    @property
    def measure(self) -> str: return _text(self._o.measure)
    @property
    def basis(self) -> str: return _text(self._o.basis)
    @property
    def value(self) -> Optional[decimal.Decimal]: return _number(self._o.value) if self._o.has & _VALUE else None
    @property
    def lower(self) -> Optional[decimal.Decimal]: return _number(self._o.lower) if self._o.has & _LOWER else None
    @property
    def upper(self) -> Optional[decimal.Decimal]: return _number(self._o.upper) if self._o.has & _UPPER else None
    @property
    def bound(self) -> str: return _text(self._o.bound)
    @property
    def unit(self) -> str: return _text(self._o.unit)
    @property
    def unit_base(self) -> str: return _text(self._o.unit_base)
    @property
    def unit_mult(self) -> int: return self._o.unit_mult
    @property
    def status(self) -> str: return _text(self._o.status)
    @property
    def period(self) -> str: return _text(self._o.period)
    @property
    def area(self) -> str: return _text(self._o.area)
    @property
    def area_code(self) -> str: return _text(self._o.area_code)
    @property
    def section(self) -> str: return _text(self._o.section)
    @property
    def rule(self) -> str: return _text(self._o.rule)
    @property
    def numeral(self) -> str: return _text(self._o.numeral)
    @property
    def place(self) -> str: return _text(self._o.place)

    def to_dict(self) -> dict[str, Any]:
        """All keys in their order."""
        return {key: getattr(self, key) for key in KEYS}

    def __repr__(self) -> str:
        return f"<{self.line}:{self.column} {self.subject} {self.text} {self.status} {self.period}>"


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
    """What one document states: a sequence of observations, with what its head says."""

    def __init__(self, rules: Rules, options: _c.EngineOptions) -> None:
        self._rules = rules
        self._engine, self._result = ctypes.c_void_p(), ctypes.c_void_p()
        err = _c.Error()
        _check(_c.library.zb_engine_new(rules._handle, options, self._engine, err), err)

    def _read(self, head: _c.Document, path: Optional[bytes], content: bytes) -> None:
        err = _c.Error()
        if path is not None:
            code = _c.library.zb_extract_file(self._engine, path, head, self._result, err)
        else:
            code = _c.library.zb_extract(self._engine, content, len(content), head, self._result, err)
        _check(code, err, head.name.decode("utf-8", "replace") if head.name else os.fsdecode(path or b""))
        h = _c.library.zb_result_head(self._result).contents
        self.name, self.type, self.title, self.area = _text(h.doc), _text(h.type), _text(h.title), _text(h.area)
        self.area_code, self.date, self.speaker = _text(h.area_code), _text(h.date), _text(h.speaker)
        self.encoding, self.format, self.year, self.sha256 = _text(h.encoding), _text(h.format), h.year or None, h.sha256.decode()

    def __del__(self) -> None:
        if getattr(self, "_result", None):
            _c.library.zb_result_free(self._result)
        if getattr(self, "_engine", None):
            _c.library.zb_engine_free(self._engine)
        self._result = self._engine = None

    def __len__(self) -> int:
        return _c.library.zb_result_count(self._result)

    @overload
    def __getitem__(self, i: int) -> Observation: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[Observation]: ...

    def __getitem__(self, i: Union[int, slice]) -> Union[Observation, Sequence[Observation]]:
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        n = len(self)
        if not -n <= i < n:
            raise IndexError(i)
        return Observation(self, _c.library.zb_result_at(self._result, i % n).contents)

    def __iter__(self) -> Iterator[Observation]:
        at, result = _c.library.zb_result_at, self._result
        for i in range(len(self)):
            yield Observation(self, at(result, i).contents)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        n = _c.library.zb_result_diagnostics(self._result)
        return [Diagnostic(_c.library.zb_result_diagnostic(self._result, i).contents) for i in range(n)]

    def to_dicts(self) -> list[dict[str, Any]]:
        return [o.to_dict() for o in self]

    def to_pandas(self, exact: bool = True) -> pandas.DataFrame:
        """A row for each observation. exact: values are Decimal; else float64, which rounds."""
        import pandas
        frame = pandas.DataFrame(self.to_dicts(), columns=list(KEYS))
        return frame if exact else frame.astype({key: "float64" for key in ("value", "lower", "upper")})

    def to_arrow(self) -> pyarrow.Table:
        """A table of strings, int64 and decimals wide enough for every value."""
        import pyarrow
        rows, arrays = self.to_dicts(), {}
        for key in KEYS:
            column = [row[key] for row in rows]
            if key in ("value", "lower", "upper"):
                scale = max([0, *[-d.as_tuple().exponent for d in column if d is not None]])
                arrays[key] = pyarrow.array(column, pyarrow.decimal256(76, scale))
            elif key in ("line", "column", "start", "end", "unit_mult"):
                arrays[key] = pyarrow.array(column, pyarrow.int64())
            else:
                arrays[key] = pyarrow.array(column, pyarrow.string())
        return pyarrow.table(arrays)

    def __repr__(self) -> str:
        return f"<Document {self.name or self.title}: {len(self)} observations>"


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
    options = _c.EngineOptions(size=ctypes.sizeof(_c.EngineOptions), memory_limit=memory or 0,
                               time_limit=0 if timeout is None else max(1, round(timeout * 1000)))
    head = _c.Document(size=ctypes.sizeof(_c.Document), name=_bytes(name), type=_bytes(type), area=_bytes(area), year=year or 0,
                       all_codes=codes == "all")
    document = Document(rules, options)
    if isinstance(source, bytes):
        document._read(head, None, source)
    elif isinstance(source, str) and _is_text(source):
        document._read(head, None, source.encode())
    else:
        document._read(head, os.fsencode(pathlib.Path(source)), b"")
    return document
