"""The index view → what `inspect` shows to people: a head, an outline, a table of cases, one of rules."""

from typing import Any, NamedTuple

from docpipe.errors import Language, Message

_HEAD = {
    "title": Message("标题", "title"),
    "author": Message("作者", "author"),
    "organisation": Message("单位", "organisation"),
    "published": Message("发布", "published"),
    "keywords": Message("关键词", "keywords"),
    "salutation": Message("称呼", "salutation"),
    "signature": Message("落款", "signature"),
    "date": Message("日期", "date"),
    "credits": Message("供稿", "credits"),
    "reader": Message("读取器", "reader"),
}
_CASE = {
    "title": Message("案例", "case"),
    "people": Message("人员", "people"),
    "dates": Message("日期", "dates"),
    "amounts": Message("金额", "amounts"),
    "sanctions": Message("处分", "sanctions"),
    "other_outcomes": Message("其他处理", "other outcomes"),
    "source": Message("来源", "source"),
}
_RULE = {
    "title": Message("规定", "rule"),
    "kind": Message("类别", "kind"),
    "max_sanction": Message("最重处分", "heaviest sanction"),
    "citations": Message("依据", "cites"),
}
_KINDS = {
    "requirement": Message("要求", "requirement"),
    "prohibition": Message("禁止", "prohibition"),
    "provision": Message("条文", "provision"),
    "tip": Message("提示", "tip"),
}
_OUTLINE = Message("提纲", "Outline")
_CASES = Message("案例", "Cases")
_RULES = Message("规定", "Rules")
_CITATIONS = Message("引用", "citations")
_FOUND = Message("发现", "Found")
_SURENESS = Message("{reader}（把握 {confidence}：{reason}）", "{reader} ({confidence}% sure: {reason})")
_NAMED = Message("{reader}（由 --from 指定）", "{reader} (named with --from)")


class TableView(NamedTuple):
    """A table: its title, its column heads, and rows of as many texts."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Overview(NamedTuple):
    """What is shown: labelled lines, headings with their levels, two tables, what the steps found."""

    head: tuple[tuple[str, str], ...]
    outline_title: str
    outline: tuple[tuple[int, str], ...]
    tables: tuple[TableView, ...]
    found_title: str
    found: tuple[str, ...]


def build_overview(index: dict[str, Any], language: Language) -> Overview:
    """The overview of `index` in `language`."""
    head = [(_HEAD[key].localise(language), _head_value(key, index, language)) for key in _HEAD]
    head.append((_CITATIONS.localise(language), str(len(index["citations"]))))
    return Overview(
        head=tuple((label, value) for label, value in head if value),
        outline_title=_OUTLINE.localise(language),
        outline=tuple((heading["level"], heading["text"]) for heading in index["headings"]),
        tables=(
            _table(_CASES, _CASE, index["cases"], language),
            _table(_RULES, _RULE, index["rules"], language),
        ),
        found_title=_FOUND.localise(language),
        found=tuple(_found(entry) for entry in index["diagnostics"]),
    )


def _head_value(key: str, index: dict[str, Any], language: Language) -> str:
    if key != "reader":
        return _joined(index[key])
    detection = index["detection"]
    if detection is None:
        return _NAMED.localise(language).format(reader=index["reader"])
    return _SURENESS.localise(language).format(reader=index["reader"], **detection)


def _joined(value: str | list[str] | None) -> str:
    return "、".join(value) if isinstance(value, list) else value or ""


def _table(
    title: Message, columns: dict[str, Message], entries: list[dict[str, Any]], language: Language
) -> TableView:
    rows = tuple(tuple(_cell(key, entry, language) for key in columns) for entry in entries)
    heads = tuple(label.localise(language) for label in columns.values())
    return TableView(f"{title.localise(language)} {len(rows)}", heads, rows)


def _cell(key: str, entry: dict[str, Any], language: Language) -> str:
    match key:
        case "title":
            return _headed(entry["number"], entry["title"]) or _first_words(entry.get("text", ""))
        case "kind":
            kind: str = entry["kind"]
            return _KINDS[kind].localise(language) if kind in _KINDS else kind
        case "citations":
            return "；".join(map(_citation, entry["citations"]))
        case _:
            return _joined(entry[key])


def _headed(number: str | None, title: str | None) -> str:
    # 一、 brings its own space, 1. does not.
    gap = " " if number and title and number[-1].isascii() else ""
    return f"{number or ''}{gap}{title or ''}"


def _first_words(text: str) -> str:
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= 24 else f"{line[:24]}…"


def _citation(reference: dict[str, Any]) -> str:
    document = f"《{reference['document']}》" if reference["document"] else ""
    parts = (("article", "第{}条"), ("sub_article", "之{}"), ("paragraph", "第{}款"), ("item", "第{}项"))
    return document + "".join(
        shape.format(reference[key]) for key, shape in parts if reference[key] is not None
    )


def _found(entry: dict[str, Any]) -> str:
    place = f"{entry['line']}:{entry['column']} " if entry["line"] else ""
    return f"{place}{entry['message']} [{entry['code']}]"


def plain_lines(overview: Overview) -> list[str]:
    """`overview` as lines for a file or a pipe."""
    lines = [f"{label}: {value}" for label, value in overview.head]
    if overview.outline:
        lines += ["", overview.outline_title]
        lines += ["  " * level + text for level, text in overview.outline]
    for table in overview.tables:
        if table.rows:
            lines += ["", table.title]
            lines += [line for row in table.rows for line in _entry_lines(table, row)]
    if overview.found:
        lines += ["", overview.found_title, *(f"  {text}" for text in overview.found)]
    return lines


def _entry_lines(table: TableView, row: tuple[str, ...]) -> list[str]:
    values = zip(table.heads[1:], row[1:], strict=True)
    return [f"  {row[0]}", *(f"    {head}: {value}" for head, value in values if value)]
