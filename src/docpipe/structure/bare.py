"""Bare text between paragraphs: headings run together, captions, sentences, a sign-off.

A subtitle segment loses its tags in the export, and two in a row, with or without a lost image
between them, end up on one line with a space between. The same space may stand inside a heading.
"""

import re
from itertools import pairwise

from docpipe.diagnostics import Report
from docpipe.source import Line
from docpipe.structure.fold import SENTENCE_END, fold
from docpipe.structure.markers import Counted, parse_marker
from docpipe.structure.nominal import is_nominal
from docpipe.structure.rows import Row, line_row
from docpipe.structure.slices import cut_line
from docpipe.walk import plain_text

# A word of Latin letters and the number after it are one (Day 1, PART 2), a year and what it was (二〇〇三 抗疫).
_CHUNK = re.compile(r"[A-Za-z]{2,8}\s\d\S*|(?:[12]\d{3}|[一二][〇零九]\S\S)年?\s(?![一二12])\S+|\S+")
_YEAR = re.compile("[12][0-9]{3}|[一二][〇零九][〇零一二三四五六七八九]{2}")
_LABEL_LENGTH = 24
# What heads the end of an article is a heading of its own, whatever stands before it.
CLOSING = re.compile("尾声|后记|结语|结束语|写在最后|写在后面|编后语|附录|前言|引言|序言")
# A sentence that lost its paragraph: longer than a heading and pointed like one.
_HEADING_LENGTH = 40
_CAPTION_LABEL = re.compile(r"(?:图|照片|附图|表)[\d一二三四五六七八九十]{1,3}[:、.]?")
CAPTION = re.compile(
    r"(?:图|照片|附图|表)\s?(?:[\d一二三四五六七八九十]{0,3}\s?[:、.)]|[\d一二三四五六七八九十]{1,3}\s)|▲?\(?(?:上|下|左|右)图|图为"
)
# Nouns that announce several things of a kind: a heading of one of these, followed at once by
# another unmarked one, is its parent (corpus letters 074), while two of a kind are siblings (085).
COLLECTIVE = re.compile(
    r"(?:习俗|案例|常识|知识|措施|事项|要求|提示|提醒|须知|内容|方法|做法|要点|建议|指南|攻略|故事|典型|禁忌|由来|活动|类型|方式|掠影|剪影|集锦|风采)$"
)


def split_bare_rows(rows: list[Row], counted: Counted, report: Report) -> list[Row]:
    """`rows` with every bare run split into its headings; `counted` is what the article counts by."""
    split: list[Row] = []
    for row in rows:
        if row.line is None or not row.look.bare:
            split.append(row)
            continue
        parts = _split_line(row.line, counted)
        if len(parts) > 1:
            titles = " / ".join(plain_text(part.inlines) for part in parts)
            report.add("split-headings", {"parts": titles}, text=row.text, position=row.line.position)
        pieces = [line_row(part) for part in parts]
        _relate(pieces, counted)
        split.extend(pieces)
    return split


def chunks_of(row: Row) -> list[str]:
    """What stands at the head of a line, or after each space of a bare one: enough of it to hold a label."""
    if not row.look.bare:
        return [row.folded[:_LABEL_LENGTH]]
    return [
        row.folded[match.start() : match.start() + _LABEL_LENGTH] for match in _CHUNK.finditer(row.folded)
    ]


def _split_line(line: Line, counted: Counted) -> list[Line]:
    text = plain_text(line.inlines)
    chunks = [(match.start(), match.end()) for match in _CHUNK.finditer(text)]
    if len(chunks) == 1 or is_sentence(fold(text)):
        return [line]
    groups = _group(text, chunks, counted)
    return [cut_line(line, start, end) for start, end in groups]


def is_sentence(folded: str) -> bool:
    """Whether bare text is running text, not a heading: long, or pointed inside and at the end."""
    if len(folded) > _HEADING_LENGTH and ("," in folded or "。" in folded):
        return all(len(chunk) > 8 or chunk[-1] in ",。" for chunk in folded.split())
    return folded.endswith(("。", ";")) and ("," in folded or len(folded) > 16)


