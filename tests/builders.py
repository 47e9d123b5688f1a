"""Short builders, so that what a test reads or writes fits on one line."""

from docpipe.model import (
    Article,
    Block,
    Case,
    Facts,
    Inline,
    Marker,
    MarkerScheme,
    Meta,
    Paragraph,
    ParagraphRole,
    Rule,
    Section,
    Text,
)

NO_FACTS = Facts()


def inlines(*parts: str | Inline) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def bold(text: str, colour: str | None = None) -> Text:
    return Text(text, bold=True, colour=colour)


def paragraph(*parts: str | Inline, role: ParagraphRole = "body") -> Paragraph:
    return Paragraph(inlines(*parts), role=role)


def marker(text: str, scheme: MarkerScheme = "chinese", value: int | None = 1, gap: str = "") -> Marker:
    return Marker(text=text, scheme=scheme, value=value, gap=gap)


def section(title: str, *blocks: Block, level: int = 1, mark: Marker | None = None) -> Section:
    return Section(level=level, title=inlines(title), blocks=blocks, marker=mark)


def case(
    title: str, *blocks: Block, level: int = 2, mark: Marker | None = None, facts: Facts = NO_FACTS
) -> Case:
    return Case(level=level, title=inlines(title), blocks=blocks, marker=mark, facts=facts)


def rule(title: str, *blocks: Block, level: int = 2, mark: Marker | None = None) -> Rule:
    return Rule(level=level, title=inlines(title), blocks=blocks, marker=mark)


def article(
    *body: Block, title: str | None = "标题", closing: tuple[Block, ...] = (), author: str | None = None
) -> Article:
    return Article(meta=Meta(title=title, author=author), body=body, closing=closing)
