"""A rule whose title threatens one sanction and whose text another."""

from collections.abc import Iterator

from docpipe.model import Article
from docpipe.proof.passages import Finding, block_passages
from docpipe.structure.sanctions import heaviest_threatened
from docpipe.walk import heading_text


def check_titles(article: Article) -> Iterator[Finding]:
    """`sanction-mismatch` between the heading of a rule and the heaviest sanction of its text."""
    for rule in article.rules:
        if not rule.level:
            continue
        title = heading_text(rule.marker, rule.title)
        named = heaviest_threatened([title])
        text = [passage.text for passage in block_passages(rule.blocks)]
        threatened = heaviest_threatened(text)
        if named and threatened and named != threatened:
            passage = next(block_passages((rule,)))
            yield passage.find("sanction-mismatch", 0, len(title), {"title": named, "text": threatened})
