"""Head and tail as an editor sets them: title, byline and imprint, the same in every printed format."""

import re
from typing import NamedTuple

from docpipe.model import Article, Paragraph
from docpipe.themes.schema import Theme
from docpipe.walk import plain_text
from docpipe.writers.extras.shapes import NO_EXTRAS, Extras

# Meipian gives every new user this nickname; it names nobody, so it is no byline.
# Calibrated on the reference article and on corpus c01, c04 and c14.
DEFAULT_NICKNAME = re.compile(r"美友\s*\d+")


class Frame(NamedTuple):
    """What stands around the body; each is None where there is nothing to say."""

    title: str | None
    byline: str | None
    """The author, or the organisation that signs where the author is a default nickname."""
    imprint: str | None
    """The small line at the end: nickname, date and address of the original."""
    keywords: str | None = None
    """The line of keywords before it, where it is asked for."""
    extras: Extras = NO_EXTRAS
    """What has pages of its own, where it is asked for."""


def build_frame(article: Article, theme: Theme, *, keywords: bool = False) -> Frame:
    """The frame of `article` in `theme`; the line of keywords is part of it only on request."""
    meta = article.meta
    nickname = meta.author if meta.author and DEFAULT_NICKNAME.fullmatch(meta.author) else None
    byline = meta.organisation if nickname or not meta.author else meta.author
    if byline and theme.furniture.byline == "unsigned" and _signs(byline, article):
        byline = None
    origin = [
        part for part in (nickname, meta.published and meta.published[:10], meta.source.address) if part
    ]
    listed = "　".join(meta.keywords)
    return Frame(
        meta.title,
        byline,
        f"原文：{'　'.join(origin)}" if origin else None,
        f"关键词：{listed}" if listed and keywords else None,
    )


def _signs(name: str, article: Article) -> bool:
    """Whether `name` stands in a signature that closes `article`."""
    return any(
        isinstance(block, Paragraph) and block.role == "signature" and name in plain_text(block.inlines)
        for block in article.closing
    )
