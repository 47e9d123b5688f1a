"""How lines look beside the body, and which looks the article gives to its headings."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from docpipe.structure.bare import is_pointed
from docpipe.structure.rows import Row

DECORATION = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f]")
# A line that is nothing but a bracket stands apart.
_BRACKETED = re.compile("【[^【】]{1,20}】|〖[^〖〗]{1,20}〗|「[^「」]{1,20}」|『[^『』]{1,20}』")
# What is longer heads nothing, whatever its look (the longest heading of the gold corpus has 40).
_HEAD_LENGTH = 40
# The size of text for which an editor writes none.
_USUAL_SIZE = 16.0


class Style(NamedTuple):
    """What sets a line apart; `sign` is the bullet or the decoration that it begins with."""

    bold: bool
    colour: str | None
    size: float | None
    centred: bool
    sign: str

    @property
    def loudness(self) -> tuple[float, bool, bool, bool]:
        """The order of styles from quiet to loud: by size, weight, place, colour."""
        return self.size or _USUAL_SIZE, self.bold, self.centred, self.colour is not None

    def is_quieter(self, body: "Style") -> bool:
        """Whether this is grey, or smaller than the body; no size is the page's own, whatever it is."""
        return bool(self.size and body.size and self.size < body.size) or _is_grey(self.colour)


class Looks(NamedTuple):
    """The style of each row, that of the running text, and the rows whose look heads text throughout."""

    styles: Sequence[Style]
    body: Style
    heads: frozenset[int]

    def stands_out(self, index: int) -> bool:
        """Whether the row is bolder, larger or of another colour than the body, and no quieter in any of them."""
        style, body = self.styles[index], self.body
        if style.is_quieter(body):
            return False
        coloured = style.colour is not None and style.colour != body.colour
        return (style.bold and not body.bold) or (style.size or 0) > (body.size or _USUAL_SIZE) or coloured

    def is_louder(self, index: int, other: int) -> bool:
        """Whether the row looks louder than `other`."""
        return self.styles[index].loudness > self.styles[other].loudness


def read_looks(rows: Sequence[Row]) -> Looks:
    """The looks of the article's rows."""
    styles = [_style(row) for row in rows]
    body = _body_style(rows, styles)
    return Looks(styles, body, _heading_looks(rows, styles, body))


def _style(row: Row) -> Style:
    look = row.look
    sign = ""
    if row.marker is not None and row.marker.scheme == "bullet":
        # Headings may each have a picture of their own; of other signs, the same one counts.
        sign = "☆" if DECORATION.match(row.folded) else row.folded[0]
    elif _BRACKETED.fullmatch(row.folded.strip()):
        sign = row.folded.strip()[0]
    return Style(look.bold, look.colour, look.size, look.align == "center", sign)


def _body_style(rows: Sequence[Row], styles: Sequence[Style]) -> Style:
    """The style that most characters have."""
    weights: Counter[Style] = Counter()
    for row, style in zip(rows, styles, strict=True):
        if row.is_line and not row.look.bare:
            weights[style._replace(centred=False, sign="")] += len(row.text)
    return weights.most_common(1)[0][0] if weights else Style(False, None, None, False, "")


def _heading_looks(rows: Sequence[Row], styles: Sequence[Style], body: Style) -> frozenset[int]:
    """The rows of every look, other than the body's, whose lines all head text of another look."""
    alike: defaultdict[Style, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.is_body and not row.look.bare and styles[index] != body:
            alike[styles[index]].append(index)
    heads: set[int] = set()
    for style, members in alike.items():
        if style.is_quieter(body) or len(members) < 2:
            continue
        if all(_may_head(rows, index, styles) for index in members):
            heads.update(members)
    return frozenset(heads)


def _may_head(rows: Sequence[Row], index: int, styles: Sequence[Style]) -> bool:
    row = rows[index]
    title = row.title.strip()
    if index + 1 == len(rows) or len(title) > _HEAD_LENGTH or is_pointed(title) or title[-1:] in ",、":
        return False
    below = rows[index + 1]
    plain = styles[index]._replace(centred=False) == styles[index + 1]
    # A centred line that is else like its neighbour, and stands between two gaps, captions a lost image.
    caption = plain and row.look.gap_before and below.look.gap_before
    return below.role == "body" and not below.look.bare and styles[index + 1] != styles[index] and not caption


def _is_grey(colour: str | None) -> bool:
    return colour is not None and len({colour[1:3], colour[3:5], colour[5:7]}) == 1