def _group(text: str, chunks: list[tuple[int, int]], counted: Counted) -> list[tuple[int, int]]:
    """`chunks` joined where the space between them is none of a boundary."""
    groups: list[tuple[int, int]] = []
    marked = False
    words = [text[start:end] for start, end in chunks]
    begun = [_begins_marked(word, counted) for word in words]
    children = _children(words, begun)
    couplets = _couplets(words) - children
    lone = _lone(words)
    for index, (start, end) in enumerate(chunks):
        begins = begun[index]
        labels_caption = index and _CAPTION_LABEL.fullmatch(fold(words[index - 1]))
        if (
            index
            and not begins
            and (
                (marked and index not in children) or labels_caption or index in couplets or index - 1 in lone
            )
        ):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
            marked = begins
    return groups


def _begins_marked(word: str, counted: Counted) -> bool:
    split = parse_marker(word, fold(word), counted)
    return split is not None and split.marker.scheme != "bullet"


def _children(words: list[str], begun: list[bool]) -> set[int]:
    """The indexes of words after a numbered one that are headings below it.

    A single word is part of the title (二、升旗 唱歌), and so are words of one measure (一、讲文明
    树新风 促和谐); two or more others had images of their own.
    """
    starts = [index for index, begins in enumerate(begun) if begins]
    found = {index for index, word in enumerate(words) if CLOSING.fullmatch(word)}
    for start, end in pairwise([*starts, len(words)]):
        inner = range(start + 1, end)
        own = words[start].split("、")[-1]
        if own and len(inner) > 1 and len({len(own), *(len(words[at]) for at in inner)}) > 1:
            found.update(inner)
        elif len(inner) == 1 and is_nominal(own) and len(own) != len(words[start + 1]) >= 4:
            # A title that is whole without it.
            found.update(inner)
    return found


def _lone(words: list[str]) -> set[int]:
    """The indexes of words that are nothing but a marker or a sign, and so belong to the next."""
    return {index for index, word in enumerate(words) if not re.search(r"[^\W_]", word)}


def _couplets(words: list[str]) -> set[int]:
    """The indexes of words that make a couplet with the one before: as long, of 4 to 8 characters, no topics."""
    found: set[int] = set()
    for index in range(1, len(words)):
        before, word = words[index - 1], words[index]
        alike = before[:2] == word[:2] or before[-2:] == word[-2:]
        topics = is_nominal(fold(before)) or is_nominal(fold(word))
        if (
            len(before) == len(word)
            and 4 <= len(word) <= 8
            and not (alike or topics or _YEAR.match(word))
            and index - 1 not in found
        ):
            found.add(index)
    return found


def _relate(pieces: list[Row], counted: Counted) -> None:
    """Note a parent that was merged with its first child."""
    lengths = {len(piece.folded) for piece in pieces[1:]}
    for parent, child in pairwise(pieces):
        if parse_marker(parent.text, parent.folded, counted):
            break
        if parse_marker(child.text, child.folded, counted):
            parent.merged = "parent"
        elif parent is pieces[0] and COLLECTIVE.search(parent.folded):
            # Several children are of one measure, and not of their parent's.
            alike = len(pieces) == 2 or (len(lengths) == 1 and len(parent.folded) not in lengths)
            if alike and not any(COLLECTIVE.search(piece.folded) for piece in pieces[1:]):
                parent.merged = "parent"
                for piece in pieces[1:]:
                    piece.merged = "child"
    numbered = False
    for piece in pieces:
        marked = parse_marker(piece.text, piece.folded, counted) is not None
        if numbered and not marked and not CLOSING.fullmatch(piece.folded):
            piece.merged = "child"
        numbered = numbered or marked


def is_pointed(folded: str) -> bool:
    """Whether `folded` ends like a sentence that tells something; a question may well be a heading."""
    return ends_like_sentence(folded) and not folded.rstrip("”’)】").endswith("?")


def ends_like_sentence(folded: str) -> bool:
    """Whether the last mark of `folded` ends a sentence or a clause."""
    return folded.rstrip("”’)】")[-1:] in SENTENCE_END
