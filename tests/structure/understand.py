"""From an export's body in short notation to what was understood of it, on one line each."""

from docpipe.index import build_index
from docpipe.model import Article
from docpipe.readers.decode import decode
from docpipe.readers.meipian import TEXT_EXPORT
from docpipe.source import Source
from docpipe.structure.build import build_article


def understand(body: str, title: str | None = "标题", author: str | None = "作者") -> Article:
    """The article of an export with this body; paragraphs of a `body` without markup are its lines."""
    head = "".join(f"{line}\n\n" for line in (title, author) if line)
    if "<" not in body:
        body = "".join(f"<p>{line}</p>" for line in body.strip().splitlines())
    source = TEXT_EXPORT.read(decode("test.txt", (head + body).encode()))
    assert isinstance(source, Source)
    return build_article(source)


def headings(article: Article) -> list[str]:
    """Every heading as its level and its text: `1 一、安排`."""
    return [f"{heading['level']} {heading['text']}" for heading in build_index(article)["headings"]]


def cases(article: Article) -> list[str]:
    """The heading of every case, or the first eight characters of its text."""
    return [case["heading"] or case["text"][:8] for case in build_index(article)["cases"]]


def rules(article: Article) -> list[str]:
    """Every rule as its number and title."""
    return [f"{rule['number'] or ''}{rule['title']}" for rule in build_index(article)["rules"]]
