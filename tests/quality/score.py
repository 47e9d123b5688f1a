"""Precision, recall and F1 of what was understood of a folder of labelled articles, kind by kind.

Texts are compared after NFKC, without white space and without marks at their ends. A case counts
as found where its label's first words stand in its heading or at the head of its text; what it
says is compared only for cases that were found.
"""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from docpipe.index import build_index
from docpipe.readers.decode import decode
from docpipe.readers.meipian import TEXT_EXPORT
from docpipe.source import Source
from docpipe.structure.build import build_article
from docpipe.structure.numerals import parse_numeral

Label = dict[str, Any]


class Score(NamedTuple):
    """How many were labelled, how many were understood, and how many of them were the same."""

    labelled: int
    understood: int
    same: int

    @property
    def f1(self) -> float:
        """2 · same / (labelled + understood); 1 where there was nothing to find and nothing was found."""
        total = self.labelled + self.understood
        return 2 * self.same / total if total else 1.0


def score_folder(folder: Path) -> dict[str, Score]:
    """The score of every kind over all articles of `folder`."""
    sums: dict[str, Counter[str]] = {}
    for label in read_labels(folder):
        index = _understand(folder / f"{label['id']}.txt")
        for kind, wanted, got in _compare(label, index):
            one, other = Counter(wanted), Counter(got)
            tally = sums.setdefault(kind, Counter())
            tally.update(labelled=one.total(), understood=other.total(), same=(one & other).total())
    return {
        kind: Score(tally["labelled"], tally["understood"], tally["same"]) for kind, tally in sums.items()
    }


def read_labels(folder: Path) -> list[Label]:
    """The labels of `folder`."""
    labels: list[Label] = json.loads((folder / "labels.json").read_text("utf-8"))["labels"]
    return labels


def digest_folder(folder: Path) -> str:
    """A digest of every article and label of `folder`."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _understand(path: Path) -> Label:
    source = TEXT_EXPORT.read(decode(path.name, path.read_bytes()))
    assert isinstance(source, Source)
    return build_index(build_article(source))


def fold(text: str | None) -> str:
    """`text` as it is compared."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    text = re.sub(r"^【([^【】]*)】$", r"\1", text)
    return text.strip(":。;,")


def _compare(label: Label, index: Label) -> Iterator[tuple[str, list[Any], list[Any]]]:
    for kind in ("title", "author", "salutation", "signature", "date"):
        yield kind, _one(label.get(kind)), _one(index[kind])
    for kind in ("keywords", "credits"):
        yield kind, list(map(fold, label.get(kind) or [])), list(map(fold, index[kind]))
    yield from _compare_headings(label, index)
    yield from _compare_cases(label.get("cases") or [], index["cases"])
    yield from _compare_rules(label.get("rules") or [], index["rules"])
    yield "citations", _cited(label.get("citations")), _cited(index["citations"])


def _one(value: str | None) -> list[str]:
    return [fold(value)] if value else []


def _compare_headings(label: Label, index: Label) -> Iterator[tuple[str, list[Any], list[Any]]]:
    wanted = [(fold(heading["text"]), heading["level"]) for heading in label.get("headings") or []]
    got = [(fold(heading["text"]), heading["level"]) for heading in index["headings"]]
    yield "headings", [text for text, _ in wanted], [text for text, _ in got]
    both = {text for text, _ in wanted} & {text for text, _ in got}
    yield (
        "heading levels",
        [pair for pair in wanted if pair[0] in both],
        [pair for pair in got if pair[0] in both],
    )


def _compare_cases(wanted: list[Label], got: list[Label]) -> Iterator[tuple[str, list[Any], list[Any]]]:
    free = list(got)
    pairs: list[tuple[Label, Label]] = []
    for case in wanted:
        match = next((other for other in free if _begins(other, case["heading_or_first_words"])), None)
        if match is not None:
            free.remove(match)
            pairs.append((case, match))
    yield (
        "cases",
        ["found"] * len(pairs) + ["missed"] * (len(wanted) - len(pairs)),
        ["found"] * len(pairs) + ["extra"] * len(free),
    )
    for case, match in pairs:
        yield "case sources", _one(case.get("source")), _one(match["source"])
        if "people" not in case:
            continue
        yield "case sanctions", case["sanctions"], match["sanctions"]
        for kind in ("people", "dates", "amounts"):
            yield f"case {kind}", list(map(fold, case[kind])), list(map(fold, match[kind]))


def _begins(case: Label, words: str) -> bool:
    start = fold(words)[:12]
    return start in fold(case["heading"]) or start in fold(case["title"]) or start in fold(case["text"])[:80]


def _compare_rules(wanted: list[Label], got: list[Label]) -> Iterator[tuple[str, list[Any], list[Any]]]:
    untitled = {fold(rule["number"]) for rule in wanted if not rule.get("title")}

    def name(rule: Label) -> str:
        number = fold(rule["number"])
        return number if number in untitled else fold(rule.get("title") or rule["number"])

    yield "rules", list(map(name, wanted)), list(map(name, got))
    understood = {name(rule): rule for rule in got}
    for rule in wanted:
        match = understood.get(name(rule))
        if match is None:
            continue
        yield "rule citations", _cited(rule.get("citations")), _cited(match["citations"])
        if "max_sanction" in rule:
            yield "rule sanctions", _one(rule["max_sanction"]), _one(match["max_sanction"])


def _cited(citations: Iterable[Any] | None) -> list[tuple[str, int | None]]:
    """Document and article of every provision, each once."""
    return sorted(set(map(_provision, citations or [])), key=str)


def _provision(citation: Any) -> tuple[str, int | None]:
    if isinstance(citation, str):
        match = re.search(r"《([^》]+)》[^第《]*第(\w+?)条", unicodedata.normalize("NFKC", citation))
        if match is None:
            return fold(citation), None
        document, article = match.group(1), parse_numeral(match.group(2))
    else:
        document, article = citation["document"] or "", citation["article"]
    return fold(document).strip("《》").removeprefix("中华人民共和国"), article
