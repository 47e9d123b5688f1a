"""Half-width punctuation between Chinese characters, restored to full width.

Meipian's export folds ，；：？！（） to their ASCII forms; 、。《》“” survive it. The rules:

 1. Addresses, paths, character entities and sentences in a Latin script are shielded.
 2. , ; : ? ! become full width where the nearest character on either side is Chinese, or a mark
    that only Chinese has. Times, ratios and thousands have digits on both sides and stay.
 3. A dot becomes 。 only after Chinese and before Chinese, a quote or the end; not in 1. and 一.
 4. Brackets change in pairs, found by nesting over the whole line whatever its runs: where they
    hold Chinese, or a neighbour is Chinese.
 5. The year in a document number takes 〔〕 (GB/T 9704-2012, 7.2.5).
 6. Spaces stay as they are.
 7. Straight quotes pair by nesting; apostrophes stay.
 8. Three to six dots, or three 。 and more, become ……; -- becomes ——, between dates — (the 一字线
    of GB/T 15834-2011, 4.13.3.2). Existing —— and …… are never touched.
 9. Restoring twice is restoring once.
10. 第(二)项 follows from 4.

Square brackets stay, but for those of a year: [图片] and [微笑] are no punctuation.
"""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from docpipe.diagnostics import Report
from docpipe.model import Article, Case, Citation, Inline, LineBreak, Link, Marker, Rule, Text, descend
from docpipe.transforms.pairs import find_pairs, restore_pairs
from docpipe.transforms.script import ENUMERATOR, HAN
from docpipe.transforms.shields import find_shields
from docpipe.transforms.stops import restore_dashes, restore_full_stops, restore_stops
from docpipe.walk import article_text, plain_text, rewrite_inlines

Inlines = tuple[Inline, ...]
Edits = dict[int, str]
"""Offset of a character in a line → what stands there instead, "" for nothing."""

_HAN = re.compile(rf"[{HAN}]")
_CANDIDATE = re.compile(r"[,;:?!()\[\]\"'.]|--|。。。")
# Holds the place of a character that goes; the rules look through it, as through a space.
_GONE = "\u200b"
# A marker of a heading stands alone, without the Chinese that follows it.
_MARKER = re.compile(rf"(\()?(?:{ENUMERATOR})(\)|:)")


def restore(text: str) -> str:
    """`text`, one line or paragraph, with its punctuation restored."""
    return _apply(text, find_edits(text))


def find_edits(line: str) -> Edits:
    """The edits that restore `line`; empty for a line without Chinese."""
    if not _CANDIDATE.search(line) or not _HAN.search(line):
        return {}
    shields = find_shields(line)
    alone = find_pairs(line, shields).alone
    edits = restore_pairs(line, shields)
    # The later rules see what the pairs became; no mark has moved, for a pair changes one for one.
    paired = _apply(line, edits)
    edits |= restore_full_stops(paired, shields)
    edits |= restore_dashes(paired, shields)
    settled = "".join(edits.get(offset, char) or _GONE for offset, char in enumerate(line))
    return edits | restore_stops(settled, shields, alone)


def _apply(line: str, edits: Edits) -> str:
    if not edits:
        return line
    return "".join(edits.get(offset, char) for offset, char in enumerate(line))


class Punctuation:
    """The transform that restores punctuation in title, headings and body."""

    name = "punctuation"

    def apply(self, article: Article, report: Report) -> Article:
        """`article` restored; the number of marks is noted as `restored-punctuation`."""
        text = article_text(article) + (article.meta.title or "")
        if not _HAN.search(text):
            return article
        pen = _Pen()
        restored = rewrite_inlines(article, pen.rewrite, pen.rewrite_string)
        if article.meta.organisation:
            # It is the byline, and stands in the closing as well, where it is counted.
            meta = replace(restored.meta, organisation=restore(article.meta.organisation))
            restored = replace(restored, meta=meta)
        count = pen.count - _count_unprinted(article)
        if count:
            report.add("restored-punctuation", {"count": str(count)})
        return restored


PUNCTUATION = Punctuation()


def _count_unprinted(article: Article) -> int:
    """The marks restored in run-in titles, which repeat what the blocks say."""
    pen = _Pen()
    for node in descend(article):
        if isinstance(node, Case | Rule) and node.level == 0:
            pen.rewrite(node.title)
            pen.rewrite_string(node.marker.text if isinstance(node.marker, Marker) else "")
    return pen.count


class _Pen:
    """Rewrites lines and counts the marks that it restored."""

    def __init__(self) -> None:
        self.count = 0

    def rewrite_string(self, text: str) -> str:
        """A title or a marker."""
        marker = _MARKER.fullmatch(text)
        edits = _marker_edits(marker) if marker else find_edits(text)
        self.count += _count_marks(edits)
        return _apply(text, edits)

    def rewrite(self, inlines: Inlines) -> Inlines:
        """The inlines of one line; the look of every character stays."""
        line = plain_text(inlines)
        edits = find_edits(line)
        if not edits:
            return inlines
        leaves = _leaf_spans(inlines)
        for start, end in leaves:
            # No run, and so no link, is emptied by an ellipsis that takes less room than its dots.
            if start < end and all(edits.get(offset) == "" for offset in range(start, end)):
                edits[start] = line[start]
        self.count += _count_marks(edits)
        characters = [edits.get(offset, char) for offset, char in enumerate(line)]
        return _refill(inlines, iter(["".join(characters[start:end]) for start, end in leaves]))


def _marker_edits(found: re.Match[str]) -> Edits:
    if found.group(1) and found.group(2) == ":":
        return {}
    full = {found.start(2): "）" if found.group(2) == ")" else "："}
    return full | ({found.start(1): "（"} if found.group(1) else {})


def _count_marks(edits: Edits) -> int:
    """Marks, not characters: —— is one."""
    return sum(1 for offset, mark in edits.items() if mark and not _continues(edits, offset, mark))


def _continues(edits: Edits, offset: int, mark: str) -> bool:
    return mark in "…—" and edits.get(offset - 1) == mark


def _leaf_spans(inlines: Inlines) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    offset = 0
    for leaf in _leaves(inlines):
        length = len(leaf.text) if isinstance(leaf, Text) else 1
        if isinstance(leaf, Text):
            spans.append((offset, offset + length))
        offset += length
    return spans


def _leaves(inlines: Inlines) -> Iterable[Text | LineBreak]:
    for inline in inlines:
        if isinstance(inline, Link | Citation):
            yield from _leaves(inline.inlines)
        else:
            yield inline


def _refill(inlines: Inlines, texts: Iterable[str]) -> Inlines:
    """`inlines` with the texts of their runs replaced, in order, by `texts`, which it draws from."""
    source = iter(texts)
    filled: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                filled.append(replace(inline, text=next(source)))
            case Link() | Citation():
                filled.append(replace(inline, inlines=_refill(inline.inlines, source)))
            case LineBreak():
                filled.append(inline)
    return tuple(filled)
