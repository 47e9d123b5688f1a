"""`docpipe themes`: how a handout can look, and a specimen of it."""

from pathlib import Path
from typing import Any

import click

from docpipe.cli.commands import LocalisedCommand
from docpipe.cli.layout import definition_list
from docpipe.cli.screen import Screen
from docpipe.convert import ConvertOptions, find_theme, write
from docpipe.diagnostics import describe
from docpipe.errors import Language, Message, OptionError
from docpipe.registry import load_theme, theme_names
from docpipe.themes import Theme
from docpipe.themes.specimen import build_specimen

_ABOUT = Message(
    "列出主题，或用一个主题排出样张。THEME 是主题名，或你自己的 TOML 文件的路径。",
    "List the themes, or set a specimen of one. THEME is a name, or the path of a TOML file of your own.",
)
_EXAMPLES = Message(
    "例：docpipe themes\n　　docpipe themes gongwen -o 样张.pdf",
    "Examples: docpipe themes\n          docpipe themes gongwen -o specimen.pdf",
)
_OUT = Message(
    "把样张写到这个文件，格式按后缀（如 .pdf、.docx）",
    "write the specimen to this file, in the format of its suffix (.pdf, .docx, …)",
)
_FORCE = Message("文件已存在时覆盖", "replace a file that is there")
_JSON = Message("输出 JSON", "print JSON")
_NO_THEME = Message("-o 要与主题名一起用", "-o goes with a theme")
_FOR_EXAMPLE = Message("例如 docpipe themes gongwen -o 样张.pdf", "docpipe themes gongwen -o specimen.pdf")
_EXISTS = Message("文件已存在，没有改动", "the file is there already, and was left alone")
_USE_FORCE = Message("换个名字，或加 --force 覆盖", "choose another name, or replace it with --force")


def build(language: Language) -> click.Command:
    """The command."""
    parameters: list[click.Parameter] = [
        click.Argument(["theme"], required=False, metavar="[THEME]"),
        click.Option(["-o", "--out"], metavar="FILE", help=_OUT.localise(language)),
        click.Option(["--force"], is_flag=True, help=_FORCE.localise(language)),
        click.Option(["--json", "as_json"], is_flag=True, help=_JSON.localise(language)),
    ]

    def themes(theme: str | None, out: str | None, force: bool, as_json: bool) -> int:
        screen = Screen(language)
        if out is None:
            return _list_themes(screen, theme, as_json)
        if theme is None:
            raise OptionError(_NO_THEME, _FOR_EXAMPLE)
        return _set_specimen(screen, theme, Path(out), force=force)

    return LocalisedCommand("themes", language, themes, parameters, about=_ABOUT, epilog=_EXAMPLES)


def _list_themes(screen: Screen, only: str | None, as_json: bool) -> int:
    found = [find_theme(only)] if only else [load_theme(name) for name in theme_names()]
    if as_json:
        screen.print_json([_describe(theme) for theme in found])
        return 0
    rows = [(theme.name, theme.label_zh if screen.language == "zh" else theme.label_en) for theme in found]
    screen.say("\n".join(definition_list(rows, 80)))
    return 0


def _describe(theme: Theme) -> dict[str, Any]:
    return {"name": theme.name, "label_zh": theme.label_zh, "label_en": theme.label_en}


def _set_specimen(screen: Screen, name: str, out: Path, *, force: bool) -> int:
    """Write the specimen of the theme `name` to `out`, and say what its writer had to note."""
    article = build_specimen(find_theme(name))
    if out.exists() and not force:
        raise OptionError(_EXISTS, _USE_FORCE, str(out))
    noted = write(article, out, options=ConvertOptions(theme=name, punctuation="keep"))
    screen.say(f"{name} → {out}")
    for diagnostic in noted:
        screen.say(f"  {describe(diagnostic, screen.language)}")
    return 0
