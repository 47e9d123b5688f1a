"""Article and options → its frame, with the extras that are asked for and that it has something for."""

from docpipe.diagnostics import Report
from docpipe.errors import Message
from docpipe.model import Article
from docpipe.themes.schema import Theme
from docpipe.writers.extras.attendance import build_sign_in_sheet
from docpipe.writers.extras.cases import build_case_table
from docpipe.writers.extras.contents import build_contents
from docpipe.writers.extras.rules import build_rule_card
from docpipe.writers.extras.shapes import Cover, Extras, Supplement
from docpipe.writers.frame import DEFAULT_NICKNAME, Frame, build_frame
from docpipe.writers.printing import PrintOptions


def frame_article(article: Article, theme: Theme, options: PrintOptions, report: Report) -> Frame:
    """What stands around `article`, with the extras that `options` asks for; empty ones are left out and noted."""
    frame = build_frame(article, theme, keywords=options.keywords)
    if not options.has_extras:
        return frame
    supplements = _build_supplements(article, theme, options)
    contents = build_contents(article, supplements) if options.toc else None
    cover = _build_cover(article) if options.cover else None
    for missing, name in (
        (options.case_table and not article.cases, Message("案例一览", "table of cases")),
        (options.rule_card and not article.rules, Message("提醒卡", "rule card")),
        (contents == (), Message("目录", "contents")),
    ):
        if missing:
            report.add("empty-extra", {"extra_zh": name.zh, "extra_en": name.en})
    return frame._replace(extras=Extras(cover, contents or None, supplements))


def _build_supplements(article: Article, theme: Theme, options: PrintOptions) -> tuple[Supplement, ...]:
    title = article.meta.title or ""
    built = (
        build_case_table(article.cases) if options.case_table else None,
        build_rule_card(article.rules, title) if options.rule_card else None,
        build_sign_in_sheet(title, theme) if options.sign_in_sheet else None,
    )
    return tuple(supplement for supplement in built if supplement)


def _build_cover(article: Article) -> Cover:
    """Title, byline and date: the date under the signature, else that of publication."""
    meta = article.meta
    author = meta.author if meta.author and not DEFAULT_NICKNAME.fullmatch(meta.author) else None
    date = meta.signed or (meta.published and _write_date(meta.published))
    return Cover(meta.title or "", tuple(filter(None, (meta.organisation or author, date))))


def _write_date(published: str) -> str:
    """2021年3月5日, as GB/T 9704-2012, 7.3.5.4 has it; anything but an ISO date as it is."""
    year, month, day = [*published[:10].split("-"), "", ""][:3]
    if not (year.isdigit() and month.isdigit() and day.isdigit()):
        return published[:10]
    return f"{int(year)}年{int(month)}月{int(day)}日"
