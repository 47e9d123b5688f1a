"""Generated markup of articles: layouts in layouts, text that shows and text that does not, every word another."""

from hypothesis import strategies as st

_BLOCKS = ("div", "section", "blockquote", "article", "figure")
# What a parser closes where a block begins.
_LINES = ("p", "h2", "pre", "p")
_INLINES = ("span", "b", "strong", "em", "font", "u", "sup", "o:p", "label")
_STYLES = (
    "", "", "", "", "color:#c00;font-weight:bold", "text-align:center", "display:inline-block", "display:flex",
    "display:none", "visibility:hidden", "visibility:visible", "opacity:0", "font-size:0", "font-size:16px",
    "color:rgba(255,255,255,0)", "color:transparent", "color:red", "display:block", "display:inline", "height:0;overflow:hidden",
)  # fmt: skip


def _element(tags: tuple[str, ...], children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, style, inner: f'<{tag} style="{style}">{"".join(inner)}</{tag}>',
        st.sampled_from(tags),
        st.sampled_from(_STYLES),
        st.lists(children, max_size=4),
    )


def _list(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, items: f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>",
        st.sampled_from(("ul", "ol")),
        st.lists(children, min_size=1, max_size=3),
    )


def _table(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    row = st.lists(children, min_size=1, max_size=3).map(
        lambda cells: f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    )
    return st.lists(row, min_size=1, max_size=3).map(
        lambda rows: f"<table><tbody>{''.join(rows)}</tbody></table>"
    )


_LEAVES = st.sampled_from(
    (
        "字",
        "字",
        "字",
        "01",
        "一",
        "<svg><foreignObject><section>字</section></foreignObject></svg>",
        "字。",
        "字，",
        " ",
        "\n  ",
        "<br>",
        '<a href="/x">字</a>',
        '<img src="a.png">',
        "&nbsp;字",
    )
)
_INLINE = st.recursive(_LEAVES, lambda children: _element(_INLINES, children), max_leaves=6)
_NESTED = st.recursive(
    st.one_of(_INLINE, _element(_LINES, _INLINE), st.just("<p><br></p>")),
    lambda children: st.one_of(_element(_BLOCKS, children), _list(children), _table(children)),
    max_leaves=20,
)


def _number(markup: str) -> str:
    """`markup` with every 字 made a word that occurs once."""
    pieces = markup.split("字")
    return "".join(f"{piece}词{index}句" for index, piece in enumerate(pieces[:-1], 100)) + pieces[-1]


CONTENT = st.lists(_NESTED, min_size=1, max_size=4).map("".join).map(_number)
"""What stands in the element of an article."""
