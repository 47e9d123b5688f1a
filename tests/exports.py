"""Exports for tests: the files there are, generated ones, and what a reader of the page sees of each."""

import html
import re
from pathlib import Path

from hypothesis import strategies as st

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
SHARED_SEED = PROJECT.parent / "shared" / "corpus" / "seed"
REFERENCE = SHARED_SEED / "000_428067768cbf9c8b.txt"
FILES = sorted([*(PROJECT / "samples").glob("*.txt"), *(TESTS / "corpus").glob("*/*.txt")])

# The characters that the conventions turn on, so that few examples meet many rules.
_ALPHABET = (
    "一二三十第条章节案例红线提醒通知某张年月日元处分警告不得请（）()、,。:：;“”《》【】·▲①12.  \u3000"
)
_TEXT = st.text(_ALPHABET, min_size=1, max_size=24).filter(str.strip)
_WRAPPERS = (
    "{}",
    "<b>{}</b>",
    '<b style="color: rgb(237, 35, 8);">{}</b>',
    '<span style="font-size: 20px;">{}</span>',
)
_RUN = st.tuples(st.sampled_from(_WRAPPERS), _TEXT).map(
    lambda run: run[0].format(html.escape(run[1], quote=False))
)
_BLOCKS = (
    '<p class="ql-block">{}</p>',
    '<p style="text-align: center;">{}</p>',
    "<p>{}</p>",
    " {} ",
    "<h2>{}</h2>",
    "<blockquote>{}</blockquote>",
    "<ol><li>{}</li></ol>",
    "<table><tr><td>{}</td></tr></table>",
)
_BLOCK = st.tuples(st.sampled_from(_BLOCKS), st.lists(_RUN, min_size=1, max_size=3)).map(
    lambda block: block[0].format("".join(block[1]))
)
BODIES = st.lists(_BLOCK, min_size=1, max_size=12).map(
    lambda blocks: "<p>始。</p>" + " ".join(blocks) + "<p>终。</p>"
)
"""Bodies of exports, hardly one of them sensible."""


def seen(text: str) -> str:
    """The visible characters of an export in order: tags gone, entities resolved, no white space."""
    return squeeze(html.unescape(re.sub(r"<[^>]*>", "", text)))


def squeeze(text: str) -> str:
    """`text` without white space and without what no page shows."""
    return re.sub(r"[\s\u200b\u2060\ufeff]", "", text)


def read_export(path: Path) -> str:
    """The text of an export file."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
