"""Article → the flat index view of `docpipe inspect`: one list for each kind of thing that was understood."""

from typing import Any

from docpipe.diagnostics import describe
from docpipe.errors import Language
from docpipe.model import Article, Case, Citation, Facts, Paragraph, Reference, Rule, Section, descend
from docpipe.walk import block_text, heading_text, plain_text

Index = dict[str, Any]
"""The JSON object that the design fixes; keys beyond those are free."""


def build_index(article: Article, language: Language = "en") -> Index:
    """The index of `article`, with its diagnostics told in `language`."""
    meta = article.meta
    roles = _role_texts(article)
    return {
        "title": meta.title,
        "author": meta.author,
        "organisation": meta.organisation,
        "keywords": list(meta.keywords),
        "published": meta.published,
        "headings": [_heading(node) for node in descend(article) if _is_heading(node)],
        "cases": [_case(case) for case in article.cases],
        "rules": [_rule(rule) for rule in article.rules],
        "citations": _citations(article),
        "salutation": next(iter(roles["salutation"]), None),
        "signature": meta.organisation,
        "date": meta.signed,
        "credits": roles["credit"],
        "reader": meta.source.reader,
        "diagnostics": [
            {
                "code": diagnostic.code,
                "severity": diagnostic.severity,
                "message": describe(diagnostic, language),
                "line": diagnostic.position.line,
                "column": diagnostic.position.column,
            }
            for diagnostic in article.diagnostics
        ],
    }


def _role_texts(article: Article) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {"salutation": [], "credit": []}
    for node in descend(article):
        if isinstance(node, Paragraph) and node.role in texts:
            texts[node.role].append(plain_text(node.inlines))
    return texts


def _is_heading(node: object) -> bool:
    return isinstance(node, Section | Case | Rule) and node.level > 0


def _heading(node: Any) -> Index:
    return {
        "level": node.level,
        "number": node.marker.text if node.marker else None,
        "title": plain_text(node.title),
        "text": heading_text(node.marker, node.title),
    }


def _case(case: Case) -> Index:
    title = plain_text(case.title) or None
    return {
        "number": case.marker.text if case.marker else None,
        "title": title,
        "heading": heading_text(case.marker, case.title) if case.level else None,
        "text": "\n".join(block_text(block) for block in case.blocks),
        **_facts(case.facts),
    }


def _facts(facts: Facts) -> Index:
    return {
        "people": [value.text for value in facts.people],
        "dates": [value.text for value in facts.dates],
        "amounts": [value.text for value in facts.amounts],
        "sanctions": [sanction.name for sanction in facts.sanctions],
        "other_outcomes": [value.text for value in facts.other_outcomes],
        "source": facts.source.text if facts.source else None,
    }


def _rule(rule: Rule) -> Index:
    return {
        "number": rule.marker.text if rule.marker else None,
        "title": plain_text(rule.title) or _first_sentence(rule),
        "kind": rule.kind,
        "max_sanction": rule.max_sanction,
        "citations": [_reference(reference) for reference in rule.citations if reference.article is not None],
    }


def _first_sentence(rule: Rule) -> str:
    """What stands for the title where the heading is a number alone."""
    text = next((block_text(block) for block in rule.blocks), "")
    return text.split("\n", 1)[0].rstrip("。；;!！")


def _citations(article: Article) -> list[Index]:
    """Every provision cited, in order; one that a rule has for its number stands where the rule does."""
    listed: list[Index] = []
    for node in descend(article):
        if isinstance(node, Rule) and node.level and node.marker:
            inside = {
                ref for inner in descend(node) if isinstance(inner, Citation) for ref in inner.references
            }
            listed += [
                {"text": node.marker.text, **_reference(ref)} for ref in node.citations if ref not in inside
            ]
        elif isinstance(node, Citation):
            text = plain_text(node.inlines)
            listed += [{"text": text, **_reference(reference)} for reference in node.references]
    # A chapter, or a document as a whole, is no provision.
    return [citation for citation in listed if citation["article"] is not None]


def _reference(reference: Reference) -> Index:
    return {
        "document": reference.document,
        "article": reference.article,
        "sub_article": reference.sub_article,
        "paragraph": reference.paragraph,
        "item": reference.item,
    }
