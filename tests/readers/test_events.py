"""What a browser shows of odd markup, read alike. (The expectations are those of the HTML standard.)"""

import pytest

from docpipe.readers.events import Characters, parse_events
from docpipe.readers.mend import mend_markup
from docpipe.readers.places import Places


def shown(markup: str) -> str:
    return "".join(event.text for event in parse_events(markup) if isinstance(event, Characters))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<svg><![CDATA[甲<b>&amp;]]>乙</svg>", "甲<b>&amp;乙"),
        ("<svg><![CDATA[甲", "甲"),
        ("<math><mi><![CDATA[甲]]></mi></math>", "甲"),
        ("<svg/><![CDATA[甲]]>乙", "乙"),
        ("<p><![CDATA[甲]]>乙</p>", "乙"),
        ("<svg><foreignObject><div><![CDATA[甲]]>乙", "乙"),
        ("<svg><!-- </svg> --><![CDATA[甲]]></svg>", "甲"),
        ("<script>'<svg>'</script><![CDATA[甲]]>乙", "乙"),
        ("<template><table></template><p>甲</p>", "甲"),
        ("<template>甲<template>乙</template>丙</template>丁", "丁"),
        ("<script>'<template>'</script>甲<template>乙</template>", "甲"),
        ("<plaintext>甲</p>", "甲</p>"),
        ("<p>甲<xmp><b>乙", "甲<b>乙"),
        ("甲<noframes>乙</noframes>丙", "甲丙"),
    ],
)
def test_what_a_page_shows_is_its_text(markup: str, expected: str) -> None:
    assert expected == shown(markup)


def test_a_template_that_is_not_closed_keeps_its_text() -> None:
    assert mend_markup("<div><template>甲</div>乙") == "<div><template>甲</div>乙"


def test_a_zero_byte_is_no_character_of_its_own() -> None:
    assert "�" not in shown("甲\0乙")


@pytest.mark.parametrize(("wrap", "depth"), [("div", 50_000), ("span", 5_000), ("blockquote", 5_000)])
def test_a_deep_tree_keeps_the_word_inside(wrap: str, depth: int) -> None:
    assert shown(f"<{wrap}>" * depth + "词" + f"</{wrap}>" * depth) == "词"


def test_frames_of_old_pages_do_not_move_places() -> None:
    markup = "<noframes>甲</noframes><p>乙</p>"
    assert markup.index("乙") + 1 == Places(markup).position(0).column


@pytest.mark.parametrize("piece", ["<svg>", "<![CDATA[", "<template>", "<svg><![CDATA[", "<!--", "<script>"])
def test_unclosed_markup_ends_in_time(piece: str) -> None:
    markup = f"<template>{piece * 100_000}"
    assert mend_markup(markup)
