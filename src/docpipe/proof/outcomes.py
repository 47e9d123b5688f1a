"""Cases that end without an outcome among others that have one."""

from collections.abc import Iterator

from docpipe.model import Article
from docpipe.proof.passages import Finding, block_passages
from docpipe.walk import heading_text


def check_outcomes(article: Article) -> Iterator[Finding]:
    """`case-without-outcome`. Where few cases have an outcome (warnings of fraud, accidents), none is missing."""
    cases = article.cases
    if 2 * sum(bool(case.facts.sanctions) for case in cases) < len(cases) or not cases:
        return
    for case in cases:
        if case.facts.sanctions or case.facts.other_outcomes:
            continue
        passage = next(block_passages((case,)), None)
        if passage is not None:
            title = heading_text(case.marker, case.title) if case.level else passage.text[:20]
            yield passage.find("case-without-outcome", 0, min(len(passage.text), 30), {"case": title})
