"""Article → one self-contained HTML file: semantic, the theme's CSS inside, nothing fetched from anywhere."""

from typing import ClassVar

from docpipe.diagnostics import Report
from docpipe.model import Article
from docpipe.registry import WriterOptions
from docpipe.themes.schema import Theme
from docpipe.writers.css import build_print_css
from docpipe.writers.escape import escape, one_line
from docpipe.writers.extras.build import frame_article
from docpipe.writers.extras.css import build_extras_print_css, build_extras_screen_css
from docpipe.writers.extras.shapes import NO_EXTRAS
from docpipe.writers.markup import build_markup
from docpipe.writers.printing import PrintOptions
from docpipe.writers.screen import build_screen_css
from docpipe.writers.stacks import declare_stacks

_UNTITLED = "无标题"


class HtmlOptions(PrintOptions, frozen=True, kw_only=True):
    """Options of HTML."""


def build_head(article: Article) -> str:
    """The metadata elements of the head: title, author, keywords, date of publication, where known."""
    meta = article.meta
    parts = [f"<title>{escape(one_line(meta.title or _UNTITLED))}</title>"]
    author = meta.author or meta.organisation
    for name, content in (
        ("author", author),
        ("keywords", ", ".join(meta.keywords)),
        ("dcterms.created", meta.published),
        ("generator", "docpipe"),
    ):
        if content:
            parts.append(f'<meta name="{name}" content="{escape(one_line(content))}">')
    return "\n".join(parts)


class HtmlWriter:
    """The writer of `html`."""

    name = "html"
    suffix = ".html"
    for_print = True
    options_type: ClassVar[type[WriterOptions]] = HtmlOptions

    def write(self, article: Article, theme: Theme, options: HtmlOptions, report: Report) -> bytes:
        """A complete HTML document in UTF-8, for phone and paper, the same for the same article."""
        frame = frame_article(article, theme, options, report)
        title = one_line(frame.title or "")
        stacks = declare_stacks(theme)
        print_css, screen_css = build_print_css(theme, stacks, title), build_screen_css(theme)
        if frame.extras != NO_EXTRAS:
            print_css += "\n" + build_extras_print_css(theme, stacks)
            screen_css += "\n" + build_extras_screen_css(theme, stacks)
        page = [
            "<!DOCTYPE html>",
            '<html lang="zh-CN">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            build_head(article),
            f"<style>\n@media screen{{\n{screen_css}\n}}\n</style>",
            f'<style media="print">\n{print_css}\n</style>',
            "</head>",
            "<body>",
            build_markup(article, frame, theme, report, for_paper=False),
            "</body>",
            "</html>",
            "",
        ]
        return "\n".join(page).encode()


HTML = HtmlWriter()
