"""What characters of private use say, for archives: PDF/A-2a and -3a ask for it beside the character.

Exports from old systems hold characters of their own (U+E000 and on). Nobody can say what they
mean, but a file of level A must carry replacement text for each (ISO 19005-2, 6.2.11.7.3): here
the text itself, so that what is copied stays what the author wrote.
"""

import re
from collections.abc import Iterator
from typing import Any

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_MAPPING = re.compile(rb"<([0-9a-f]+)> <([0-9a-f]+)>")
_FONT = re.compile(rb"/(\S+) \S+ Tf")
_SHOWN = re.compile(rb"<([0-9a-f]+)>")
_CODE_DIGITS = 4

_Texts = dict[bytes, dict[bytes, str]]
"""For each font, by the name that pages call it, the text of each of its codes."""


def name_private_characters(pdf: Any) -> None:
    """Give each tagged piece of text of a `pydyf.PDF` that has such a character its text as ActualText."""
    fonts = _read_fonts(pdf)
    if not any(_PRIVATE.search(text) for texts in fonts.values() for text in texts.values()):
        return
    for found in pdf.objects:
        lines = getattr(found, "stream", None)
        if lines and b"BDC" in lines:
            _name_in(lines, fonts)


def _read_fonts(pdf: Any) -> _Texts:
    fonts = (found for found in pdf.objects if isinstance(found, dict) and "ToUnicode" in found)
    # WeasyPrint calls a font in its resources what it puts before the font's own name: /ABCDEF+Name.
    return {font["BaseFont"][1:].partition(b"+")[0]: _read_texts(pdf, font["ToUnicode"]) for font in fonts}


def _read_texts(pdf: Any, reference: bytes) -> dict[bytes, str]:
    lines = pdf.objects[int(reference.split()[0])].stream
    mappings = (found.groups() for line in lines for found in _MAPPING.finditer(line))
    return {code: bytes.fromhex(text.decode()).decode("utf-16-be", "replace") for code, text in mappings}


def _name_in(lines: list[Any], fonts: _Texts) -> None:
    import pydyf  # noqa: PLC0415 - WeasyPrint's, loaded by now

    properties, texts, said = None, {}, ""
    for before, line in zip([None, *lines], lines, strict=False):
        if line == b"BDC":
            properties, said = before, ""
        elif line == b"EMC" and properties is not None:
            if _PRIVATE.search(said):
                properties["ActualText"] = pydyf.String(said)
            properties = None
        elif isinstance(line, bytes) and (font := _FONT.fullmatch(line)):
            texts = fonts.get(font[1], {})
        elif isinstance(line, bytes) and line.endswith(b"TJ"):
            said += "".join(texts.get(code, "") for code in _list_codes(line))


def _list_codes(shown: bytes) -> Iterator[bytes]:
    for found in _SHOWN.finditer(shown):
        digits = found[1]
        for at in range(0, len(digits), _CODE_DIGITS):
            yield digits[at : at + _CODE_DIGITS]
