"""One article, many carriers: drawn articles are equal whatever carries them, but for what a carrier lacks."""

import html
import json
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docpipe.convert import read_article
from docpipe.model import Article
from meipian import detail, export, page, segment

_TEXTS = st.sampled_from(
    [
        "一、案例通报",
        "(一)基本情况",
        "1. 不得违规收受礼品",
        "案例一:张某违规收受礼品案",
        "2023年5月,丙县某局副局长张某收受礼品,价值3000元。",
        "《中国共产党纪律处分条例》第九十七条规定,情节严重的,给予开除党籍处分。",
        "各位同事:",
        "丙县纪委",
        "2023年10月8日",
        "a<b & c>d “引文”",
        "愿你平安 &lt;万事&gt; 顺遂",
        "😀 清廉从我做起",
    ]
)
_COLOURS = st.sampled_from(["", "rgb(237, 35, 8)"])
_ALIGNMENTS = st.sampled_from(["", "center", "right"])


class Run(NamedTuple):
    text: str
    bold: bool
    italic: bool
    colour: str

    def markup(self) -> str:
        """The run as the editor writes it."""
        inner = html.escape(self.text, quote=False)
        inner = f"<i>{inner}</i>" if self.italic else inner
        style = f' style="color: {self.colour};"' if self.colour else ""
        inner = f"<b{style}>{inner}</b>" if self.bold else inner
        return f"<span{style}>{inner}</span>" if self.colour and not self.bold else inner

    def operation(self) -> dict[str, object]:
        """The run as a Delta has it."""
        told = {"bold": self.bold, "italic": self.italic, "color": self.colour}
        return {"insert": self.text, "attributes": {name: value for name, value in told.items() if value}}


class Line(NamedTuple):
    runs: list[Run]
    align: str

    def markup(self, name: str) -> str:
        """The line as a paragraph of the class `name`; without one where it is ""."""
        style = f' style="text-align: {self.align};"' if self.align else ""
        mark = f' class="{name}"' if name else ""
        return f"<p{mark}{style}>{''.join(run.markup() for run in self.runs)}</p>"

    def operations(self) -> list[dict[str, object]]:
        """The line as a Delta has it: its runs, then its end."""
        attributes = {"align": self.align} if self.align else {}
        return [*(run.operation() for run in self.runs), {"insert": "\n", "attributes": attributes}]


_LINES = st.builds(
    Line,
    st.lists(st.builds(Run, _TEXTS, st.booleans(), st.booleans(), _COLOURS), min_size=1, max_size=2),
    _ALIGNMENTS,
)
_RICH = st.lists(_LINES, min_size=1, max_size=5)
# Bare text after bare text is one run in the text export, and two segments in the data.
_SEGMENTS = st.lists(st.tuples(_RICH, st.lists(_TEXTS, max_size=1)), min_size=1, max_size=4).map(
    lambda pairs: [part for rich, bare in pairs for part in (rich, *bare)]
)
_MANY = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def understood(text: str) -> Article:
    return read_article("", text.encode())


def written(lines: "list[Line] | str", name: str = "ql-block") -> str:
    """The text of a segment: paragraphs of the editor's, or bare text."""
    if isinstance(lines, str):
        return html.escape(lines, quote=False)
    return "".join(line.markup(name) for line in lines)


@given(drawn=_SEGMENTS)
@_MANY
def test_the_data_of_an_article_says_what_its_text_export_says(drawn: "list[list[Line] | str]") -> None:
    texts = [written(lines) for lines in drawn]
    data = detail(
        *(segment(text, 6 if isinstance(lines, str) else 1) for text, lines in zip(texts, drawn, strict=True))
    )
    expected = understood(export(*texts))
    for carrier in (json.dumps(data, ensure_ascii=False), page(data)):
        told = understood(carrier)
        assert told.meta.title == expected.meta.title
        assert told.meta.author == expected.meta.author
        assert (told.body, told.closing) == (expected.body, expected.closing)


@given(lines=_RICH)
@_MANY
def test_quill_s_html_and_its_delta_say_what_the_text_export_says(lines: list[Line]) -> None:
    expected = understood(export(written(lines)))
    delta = {"ops": [operation for line in lines for operation in line.operations()]}
    titled = understood(json.dumps({"title": expected.meta.title, "content": delta}, ensure_ascii=False))
    assert (titled.body, titled.closing) == (expected.body, expected.closing)
    # Quill's HTML has no title beside the text, so that its first line may be one, as in a Delta alone.
    untitled = understood(json.dumps(delta, ensure_ascii=False))
    told = understood(f'<div class="ql-editor">{written(lines, "")}</div>')
    assert (told.meta.title, told.body, told.closing) == (
        untitled.meta.title,
        untitled.body,
        untitled.closing,
    )
