"""A `pydyf.PDF` → the bytes of its file: objects in an object stream, every stream compressed once.

pydyf writes files too, but compresses each stream twice where an identifier is given, and does not
look at the last byte. A stream that ends in a carriage return looks one byte shorter than it says,
since the line feed that follows it makes one line end with it (ISO 19005-2, 6.1.7.1).
"""

import zlib
from typing import Any

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_LEVEL = 6
"""Of compression. WeasyPrint's own, 9, takes longer for about one part in a hundred."""
_OFFSET_BYTES, _INDEX_BYTES = 4, 3
"""In the table of objects: a file has less than 4 GiB, an object stream less than 16 million objects."""


def pack_pdf(pdf: Any, identifier: bytes) -> bytes:
    """The file of `pdf`, PDF 1.7. `identifier`, any bytes, becomes both parts of the file's identifier."""
    if pdf.info:
        pdf.add_object(pdf.info)
    objects = pdf.objects[1:]  # the first is free
    streams = [found for found in objects if hasattr(found, "stream")]
    others = [found for found in objects if not hasattr(found, "stream")]
    file = bytearray(_HEADER)
    places: dict[int, tuple[int, int, int]] = {}
    for found in streams:
        places[found.number] = (1, len(file), 0)
        file += _write_object(found.number, _write_stream(found))
    holder, table = len(pdf.objects), len(pdf.objects) + 1
    places[holder] = (1, len(file), 0)
    file += _write_object(holder, _hold_objects(others))
    places |= {found.number: (2, holder, index) for index, found in enumerate(others)}
    places[table] = (1, len(file), 0)
    start = len(file)
    file += _write_object(table, _write_table(pdf, places, identifier))
    file += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(file)


def _write_object(number: int, content: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, content)


def _write_stream(stream: Any) -> bytes:
    """`stream` as pydyf gives it, or compressed where it is to be."""
    plain, extra = _join(stream.stream), dict(stream.extra)
    if stream.compress:
        return _compress(plain, extra, b"\n")
    # What is compressed already, an image, ends where its decoder says it does.
    content = plain + b"\n" if plain.endswith(b"\r") else plain
    return _write_content(content, extra)


def _compress(plain: bytes, extra: dict[str, Any], padding: bytes) -> bytes:
    """`plain` compressed, with as much `padding` as keeps a carriage return from the end.

    The last byte is that of a sum of all bytes, so `padding` must not be all zeros. Nothing that is
    compressed here minds it: text ends in white space, a font in bytes that no table has.
    """
    content = zlib.compress(plain, _LEVEL)
    while content.endswith(b"\r"):
        plain += padding
        content = zlib.compress(plain, _LEVEL)
    if "Length1" in extra:
        extra["Length1"] = len(plain)
    return _write_content(content, {**extra, "Filter": "/FlateDecode"})


def _write_content(content: bytes, extra: dict[str, Any]) -> bytes:
    import pydyf  # noqa: PLC0415 - WeasyPrint's, loaded by now

    head: bytes = pydyf.Dictionary({**extra, "Length": len(content)}).data
    return b"%b\nstream\n%b\nendstream" % (head, content)


def _join(parts: list[Any]) -> bytes:
    import pydyf  # noqa: PLC0415 - WeasyPrint's, loaded by now

    joined: bytes = b"\n".join(part if isinstance(part, bytes) else pydyf._to_bytes(part) for part in parts)  # noqa: SLF001 - what pydyf would write
    return joined


def _hold_objects(objects: list[Any]) -> bytes:
    """An object stream of `objects`."""
    contents = [found.data for found in objects]
    places, position = [], 0
    for found, content in zip(objects, contents, strict=True):
        places.append(f"{found.number} {position}")
        position += len(content) + 1
    head = " ".join(places).encode()
    extra = {"Type": "/ObjStm", "N": len(objects), "First": len(head) + 1}
    return _compress(b"\n".join([head, *contents]), extra, b"\n")


def _write_table(pdf: Any, places: dict[int, tuple[int, int, int]], identifier: bytes) -> bytes:
    """The cross-reference stream, which is the trailer too."""
    rows = [(0, 0, 0), *(places[number] for number in range(1, len(places) + 1))]
    packed = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(_OFFSET_BYTES, "big") + index.to_bytes(_INDEX_BYTES, "big")
        for kind, where, index in rows
    )
    # Rows beyond `Size` are none; this one would be of a free object.
    padding = b"\0" * (_OFFSET_BYTES + _INDEX_BYTES) + b"\1"
    extra: dict[str, Any] = {
        "Type": "/XRef",
        "Size": len(rows),
        "W": f"[1 {_OFFSET_BYTES} {_INDEX_BYTES}]",
        "Root": pdf.catalog.reference,
        "ID": f"[<{identifier.hex()}> <{identifier.hex()}>]",
    }
    if pdf.info:
        extra["Info"] = pdf.info.reference
    return _compress(packed, extra, padding)
