"""`docpipe doctor`: what this machine lacks, and the command that mends it."""

import shutil
import sys
from collections.abc import Sequence

import click

from docpipe.cli.checkup import Check, check_all
from docpipe.cli.commands import LocalisedCommand
from docpipe.cli.layout import pad, width
from docpipe.cli.packages import install_command
from docpipe.cli.screen import Screen
from docpipe.convert import DEFAULT_THEME
from docpipe.errors import DocpipeError, Language, Message
from docpipe.registry import load_theme, theme_names
from docpipe.writers.aliases import build_aliases, find_aliases
from docpipe.writers.fonts import InstalledFonts
from docpipe.writers.stacks import ROLES
from docpipe.writers.unlisted import find_unlisted_fonts

_ABOUT = Message(
    "检查 Python 包、系统库、主题要用的字体，并试写每种格式；缺什么就给出补上的命令。",
    "Check the Python packages, the system's libraries and the fonts of the themes, try every format,"
    " and print the command that mends what is missing.",
)
_JSON = Message("输出 JSON", "print JSON")
_ALIASES = Message(
    "输出 fontconfig 配置：LibreOffice 打开 DOCX 时以 PDF 所用的字体代替本机没有的宋体、仿宋等",
    "print a file for fontconfig, by which LibreOffice shows a DOCX in the fonts of the PDF where 宋体, 仿宋 and"
    " the like are not installed",
)

_GROUPS = {
    "package": Message("Python 包", "Python packages"),
    "library": Message("系统库", "libraries of the system"),
    "font": Message("字体", "fonts"),
    "format": Message("输出格式", "formats"),
}
_MARKS = {"fine": "✓", "substituted": "~", "missing": "✗"}
_MEND = Message("补上缺少的：", "To mend it:")
_UPGRADE = Message("更新 Python 包：", "To bring the Python packages up to date:")
_UPGRADE_COMMAND = "python -m pip install --upgrade docpipe"
_NO_MANAGER = Message(
    "请用本机的软件包管理器安装：{names}", "install these with your system's package manager: {names}"
)
_UNKNOWN_TO_OFFICE = Message(
    "本机没有 DOCX 所用的 {names}，LibreOffice 会用别的字体显示（Word 和 WPS 不受影响）。要显示得与 PDF 一样：",
    "The DOCX names {names}, which this machine lacks: LibreOffice shows it in other fonts (Word and WPS have"
    " them). To see it there as the PDF is:",
)
_ALIAS_COMMAND = "mkdir -p ~/.config/fontconfig/conf.d && docpipe doctor --font-aliases > ~/.config/fontconfig/conf.d/60-docpipe.conf"
_ALL_FINE = Message("一切就绪。", "All is well.")
_ALL_WORK = Message("各种格式都能写。", "Every format works.")
_SOME_FAIL = Message("有的格式不能写。", "Some formats do not work.")


def build(language: Language) -> click.Command:
    """The command."""
    as_json = click.Option(["--json", "as_json"], is_flag=True, help=_JSON.localise(language))

    aliases = click.Option(["--font-aliases"], is_flag=True, help=_ALIASES.localise(language))

    def doctor(as_json: bool, font_aliases: bool) -> int:
        if font_aliases:
            sys.stdout.write(build_aliases(_find_aliases(), find_unlisted_fonts()))
            return 0
        return _report(list(check_all()), as_json, Screen(language))

    return LocalisedCommand("doctor", language, doctor, [as_json, aliases], about=_ABOUT)


def _find_aliases() -> dict[str, str]:
    # The default theme first: where two themes differ, it decides.
    names = sorted(theme_names(), key=lambda name: (name != DEFAULT_THEME, name))
    return find_aliases(map(load_theme, names), InstalledFonts())


def _list_unknown_to_office() -> list[str]:
    """The fonts of a DOCX for which LibreOffice takes something else here; none where it is not installed."""
    if not any(map(shutil.which, ("soffice", "libreoffice"))):
        return []
    try:
        unknown = _find_aliases()
    except DocpipeError:
        return []  # without fontconfig, which its own check has named
    named = (load_theme(name).faces.face(role).word for name in theme_names() for role in ROLES)
    return [name for name in dict.fromkeys(named) if name in unknown]


def _report(checks: Sequence[Check], as_json: bool, screen: Screen) -> int:
    works = all(check.state == "fine" for check in checks if check.group == "format")
    mend = install_command([check.provider for check in checks if check.state != "fine"])
    if as_json:
        listed = [
            {
                "group": check.group,
                "name": check.name,
                "state": check.state,
                "detail": screen.text(check.detail),
            }
            for check in checks
        ]
        screen.print_json({"works": works, "mend": mend, "checks": listed})
    else:
        _tell(checks, works, mend, screen)
    return 0 if works else 1


def _tell(checks: Sequence[Check], works: bool, mend: str | None, screen: Screen) -> None:
    for group, label in _GROUPS.items():
        members = [check for check in checks if check.group == group]
        if members:
            screen.say(screen.text(label))
            columns = max(width(check.name) for check in members)
            for check in members:
                line = f"  {_MARKS[check.state]} {pad(check.name, columns)}  {screen.text(check.detail)}"
                screen.say(line.rstrip())
    lacking = [check for check in checks if check.state == "missing" and check.group in {"library", "font"}]
    if mend is not None:
        screen.say(f"{screen.text(_MEND)}\n  {mend}")
    elif lacking:
        screen.say(screen.text(_NO_MANAGER).format(names=", ".join(check.name for check in lacking)))
    if any(check.group == "package" and check.state != "fine" for check in checks):
        screen.say(f"{screen.text(_UPGRADE)}\n  {_UPGRADE_COMMAND}")
    if unknown := _list_unknown_to_office():
        screen.say(f"{screen.text(_UNKNOWN_TO_OFFICE).format(names='、'.join(unknown))}\n  {_ALIAS_COMMAND}")
    if all(check.state == "fine" for check in checks):
        screen.say(screen.text(_ALL_FINE))
    else:
        screen.say(screen.text(_ALL_WORK if works else _SOME_FAIL))
