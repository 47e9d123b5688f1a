"""`docpipe check`: the proofreader, for people and for programs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import click

from docpipe.batch.sources import STANDARD_INPUT, Found, find_sources
from docpipe.cli.commands import LocalisedCommand
from docpipe.cli.layout import columns_of_terminal, wrap
from docpipe.cli.screen import Screen
from docpipe.cli.summary import SEVERITIES, STANDARD_INPUT_NAME
from docpipe.convert import DEFAULT_THEME
from docpipe.diagnostics import explain
from docpipe.errors import DocpipeError, Language, Message
from docpipe.model import Severity
from docpipe.proofread import Fault, Proofreader

_ABOUT = Message(
    "校对文章：编号、标点配对、金额、日期、条款引用、处理结果、缺字。SRC 是文件、文件夹（连同子文件夹）、通配符，或 -（标准输入）。",
    "Proofread articles: numbering, pairs of marks, sums, dates, provisions cited, outcomes of cases, missing"
    " characters. SRC is a file, a folder (with its subfolders), a pattern, or - (standard input).",
)
_STATUS = Message(
    "有警告或错误时退出码为 1，只有提示或没有发现时为 0。",
    "The exit status is 1 when a warning or an error was found, 0 when notes or nothing.",
)
_JSON = Message("输出 JSON（一个列表）", "print JSON (one list)")
_THEME = Message(
    f"按这个主题的字体检查缺字，默认 {DEFAULT_THEME}",
    f"the theme whose fonts must have the characters, by default {DEFAULT_THEME}",
)
_FROM = Message("指定读取器，默认自动判断", "the reader; by default it is found out")
_SUM = Message(
    "检查 {articles} 篇：错误 {error}，警告 {warning}，提示 {note}；不能读取 {failed} 篇",
    "{articles} checked; errors: {error}, warnings: {warning}, notes: {note}; could not be read: {failed}",
)
_INDENT = " " * 4


def build(language: Language) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["src"], nargs=-1, required=True, metavar="SRC..."),
        click.Option(["--json", "as_json"], is_flag=True, help=_JSON.localise(language)),
        click.Option(["--theme"], default=DEFAULT_THEME, metavar="THEME", help=_THEME.localise(language)),
        click.Option(["--from", "reader"], metavar="READER", help=_FROM.localise(language)),
    ]

    def check(src: tuple[str, ...], as_json: bool, theme: str, reader: str | None) -> int:
        screen = Screen(language)
        told = _Told(screen, as_json=as_json)
        found = _check(src, Proofreader(theme, reader), reader)
        if as_json:
            screen.print_json_list(item for each in found for item in told.items(*each))
        else:
            for each in found:
                told.say(*each)
            told.say_sum()
        return told.status

    return LocalisedCommand("check", language, check, params, about=_ABOUT, epilog=_STATUS)


def _check(
    sources: Sequence[str], proofreader: Proofreader, reader: str | None
) -> Iterator[tuple[Found, tuple[Fault, ...] | DocpipeError]]:
    """Every source with its faults, or with the error that kept it from being read."""
    for found in find_sources(sources, reader):
        try:
            yield found, proofreader.read("" if found.name == STANDARD_INPUT else found.name, found.read())
        except DocpipeError as error:
            yield found, error


class _Told:
    """Tells what was found, and counts it."""

    def __init__(self, screen: Screen, *, as_json: bool) -> None:
        self._screen = screen
        self._as_json = as_json
        self._articles = self._failed = 0
        self._severities: Counter[Severity] = Counter()

    @property
    def status(self) -> int:
        """The exit status."""
        return 1 if self._failed or self._severities["warning"] or self._severities["error"] else 0

    def items(self, found: Found, faults: tuple[Fault, ...] | DocpipeError) -> Iterator[dict[str, str | int]]:
        """What the JSON form has for one source."""
        self._count(faults)
        if isinstance(faults, DocpipeError):
            self._screen.fail(faults)
            problem, mend = self._screen.text(faults.problem), self._screen.text(faults.mend)
            yield _item(found, faults.code, "error", problem, mend)
            return
        for fault in faults:
            diagnostic = fault.diagnostic
            message, hint = explain(diagnostic, self._screen.language)
            item = _item(found, diagnostic.code, diagnostic.severity, message, hint)
            place = diagnostic.position
            yield item | {"line": place.line, "column": place.column, "text": diagnostic.text}

    def say(self, found: Found, faults: tuple[Fault, ...] | DocpipeError) -> None:
        """Tell people of one source."""
        self._count(faults)
        if isinstance(faults, DocpipeError):
            self._screen.fail(faults)
        elif faults:
            name = self._screen.text(STANDARD_INPUT_NAME) if found.name == STANDARD_INPUT else found.name
            self._screen.say("\n".join([name, *self._lines(faults), ""]))

    def say_sum(self) -> None:
        """Tell people how much was found in all."""
        counts = {severity: self._severities[severity] for severity in SEVERITIES}
        sentence = self._screen.text(_SUM)
        self._screen.say(sentence.format(articles=self._articles, failed=self._failed, **counts))

    def _count(self, faults: tuple[Fault, ...] | DocpipeError) -> None:
        if isinstance(faults, DocpipeError):
            self._failed += 1
            return
        self._articles += 1
        self._severities.update(fault.diagnostic.severity for fault in faults)

    def _lines(self, faults: Iterable[Fault]) -> Iterator[str]:
        columns = columns_of_terminal() - len(_INDENT)
        for fault in faults:
            diagnostic = fault.diagnostic
            place = (
                f"{diagnostic.position.line}:{diagnostic.position.column} "
                if diagnostic.position.line
                else ""
            )
            severity = self._screen.text(SEVERITIES[diagnostic.severity])
            yield f"  {place}{severity} [{diagnostic.code}]"
            for text in (_excerpt(fault), *explain(diagnostic, self._screen.language)):
                yield from (f"{_INDENT}{line}" for line in wrap(text, columns) if line)


def _item(found: Found, code: str, severity: str, message: str, hint: str) -> dict[str, str | int]:
    named = {"source": found.name, "code": code, "severity": severity, "message": message, "hint": hint}
    return {**named, "line": 0, "column": 0, "text": ""}


def _excerpt(fault: Fault) -> str:
    """The faulty characters between «», with what stands around them."""
    text = fault.diagnostic.text
    return " ".join(f"{fault.before}«{text}»{fault.after}".split()) if text else ""
