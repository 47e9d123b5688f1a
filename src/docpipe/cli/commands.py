"""The group of commands, each loaded when it is named, and how help and usage errors read."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

import docpipe
from docpipe.cli.layout import columns_of_terminal, definition_list, wrap
from docpipe.errors import NOTHING, Language, Message, OptionError

COMMANDS: dict[str, Message] = {
    "convert": Message(
        "把文章转换成讲义（DOCX、PDF、纯文本）", "turn articles into handouts (DOCX, PDF, plain text)"
    ),
    "inspect": Message(
        "看看读懂了什么：标题、案例、规定、引用",
        "show what was understood: headings, cases, rules, citations",
    ),
    "formats": Message("列出输出格式和能读的来源", "list the output formats, and what can be read"),
    "themes": Message("列出主题", "list the themes"),
    "doctor": Message("检查本机缺什么，怎样补上", "check what this machine lacks, and how to mend it"),
}
"""The commands, in the order of help, with a line each. Each is a module `docpipe.cli.<name>`."""

_ABOUT = Message(
    "docpipe 把美篇导出的文章变成可以打印分发的讲义。",
    "docpipe turns exported Meipian articles into handouts fit to print.",
)
_USAGE = Message("用法：", "Usage: ")
_OPTIONS = Message("选项：", "Options:")
_COMMANDS = Message("命令：", "Commands:")
_ANY_OPTIONS = Message("[选项]...", "[OPTIONS]")
_COMMAND_METAVAR = Message("命令 [参数]...", "COMMAND [ARGS]...")
_MORE = Message("docpipe 命令 --help 说明各命令的用法。", "docpipe COMMAND --help explains a command.")
_HELP = Message("显示这份帮助", "show this help")
_LANG = Message("消息用中文或英文，默认随系统语言", "messages in Chinese or English; by default the locale's")
_VERSION = Message("显示版本", "show the version")
_SEE_HELP = Message("用 {command} --help 查看用法", "see {command} --help")


class OneOf(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.name = "|".join(words)
        self._words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's
        """`value` where it is one of the words. Raises OptionError."""
        if value not in self._words:
            label, words = option_name(param), ", ".join(self._words)
            problem = Message(f"{label} 不能是“{value}”", f"{label} cannot be “{value}”")
            raise OptionError(problem, Message(f"可用：{words}", f"there are: {words}"))
        return str(value)


class Whole(click.ParamType):  # type: ignore[type-arg]  # see OneOf
    """A whole number within limits."""

    name = "N"

    def __init__(self, least: int, most: int) -> None:
        self._least, self._most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002 - click's
        """`value` as a number. Raises OptionError."""
        text = str(value)
        if text.isascii() and text.isdigit() and len(text) < 10 and self._least <= int(text) <= self._most:
            return int(text)
        label, limits = option_name(param), (self._least, self._most)
        raise OptionError(
            Message(f"{label} 应是整数，不能是“{value}”", f"{label} takes a whole number, not “{value}”"),
            Message("从 {} 到 {}".format(*limits), "from {} to {}".format(*limits)),
        )


def option_name(param: click.Parameter | None) -> str:
    """How the user writes `param`: its longest name."""
    if param is None:
        return ""
    return max(param.opts, key=len) if isinstance(param, click.Option) else (param.name or "").upper()


def shared_options(language: Language) -> list[click.Parameter]:
    """The options that every command has."""
    return [
        # Its value was read before the arguments were parsed; here it is only checked.
        click.Option(
            ["--lang"],
            type=OneOf("zh", "en"),
            metavar="zh|en",
            expose_value=False,
            help=_LANG.localise(language),
        ),
        click.Option(
            ["-h", "--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help=_HELP.localise(language),
        ),
    ]


def _show_help(context: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click's
    if value and not context.resilient_parsing:
        sys.stdout.write(f"{context.get_help()}\n")
        context.exit()


class LocalisedCommand(click.Command):
    """A command whose help reads in the user's language and is laid out by East Asian width."""

    def __init__(  # noqa: PLR0913 - what a command is: names, texts, parameters, work
        self,
        name: str,
        language: Language,
        callback: Callable[..., int],
        params: list[click.Parameter],
        *,
        about: Message,
        epilog: Message = NOTHING,
    ) -> None:
        super().__init__(
            name,
            callback=callback,
            params=[*params, *shared_options(language)],
            help=about.localise(language),
            epilog=epilog.localise(language),
            options_metavar=_ANY_OPTIONS.localise(language),
            add_help_option=False,
        )
        self.language = language

    def get_help(self, ctx: click.Context) -> str:
        """The help text."""
        return _help_text(self, ctx, self.language)


