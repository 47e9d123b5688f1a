"""The rules for what only a book has: cover, contents, index, and each chapter on a fresh page."""

from docpipe.book import Book, title_of
from docpipe.themes.schema import Theme
from docpipe.writers.margins import Furniture
from docpipe.writers.matter import CASES, CASES_NAME, CONTENTS, INDEX, INDEX_NAME, chapter_name
from docpipe.writers.stacks import FontStacks

_COVER_TITLE = 1.25
"""Size of the title on the cover, as against that of an article."""
_COVER_DROP = 0.28
"""Of the text's height, above the title on the cover."""
_BARE = "@top-center{content:none;border:none}@bottom-center{content:none;border:none}"


def build_book_rules(book: Book, theme: Theme, stacks: FontStacks) -> list[str]:
    """The rules, to stand after those for an article."""
    page, body, title = theme.page, theme.styles.body, theme.styles.title
    height = max(page.height - page.top - page.bottom, 10)
    rules = [
        f"@page cover{{{_BARE}}}",
        ".cover{page:cover;break-after:page}",
        f".cover h1{{margin-top:{height * _COVER_DROP:.4g}mm;bookmark-level:none}}",
        f".cover h1{{font-size:{title.size * _COVER_TITLE:g}pt;line-height:{title.pitch * _COVER_TITLE:g}pt}}",
        f"p.cover-note{{text-align:center;text-indent:0;margin-top:{body.pitch:g}pt}}",
        ".chapter,.matter{break-before:page}",
        f"p.entry{{text-align:left;text-indent:0;margin:0 0 {body.pitch * 0.15:g}pt;padding-left:0}}",
        "p.entry.level1{margin-left:2em}",
        f"#{INDEX_NAME} p.level0{{break-after:avoid}}",
        ".pages::before{content:leader('·')}",
    ]
    runs = [(chapter_name(number), title_of(article)) for number, article in enumerate(book.articles)]
    runs += [(CASES_NAME, CASES), (INDEX_NAME, INDEX), ("contents", CONTENTS)]
    for name, running in runs:
        selector = f".{name}" if name.startswith("article") else f"#{name}"
        rules += [f"{selector}{{page:{name}}}", *Furniture(theme, stacks, running).build_run_rules(name)]
    return rules
