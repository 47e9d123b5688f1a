"""A font for the characters that no installed font has: each is drawn as an empty box.

Without it WeasyPrint draws `.notdef`, which loses the character for whoever copies, searches or
listens, and which neither PDF/A nor PDF/UA allows (ISO 19005-2, 6.2.11.8; ISO 14289-1, 7.21.8).
"""

import io
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

FAMILY = "docpipe last resort"
_EM = 1000
_BOX = ((80, -60), (80, 820), (920, 820), (920, -60))
_HOLE = ((130, -10), (870, -10), (870, 770), (130, 770))
_ASCENT, _DESCENT = 880, -120


def build_font_face(characters: Sequence[str]) -> str:
    """The @font-face rule of a font that has `characters`, its bytes inside; "" where there are none."""
    if not characters:
        return ""
    address = f"data:font/ttf;base64,{b64encode(_build_font(characters)).decode()}"
    return f'@font-face{{font-family:"{FAMILY}";src:url("{address}")}}'


def _build_font(characters: Sequence[str]) -> bytes:
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415 - for the few articles that need it

    names = {ord(char): f"u{ord(char):X}" for char in characters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    box = _draw_box()
    builder.setupGlyf(dict.fromkeys(order, box))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (_EM, _BOX[0][0])))
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": "docpipe-last-resort"})
    builder.setupOS2(
        sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, usWinAscent=_ASCENT, usWinDescent=-_DESCENT
    )
    builder.setupPost()
    # The same characters give the same bytes, whenever the font is made.
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def _draw_box() -> Any:
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415 - see above

    pen = TTGlyphPen(None)
    for start, *others in (_BOX, _HOLE):
        pen.moveTo(start)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()
