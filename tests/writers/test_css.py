import pytest
from msgspec.structs import replace

from docpipe.themes import HANDOUT
from docpipe.themes.schema import Furniture, Theme
from docpipe.writers.css import build_print_css
from docpipe.writers.escape import quote
from docpipe.writers.screen import build_screen_css
from docpipe.writers.stacks import FontStack, declare_stacks

THEME = HANDOUT()
tinycss2 = pytest.importorskip("tinycss2")  # WeasyPrint's own parser


def sheet(theme: Theme = THEME, title: str = "题") -> str:
    return build_print_css(theme, declare_stacks(theme), title)


def declared(selector: str, css: str) -> dict[str, str]:
    """The declarations of the first rule of `selector`."""
    rule = next(line for line in css.splitlines() if line.startswith(f"{selector}{{font-family"))
    pairs = (declaration.split(":", 1) for declaration in rule[len(selector) + 1 : -1].split(";"))
    return dict(pairs)


def test_the_page_is_the_themes() -> None:
    assert "@page{size:210mm 297mm;margin:27mm 28.8mm 25mm 28.8mm;" in sheet()


def test_a_paragraph_is_set_as_the_theme_says() -> None:
    body = declared("p", sheet())
    assert body["font-family"] == '"Noto Serif CJK SC","Source Han Serif SC","SimSun","宋体",serif'
    assert (body["font-size"], body["line-height"]) == ("12pt", "21pt")
    assert (body["text-indent"], body["text-align"]) == ("2em", "justify")


def test_headings_stay_with_what_follows() -> None:
    assert [declared(f"h{level}", sheet())["break-after"] for level in (1, 2, 3, 4)] == ["avoid"] * 4


def test_fonts_are_the_ones_that_were_found() -> None:
    stacks = declare_stacks(THEME) | {"song": FontStack(("Found Serif",), ())}
    assert declared("p", build_print_css(THEME, stacks, ""))["font-family"] == '"Found Serif",serif'


def test_italics_are_upright_in_the_kai_face() -> None:
    assert 'em{font-family:"LXGW WenKai",' in sheet()
    assert "font-style:italic" not in sheet()


def test_narrow_marks_come_from_another_font() -> None:
    assert '.marks-kai{font-family:"Noto Serif CJK SC",' in sheet()
    assert ".marks-song" not in sheet()


def test_the_running_title_is_not_on_the_first_page() -> None:
    assert '@top-center{content:"题"' in sheet()
    assert "@page :first{@top-center{content:none" in sheet()


def test_the_running_title_is_on_the_first_page_where_the_theme_wants_it() -> None:
    furniture = replace(THEME.furniture, header_on_first=True)
    assert "@page :first" not in sheet(replace(THEME, furniture=furniture))


def test_the_footer_counts_pages() -> None:
    assert 'content:"第 " counter(page) " 页  共 " counter(pages) " 页"' in sheet()


def test_furniture_may_be_empty() -> None:
    bare = sheet(replace(THEME, furniture=Furniture(header="", footer="")))
    assert "@top" not in bare
    assert "@bottom" not in bare


def test_without_a_title_there_is_no_running_title() -> None:
    assert "@top-center" not in sheet(title="")


def test_facing_pages_mirror_their_margins() -> None:
    facing = replace(THEME.page, facing=True, inner=30.0, outer=20.0)
    css = sheet(replace(THEME, page=facing))
    assert "margin:27mm 20mm 25mm 30mm" in css
    assert "@page :left{margin-left:20mm;margin-right:30mm;}" in css


@pytest.mark.parametrize("title", ['"; } body{x', "</style>", "\\", "a\nb", "{page}", "/* x */", "\ud800"])
def test_a_running_title_cannot_leave_its_string(title: str) -> None:
    only = tinycss2.parse_one_component_value(quote(title))
    assert (only.type, only.value) == ("string", title.replace("\ud800", ""))
    assert "<" not in quote(title)


def test_the_screen_keeps_the_proportions_of_the_paper() -> None:
    css = build_screen_css(THEME)
    assert declared("h1", css)["font-size"] == "1.833rem"
    assert "pt" not in declared("p", css)["font-size"]
    assert "max-width:36rem" in css
