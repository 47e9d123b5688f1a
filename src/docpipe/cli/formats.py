"""`docpipe formats`: what can be written, and what can be read."""

import click

from docpipe.cli.commands import LocalisedCommand
from docpipe.cli.layout import definition_list
from docpipe.cli.screen import Screen
from docpipe.errors import Language, Message
from docpipe.registry import load_reader, load_writer, reader_names, writer_names

_ABOUT = Message("列出输出格式和能读的来源。", "List the output formats, and what can be read.")
_JSON = Message("输出 JSON", "print JSON")
_WRITES = Message("输出格式（--to）：", "Output formats (--to):")
_READS = Message("能读的来源（--from）：", "What can be read (--from):")
_FOR_PRINT = Message("印刷", "for print")
_DEFAULT = Message("默认", "default")


def build(language: Language) -> click.Command:
    """The command."""
    as_json = click.Option(["--json", "as_json"], is_flag=True, help=_JSON.localise(language))

    def formats(as_json: bool) -> int:
        return _list_formats(Screen(language), as_json)

    return LocalisedCommand("formats", language, formats, [as_json], about=_ABOUT)


def _list_formats(screen: Screen, as_json: bool) -> int:
    writers = [load_writer(name) for name in writer_names()]
    readers = [load_reader(name) for name in reader_names()]
    if as_json:
        listed = {
            "writers": [
                {"name": writer.name, "suffix": writer.suffix, "for_print": writer.for_print}
                for writer in writers
            ],
            "readers": [{"name": reader.name, "suffixes": list(reader.suffixes)} for reader in readers],
        }
        screen.print_json(listed)
        return 0
    from docpipe.convert import DEFAULT_FORMATS  # noqa: PLC0415 - loads the structurer; only this line needs it

    rows = []
    for writer in writers:
        remarks = [screen.text(_FOR_PRINT)] if writer.for_print else []
        remarks += [screen.text(_DEFAULT)] if writer.name in DEFAULT_FORMATS else []
        rows.append((writer.name, "  ".join([writer.suffix, *remarks])))
    screen.say(screen.text(_WRITES))
    screen.say("\n".join(definition_list(rows, 80)))
    screen.say(screen.text(_READS))
    screen.say("\n".join(definition_list([(one.name, " ".join(one.suffixes)) for one in readers], 80)))
    return 0
