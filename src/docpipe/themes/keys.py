"""Keys of a theme's file that the schema does not have: each is an error that names the nearest one."""

import types
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from docpipe.errors import NOTHING, Message


def find_unknown_key(table: Mapping[str, Any], schema: type[msgspec.Struct]) -> tuple[str, Message] | None:
    """The first key of `table`, however deep, that `schema` lacks, written `[table] key`, and advice on it."""
    return next(_unknown_keys(table, schema, ""), None)


def _unknown_keys(
    table: Mapping[str, Any], schema: type[msgspec.Struct], path: str
) -> Iterator[tuple[str, Message]]:
    tables = _tables_of(schema)
    known = schema.__struct_fields__
    for key, value in table.items():
        if key not in known:
            yield (f"[{path}] {key}" if path else key), _advise(key, known)
        elif key in tables and isinstance(value, Mapping):
            yield from _unknown_keys(value, tables[key], f"{path}.{key}" if path else key)


def _tables_of(schema: type[msgspec.Struct]) -> dict[str, type[msgspec.Struct]]:
    """The fields of `schema` that are tables themselves."""
    hints = get_type_hints(schema)
    found = ((name, _struct_in(hints[name])) for name in schema.__struct_fields__)
    return {name: struct for name, struct in found if struct}


def _struct_in(hint: Any) -> type[msgspec.Struct] | None:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint
    if get_origin(hint) in (Union, types.UnionType, Annotated):
        return next(filter(None, map(_struct_in, get_args(hint))), None)
    return None


def _advise(key: str, known: tuple[str, ...]) -> Message:
    nearest = get_close_matches(key, known, n=1, cutoff=0.5)
    if nearest:
        return Message(f"是否想写 {nearest[0]}", f"did you mean {nearest[0]}?")
    listed = ", ".join(known)
    return Message(f"这里可以写：{listed}", f"there are: {listed}") if listed else NOTHING
