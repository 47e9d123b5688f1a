"""What every command is made of: parameters, help and usage errors in the user's language."""

import sys
from collections.abc import Callable
from typing import Any

import click

from docpipe.cli.group import HELP, LANG
from docpipe.cli.layout import help_page
from docpipe.errors import NOTHING, Language, Message, OptionError

_OPTIONS = Message("选项：", "Options:")
_ANY_OPTIONS = Message("[选项]...", "[OPTIONS]")
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
            help=LANG.localise(language),
        ),
        click.Option(
            ["-h", "--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help=HELP.localise(language),
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
        records = [
            record
            for param in self.params
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx))
        ]
        return help_page(
            " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)]),
            self.help or "",
            [(_OPTIONS.localise(self.language), records)],
            self.epilog or "",
            self.language,
        )


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
