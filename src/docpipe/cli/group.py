"""The command `docpipe` itself: which commands there are, its help, and the way to each.

Nothing here loads more than it must, so that `docpipe --help` answers at once; click comes with a command.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

import docpipe
from docpipe.cli.layout import help_page
from docpipe.errors import Language, Message, OptionError

COMMANDS: dict[str, Message] = {
    "convert": Message(
        "把文章转换成讲义（DOCX、PDF、纯文本）", "turn articles into handouts (DOCX, PDF, plain text)"
    ),
    "inspect": Message(
        "看看读懂了什么：标题、案例、规定、引用",
        "show what was understood: headings, cases, rules, citations",
    ),
    "check": Message(
        "校对：编号、金额、日期、引用等处的差错",
        "proofread: faults in numbering, sums, dates, citations and more",
    ),
    "bind": Message("把多篇文章汇编成一本", "bind many articles into one book"),
    "batch": Message("看看一个输出文件夹里做到哪一步了", "show what was done in an output folder"),
    "formats": Message("列出输出格式和能读的来源", "list the output formats, and what can be read"),
    "themes": Message("列出主题，或排出样张", "list the themes, or set a specimen of one"),
    "doctor": Message("检查本机缺什么，怎样补上", "check what this machine lacks, and how to mend it"),
}
"""The commands, in the order of help, with a line each. Each is a module `docpipe.cli.<name>`."""

_ABOUT = Message(
    "docpipe 把美篇导出的文章变成可以打印分发的讲义。",
    "docpipe turns exported Meipian articles into handouts fit to print.",
)
_USAGE = Message("docpipe [选项]... 命令 [参数]...", "docpipe [OPTIONS] COMMAND [ARGS]...")
_COMMANDS = Message("命令：", "Commands:")
_OPTIONS = Message("选项：", "Options:")
_MORE = Message("docpipe 命令 --help 说明各命令的用法。", "docpipe COMMAND --help explains a command.")

HELP = Message("显示这份帮助", "show this help")
LANG = Message("消息用中文或英文，默认随系统语言", "messages in Chinese or English; by default the locale's")
_VERSION = Message("显示版本", "show the version")


def run_command(arguments: Sequence[str], language: Language) -> int:
    """The exit status of the command that `arguments` name. Raises DocpipeError, and what click raises."""
    rest = _after_language(arguments)
    match rest[:1]:
        case [] | ["-h"] | ["--help"]:
            sys.stdout.write(f"{_help(language)}\n")
        case ["--version"]:
            sys.stdout.write(f"docpipe {docpipe.__version__}\n")
        case [name] if name in COMMANDS:
            command = import_module(f"docpipe.cli.{name}").build(language)
            return int(command.main(list(rest[1:]), f"docpipe {name}", standalone_mode=False) or 0)
        case [name]:
            raise _unknown(name)
    return 0


def _after_language(arguments: Sequence[str]) -> Sequence[str]:
    """`arguments` without `--lang` before the command; its value was read already."""
    while arguments and (arguments[0] == "--lang" or arguments[0].startswith("--lang=")):
        value = arguments[0].partition("=")[2] if "=" in arguments[0] else "".join(arguments[1:2])
        if value not in {"zh", "en"}:
            problem = Message(f"--lang 不能是“{value}”", f"--lang cannot be “{value}”")
            raise OptionError(problem, Message("可用：zh, en", "there are: zh, en"))
        arguments = arguments[1 if "=" in arguments[0] else 2 :]
    return arguments


def _help(language: Language) -> str:
    options = (("--version", _VERSION), ("--lang zh|en", LANG), ("-h, --help", HELP))
    sections = ((_COMMANDS, COMMANDS.items()), (_OPTIONS, options))
    return help_page(
        _USAGE.localise(language),
        _ABOUT.localise(language),
        [
            (heading.localise(language), [(term, about.localise(language)) for term, about in rows])
            for heading, rows in sections
        ],
        _MORE.localise(language),
        language,
    )


def _unknown(name: str) -> OptionError:
    if name.startswith("-"):
        problem = Message(f"没有选项 {name}", f"there is no option {name}")
        return OptionError(problem, Message("用 docpipe --help 查看用法", "see docpipe --help"))
    names = ", ".join(COMMANDS)
    problem = Message(f"没有命令“{name}”", f"there is no command “{name}”")
    return OptionError(problem, Message(f"现有：{names}", f"there are: {names}"))
