"""What the stylesheets in a page hide by class or id: written into the elements, as if they said it themselves.

No cascade is worked out. Of a rule only a selector of one class or id counts, and only where no other
rule shows what has that name: tabs and folds are hidden by one rule and shown by another.
"""

import re
from collections.abc import Iterator

from docpipe.readers.look import parse_style
from docpipe.readers.tree import Element, descendants

_SHEET = re.compile(r"<style\b[^>]{0,300}>", re.IGNORECASE)
_MARKS = re.compile("[{};]")
# A longer rule, in characters, is data and no rule about a class.
_LONGEST_RULE = 4000
_SINGLE = re.compile(r"(?:[a-z][a-z0-9]{0,20})?([.#][\w-]{1,100})", re.IGNORECASE)
_NAMES = re.compile(r"[.#][\w-]{1,100}")
# What hides, by property; any other value of it shows.
_HIDING = {
    "display": re.compile("none"),
    "visibility": re.compile("hidden|collapse"),
    "opacity": re.compile(r"0(?:\.0*)?"),
    "font-size": re.compile(r"0(?:\.0*)?(?:px|pt|em|rem|%)?"),
}


def apply_stylesheets(root: Element, markup: str) -> None:
    """Give the elements below `root` the hiding declarations that the stylesheets of `markup` have for them."""
    hidden = _hidden_names(markup)
    if not hidden:
        return
    for element in descendants(root):
        names = [f".{name}" for name in element.classes]
        if element.identifier:
            names.append(f"#{element.identifier}")
        declared = ";".join(hidden[name] for name in sorted(names) if name in hidden)
        if declared:
            element.attributes["style"] = f"{declared};{element.attributes.get('style', '')}"


def _hidden_names(markup: str) -> dict[str, str]:
    """The classes and ids that are hidden, each with the declaration that hides it."""
    hidden: dict[str, str] = {}
    shown: set[str] = set()
    for selectors, declarations in _rules(markup):
        style = parse_style(declarations)
        hiding = [name for name, value in _HIDING.items() if value.fullmatch(style.get(name, ""))]
        showing = any(name in style and name not in hiding for name in _HIDING)
        for selector in selectors.split(","):
            single = _SINGLE.fullmatch(selector.strip())
            if hiding and single:
                hidden.setdefault(single[1], ";".join(f"{name}:{style[name]}" for name in hiding))
            elif showing:
                shown.update(_NAMES.findall(selector))
    return {name: style for name, style in hidden.items() if name not in shown}


def _rules(markup: str) -> Iterator[tuple[str, str]]:
    """The rules of the stylesheets in `markup`: selectors and declarations."""
    for sheet in _sheets(markup):
        for rule in _without_conditions(_without_comments(sheet)).split("}"):
            selectors, brace, declarations = rule.partition("{")
            if brace and len(rule) < _LONGEST_RULE:
                yield selectors, declarations


# By hand, each search from where the last one ended: patterns would look at a broken page again from
# every opening in it.
def _sheets(markup: str) -> Iterator[str]:
    at = 0
    while found := _SHEET.search(markup, at):
        end = markup.find("</", found.end())
        at = end if end >= 0 else len(markup)
        if "print" not in found[0]:
            yield markup[found.end() : at]


def _without_comments(sheet: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := sheet.find("/*", at)) >= 0:
        kept.append(sheet[at:start])
        end = sheet.find("*/", start + 2)
        at = end + 2 if end >= 0 else len(sheet)
    return "".join((*kept, sheet[at:]))


def _without_conditions(sheet: str) -> str:
    """`sheet` without its blocks that hold only sometimes: @media, @supports and the like."""
    kept: list[str] = []
    at = 0
    while (start := sheet.find("@", at)) >= 0:
        kept.append(sheet[at:start])
        at = _end_of_condition(sheet, start)
    return "".join((*kept, sheet[at:]))


def _end_of_condition(sheet: str, start: int) -> int:
    depth = 0
    for mark in _MARKS.finditer(sheet, start):
        if mark[0] == ";" and not depth:
            return mark.end()
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if mark[0] == "}" and depth <= 0:
            return mark.end()
    return len(sheet)
