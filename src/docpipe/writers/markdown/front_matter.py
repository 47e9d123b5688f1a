"""The front matter: what is known of an article, as YAML between two lines of dashes."""

import json

from docpipe.model import Meta
from docpipe.writers.markdown.inlines import clean


def build_front_matter(meta: Meta, *, keywords: bool) -> list[str]:
    """Title, author, date and keywords, the last where asked for; nothing where nothing is known.

    The date is that of publication, else the one under the signature as the author wrote it. Every
    value is quoted, since bare ones may mean something else to YAML: a number, a date, yes and no.
    """
    known = {
        "title": meta.title,
        "author": meta.author or meta.organisation,
        "date": meta.published or meta.signed,
        "source": meta.source.address,
    }
    fields = [f"{name}: {_quote(value)}" for name, value in known.items() if value]
    if keywords and meta.keywords:
        fields.append(f"keywords: [{', '.join(map(_quote, meta.keywords))}]")
    return ["---", *fields, "---"] if fields else []


def _quote(text: str) -> str:
    # A string of JSON is one of YAML (YAML 1.2, 5.7).
    return json.dumps(clean(text), ensure_ascii=False)
