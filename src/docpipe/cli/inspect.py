"""`docpipe inspect`: what was understood of an article, and which reader took it, and why."""

import sys

import click

from docpipe.batch.sources import STANDARD_INPUT, STANDARD_INPUT_STEM, Found
from docpipe.cli.commands import LocalisedCommand
from docpipe.cli.overview import Overview, build_overview, plain_lines
from docpipe.cli.screen import Screen
from docpipe.convert import choose_and_read
from docpipe.errors import Language, Message
from docpipe.index import build_index

_ABOUT = Message(
    "看看从 SRC（文件或 -）里读懂了什么：标题、案例、规定、引用，以及由哪个读取器读取、为什么。",
    "Show what was understood of SRC (a file or -): headings, cases, rules, citations; and which reader took"
    " it, and why.",
)
_JSON = Message("输出 JSON（索引视图）", "print JSON (the index view)")
_FROM = Message("指定读取器，默认自动判断", "the reader; by default it is found out")


def build(language: Language) -> click.Command:
    """The command."""
    source = click.Argument(["src"], metavar="SRC")
    as_json = click.Option(["--json", "as_json"], is_flag=True, help=_JSON.localise(language))
    reader = click.Option(["--from", "reader"], metavar="READER", help=_FROM.localise(language))

    def inspect(src: str, as_json: bool, reader: str | None) -> int:
        return _inspect(src, as_json, reader, Screen(language))

    return LocalisedCommand("inspect", language, inspect, [source, as_json, reader], about=_ABOUT)


def _inspect(source: str, as_json: bool, reader: str | None, screen: Screen) -> int:
    name = STANDARD_INPUT_STEM if source == STANDARD_INPUT else source
    found = Found(source)
    choice, article = choose_and_read(name, found.read(), reader, shelf=found.shelf)
    index = build_index(article, screen.language)
    index["reader"] = choice.reader.name
    index["detection"] = None
    index["readers"] = [
        {
            "name": bid.name,
            "confidence": bid.detection.confidence,
            "reason": screen.text(Message(bid.detection.reason_zh, bid.detection.reason_en)),
        }
        for bid in choice.bids
    ]
    if choice.detection is not None:
        reason = Message(choice.detection.reason_zh, choice.detection.reason_en)
        index["detection"] = {"confidence": choice.detection.confidence, "reason": screen.text(reason)}
    if as_json:
        screen.print_json(index)
    else:
        _show(build_overview(index, screen.language), screen)
    return 0


def _show(overview: Overview, screen: Screen) -> None:
    if not sys.stdout.isatty():
        screen.say("\n".join(plain_lines(overview)))
        return
    from docpipe.cli.drawing import draw  # noqa: PLC0415 - rich, for terminals only

    draw(overview)
