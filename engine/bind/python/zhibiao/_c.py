"""zhibiao.h in ctypes: its structs and the functions used here. A call releases the interpreter's lock."""
from __future__ import annotations

import ctypes
import ctypes.util
import os
import pathlib
from ctypes import POINTER, byref, c_char, c_char_p, c_int, c_size_t, c_uint, c_uint64, c_void_p

__all__ = ["Column", "Diagnostic", "Document", "EngineOptions", "Error", "Head", "RulesFile", "RulesOptions", "Str", "byref",
           "column", "library"]

SONAME = "libzhibiao.so.0"


class Str(ctypes.Structure):
    _fields_ = [("p", c_void_p), ("n", c_size_t)]


class Error(ctypes.Structure):
    _fields_ = [("code", c_int), ("line", c_int), ("column", c_int), ("file", c_char * 256), ("message", c_char * 512),
                ("source", c_char * 256)]


class Column(ctypes.Structure):
    _fields_ = [("rows", c_size_t), ("strings", c_size_t), ("number", c_void_p), ("cell", c_void_p), ("text", Str),
                ("at", c_void_p)]


class Diagnostic(ctypes.Structure):
    _fields_ = [("code", c_char_p), ("line", c_int), ("column", c_int), ("message", Str)]


class Head(ctypes.Structure):
    _fields_ = [("doc", Str), ("type", Str), ("type_reason", Str), ("title", Str), ("area", Str), ("area_code", Str),
                ("date", Str), ("speaker", Str), ("encoding", Str), ("format", Str), ("year", c_int), ("sha256", c_char * 65)]


class RulesFile(ctypes.Structure):
    _fields_ = [("name", c_char_p), ("text", c_char_p), ("n", c_size_t)]


class RulesOptions(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("dir", c_char_p), ("files", POINTER(RulesFile)), ("file_n", c_size_t),
                ("memory_limit", c_size_t), ("time_limit", c_uint), ("host", c_void_p)]


class EngineOptions(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("memory_limit", c_size_t), ("document_limit", c_size_t), ("hook_steps", c_uint64),
                ("hook_memory", c_size_t), ("match_steps", c_uint), ("time_limit", c_uint), ("host", c_void_p),
                ("threads", c_uint)]


class Document(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("type", c_char_p), ("area", c_char_p), ("year", c_int),
                ("all_codes", c_int), ("keep_text", c_int)]


def _find() -> str:
    """The library: $ZHIBIAO_LIBRARY, the one beside this file, the source tree's, the system's."""
    here = pathlib.Path(__file__).resolve().parent
    named = os.environ.get("ZHIBIAO_LIBRARY")
    if named:
        return named
    for path in (here / SONAME, here.parents[3] / "build" / SONAME if len(here.parents) > 3 else here / SONAME):
        if path.exists():
            return str(path)
    return SONAME


def _load() -> ctypes.CDLL:
    c = ctypes.CDLL(_find())
    out = POINTER(c_void_p)
    for name, result, arguments in (
        ("zb_version", c_char_p, []),
        ("zb_error_name", c_char_p, [c_int]),
        ("zb_rules_new", c_int, [POINTER(RulesOptions), out, POINTER(Error)]),
        ("zb_rules_free", None, [c_void_p]),
        ("zb_engine_new", c_int, [c_void_p, POINTER(EngineOptions), out, POINTER(Error)]),
        ("zb_engine_free", None, [c_void_p]),
        ("zb_extract", c_int, [c_void_p, c_char_p, c_size_t, POINTER(Document), out, POINTER(Error)]),
        ("zb_extract_file", c_int, [c_void_p, c_char_p, POINTER(Document), out, POINTER(Error)]),
        ("zb_result_free", None, [c_void_p]),
        ("zb_result_head", POINTER(Head), [c_void_p]),
        ("zb_result_count", c_size_t, [c_void_p]),
        ("zb_result_diagnostics", c_size_t, [c_void_p]),
        ("zb_result_diagnostic", POINTER(Diagnostic), [c_void_p, c_size_t]),
    ):
        function = getattr(c, name)
        function.restype = result
        function.argtypes = arguments
    return c


library = _load()
# One that keeps the interpreter's lock: two threads may look at one document.
column = ctypes.PyDLL(library._name).zb_result_column
column.argtypes = [c_void_p, c_int, POINTER(Column), POINTER(Error)]
