"""`docpipe themes`: how a handout can look."""

import click

from docpipe.cli.commands import LocalisedCommand
from docpipe.cli.layout import definition_list
from docpipe.cli.screen import Screen
from docpipe.errors import Language, Message
from docpipe.registry import load_theme, theme_names

_ABOUT = Message(
    "列出主题。自己的主题是一个 TOML 文件：--theme 文件.toml。",
    "List the themes. A theme of your own is a TOML file: --theme FILE.toml.",
)
_JSON = Message("输出 JSON", "print JSON")


def build(language: Language) -> click.Command:
    """The command."""
    as_json = click.Option(["--json", "as_json"], is_flag=True, help=_JSON.localise(language))

    def themes(as_json: bool) -> int:
        return _list_themes(Screen(language), as_json)

    return LocalisedCommand("themes", language, themes, [as_json], about=_ABOUT)


def _list_themes(screen: Screen, as_json: bool) -> int:
    found = [(name, load_theme(name)) for name in theme_names()]
    if as_json:
        listed = [
            {"name": name, "label_zh": theme.label_zh, "label_en": theme.label_en} for name, theme in found
        ]
        screen.print_json(listed)
        return 0
    rows = [(name, theme.label_zh if screen.language == "zh" else theme.label_en) for name, theme in found]
    screen.say("\n".join(definition_list(rows, 80)))
    return 0