class LazyGroup(click.Group):
    """The group: it knows the names of the commands and loads one when it is called."""

    def __init__(self, language: Language) -> None:
        version = click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help=_VERSION.localise(language),
        )
        super().__init__(
            "docpipe",
            params=[version, *shared_options(language)],
            help=_ABOUT.localise(language),
            epilog=_MORE.localise(language),
            options_metavar=_ANY_OPTIONS.localise(language),
            subcommand_metavar=_COMMAND_METAVAR.localise(language),
            add_help_option=False,
            no_args_is_help=False,
            invoke_without_command=True,
            callback=_show_help_without_command,
        )
        self.language = language

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """The names of the commands, in the order of help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The command `cmd_name`, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"docpipe.cli.{cmd_name}").build(self.language)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that `args` name. Raises OptionError for one that there is not."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            names = ", ".join(COMMANDS)
            problem = Message(f"没有命令“{args[0]}”", f"there is no command “{args[0]}”")
            raise OptionError(problem, Message(f"现有：{names}", f"there are: {names}"))
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The help text."""
        return _help_text(self, ctx, self.language)


def build_group(language: Language) -> click.Group:
    """The command `docpipe` with its help in `language`."""
    return LazyGroup(language)


def _show_version(context: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click's
    if value and not context.resilient_parsing:
        sys.stdout.write(f"docpipe {docpipe.__version__}\n")
        context.exit()


@click.pass_context
def _show_help_without_command(context: click.Context) -> int:
    if context.invoked_subcommand is None:
        sys.stdout.write(f"{context.get_help()}\n")
    return 0


def _help_text(command: click.Command, context: click.Context, language: Language) -> str:
    columns = columns_of_terminal()
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    parts = [_USAGE.localise(language) + usage, "\n".join(wrap(command.help or "", columns))]
    if isinstance(command, LazyGroup):
        rows = [(name, about.localise(language)) for name, about in COMMANDS.items()]
        parts.append(_section(_COMMANDS.localise(language), rows, columns))
    records = [
        record
        for param in command.params
        if isinstance(param, click.Option) and (record := param.get_help_record(context))
    ]
    parts.append(_section(_OPTIONS.localise(language), records, columns))
    if command.epilog:
        parts.append(command.epilog)
    return "\n\n".join(parts)


def _section(heading: str, rows: list[tuple[str, str]], columns: int) -> str:
    return "\n".join([heading, *definition_list(rows, columns)])


def describe_usage_error(error: click.ClickException, language: Language) -> str:
    """`error` of click's in the user's language, with where to read more."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "docpipe"
    colon, stop = ("：", "。") if language == "zh" else (": ", "; ")
    mend = _SEE_HELP.localise(language).format(command=command)
    return f"docpipe{colon}{_usage_problem(error).localise(language)}{stop}{mend}"


def _usage_problem(error: click.ClickException) -> Message:
    match error:
        case click.NoSuchOption():
            hint = "、".join(error.possibilities or ()), ", ".join(error.possibilities or ())
            close = (
                Message(f"，是否想用 {hint[0]}", f"; did you mean {hint[1]}") if hint[0] else Message("", "")
            )
            name = error.option_name
            return Message(f"没有选项 {name}{close.zh}", f"there is no option {name}{close.en}")
        case click.MissingParameter():
            name = option_name(error.param)
            return Message(f"缺少 {name}", f"{name} is missing")
        case click.BadOptionUsage():
            name = error.option_name
            return Message(f"选项 {name} 的值不对：{error.message}", f"option {name}: {error.message}")
        case _:
            message = error.format_message().rstrip(".")
            return Message(f"参数不对：{message}", message)
