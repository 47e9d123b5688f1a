"""Brackets and quotation marks that do not pair."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from docpipe.model import Article
from docpipe.proof.passages import Finding, Passage, article_passages

_PAIRS = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "(": ")",
    "【": "】",
    "〔": "〕",
    "「": "」",
    "『": "』",
    "[": "]",
    "{": "}",
}
_QUOTATIONS = "“‘「『"
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
# An item's own mark (1) a) and a smiley close what nothing opened; ’ in Latin words and years (’90) is an apostrophe.
_NO_PAIR = re.compile(
    r"(?:^|(?<=[\s;。,:]))[\da-zA-Z一二三四五六七八九十]{1,3}\)|[:;]-?[()]|(?<=[A-Za-z])’(?=[A-Za-z])|’(?=\d)|\(\s+\)"
)


def check_pairs(article: Article) -> Iterator[Finding]:
    """`unpaired-mark` for every mark without its partner in the same paragraph."""
    passages = article_passages(article)
    for passage, following in zip_longest(passages, passages[1:]):
        for index in _unpaired(passage):
            if following is not None and _goes_on(passage.folded[index], following):
                continue
            char = passage.text[index]
            partner = _PAIRS.get(passage.folded[index]) or _CLOSERS[passage.folded[index]]
            yield passage.find("unpaired-mark", index, index + 1, {"mark": char, "partner": partner})


def _goes_on(opener: str, following: Passage) -> bool:
    """Whether a quotation goes on: of several paragraphs each opens it again, and the last one closes it."""
    return opener in _QUOTATIONS and following.folded.startswith(opener)


def _unpaired(passage: Passage) -> list[int]:
    text = _NO_PAIR.sub(lambda match: " " * len(match.group()), passage.folded)
    opened: list[int] = []
    alone: list[int] = []
    for index, char in enumerate(text):
        if char in _PAIRS:
            opened.append(index)
        elif char in _CLOSERS:
            # The nearest opener of its kind is its partner; what stands open inside is alone.
            at = next(
                (
                    at
                    for at in reversed(range(max(len(opened) - 16, 0), len(opened)))
                    if text[opened[at]] == _CLOSERS[char]
                ),
                None,
            )
            if at is None:
                alone.append(index)
            else:
                alone.extend(opened[at + 1 :])
                del opened[at:]
    return sorted(alone + opened)
