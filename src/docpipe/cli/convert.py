"""`docpipe convert`: articles in, handouts out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args, get_type_hints

import click
import msgspec

from docpipe.batch.destination import DEFAULT_FOLDER, STANDARD_OUTPUT
from docpipe.batch.limits import Limits
from docpipe.batch.lists import open_list
from docpipe.batch.options import BatchOptions
from docpipe.batch.report import check_report
from docpipe.batch.run import Named, Run
from docpipe.cli.commands import LocalisedCommand, OneOf, Whole
from docpipe.cli.running import follow
from docpipe.cli.screen import Screen
from docpipe.convert import DEFAULT_FORMATS, DEFAULT_THEME, ConvertOptions
from docpipe.errors import NOTHING, Language, Message, OptionError
from docpipe.registry import WriterOptions, load_writer, writer_names
from docpipe.source import ReadOptions

_ABOUT = Message(
    "把文章转换成讲义。SRC 是文件、文件夹（连同子文件夹）、通配符，或 -（标准输入）。",
    "Turn articles into handouts. SRC is a file, a folder (with its subfolders), a pattern, or - (standard input).",
)
_EXAMPLES = Message(
    "例：docpipe convert 文章.txt\n　　docpipe convert 文章.txt -o 文章.pdf\n　　docpipe convert 文件夹 --to docx,pdf -o 讲义",
    "Examples: docpipe convert article.txt\n          docpipe convert article.txt -o article.pdf\n"
    "          docpipe convert folder --to docx,pdf -o handouts",
)
_FORMATS = ",".join(DEFAULT_FORMATS)
_LIMITS = Limits()

_OPTIONS: tuple[tuple[tuple[str, ...], dict[str, Any], Message], ...] = (
    (
        ("-o", "--out"),
        {"metavar": "OUT"},
        Message(
            f"输出文件夹，默认 {DEFAULT_FOLDER}；一篇文章一种格式时可以是文件；- 是标准输出",
            f"the output folder, by default {DEFAULT_FOLDER}; a file for one article in one format; - is standard output",
        ),
    ),
    (
        ("--to",),
        {"metavar": "FORMAT,..."},
        Message(
            f"输出格式，默认 {_FORMATS}；docpipe formats 列出全部",
            f"the formats, by default {_FORMATS}; docpipe formats lists all",
        ),
    ),
    (
        ("--theme",),
        {"metavar": "THEME"},
        Message(
            f"主题名或 TOML 文件，默认 {DEFAULT_THEME}", f"a theme or a TOML file, by default {DEFAULT_THEME}"
        ),
    ),
    (
        ("--name",),
        {"metavar": "TEMPLATE"},
        Message(
            "输出文件名模板，默认 {stem}；可用 {title} {author} {date} {stem} {n}",
            "template of output names, by default {stem}; there are {title} {author} {date} {stem} {n}",
        ),
    ),
    (
        ("--punctuation",),
        {"type": OneOf("restore", "keep"), "metavar": "restore|keep"},
        Message(
            "印刷格式中恢复全角标点（restore，默认）或保持原样（keep）",
            "in print formats restore full-width punctuation (the default) or keep it as it is",
        ),
    ),
    (
        ("--width",),
        {"type": Whole(0, 1000)},
        Message(
            "纯文本每行列数（汉字占两列），0 不折行",
            "columns a line of plain text (a Chinese character takes two), 0 for no wrapping",
        ),
    ),
    (
        ("--encoding",),
        {"metavar": "NAME"},
        Message("纯文本编码，例如 gb18030", "the encoding of plain text, for example gb18030"),
    ),
    (("--newline",), {"metavar": "lf|crlf"}, Message("纯文本换行符", "the line ends of plain text")),
    (
        ("--keywords",),
        {"is_flag": True, "default": None},
        Message("在文末列出作者的关键词", "list the author's keywords at the end"),
    ),
    (
        ("--pages",),
        {"metavar": "1|2up|booklet"},
        Message(
            "PDF 每面一页（1，默认）、两页（2up），或骑马钉小册子（booklet，双面、短边翻转打印）",
            "the PDF with one page a side (1, the default), two (2up), or as a booklet to fold and staple"
            " (booklet: print on both sides, turned over at the short edge)",
        ),
    ),
    (
        ("--pdf-variant", "variant"),
        {"metavar": "VARIANT"},
        Message(
            "PDF 的标准：plain（默认）、pdf/ua-1、pdf/a-2u、pdf/a-2a、pdf/a-3a、pdf/ua-1+a-2a",
            "the standard of the PDF: plain (the default), pdf/ua-1, pdf/a-2u, pdf/a-2a, pdf/a-3a, pdf/ua-1+a-2a",
        ),
    ),
    (
        ("--cover",),
        {"is_flag": True, "default": None},
        Message("加封面", "put a title page before the article"),
    ),
    (
        ("--toc",),
        {"is_flag": True, "default": None},
        Message("加目录", "put the contents before the article"),
    ),
    (
        ("--case-table",),
        {"is_flag": True, "default": None},
        Message(
            "文后附案例一览：谁、做了什么、怎样处理",
            "add a table of the cases: who, what was done, the outcome, the source",
        ),
    ),
    (
        ("--rule-card",),
        {"is_flag": True, "default": None},
        Message(
            "文后附提醒卡：每条要求、依据、最重处分，可逐条打勾",
            "add a card of the rules: what each rests on, the heaviest sanction, a box to tick",
        ),
    ),
    (
        ("--sign-in-sheet",),
        {"is_flag": True, "default": None},
        Message("文后附签到表", "add a sheet to sign in on"),
    ),
    (
        ("--from", "reader"),
        {"metavar": "READER"},
        Message("指定读取器，默认自动判断", "the reader; by default it is found out"),
    ),
    (
        ("--keep-boilerplate",),
        {"is_flag": True},
        Message(
            "保留网页中的套话（关注、扫码、点赞、往期推荐）",
            "keep the boilerplate of pages: calls to follow, scan and like, lists of earlier articles",
        ),
    ),
    (
        ("--fetch-images",),
        {"is_flag": True},
        Message(
            "从网上取不在本机的图片（默认什么也不取）",
            "fetch images that are not at hand from the web (by default nothing is fetched)",
        ),
    ),
    (
        ("--force",),
        {"is_flag": True},
        Message(
            "也覆盖不是 docpipe 写的文件（源文件除外）",
            "also replace files that docpipe did not write (never a source)",
        ),
    ),
    (("--strict",), {"is_flag": True}, Message("有警告的文章算失败", "an article with a warning fails")),
    (
        ("--files-from",),
        {"metavar": "LIST"},
        Message(
            "再转换清单文件中的各项，每行一个路径（或以 NUL 分隔）；- 是标准输入",
            "also convert what a file lists, a path a line (or ended by NULs); - is standard input",
        ),
    ),
    (
        ("-j", "--jobs"),
        {"type": Whole(0, 1024), "default": 1, "metavar": "N"},
        Message(
            "同时用几个进程，默认 1；0 是每核一个",
            "how many processes convert at once, by default 1; 0 is one for each core",
        ),
    ),
    (
        ("--engine",),
        {"default": "local", "metavar": "local|dask[:ADDRESS]"},
        Message(
            "在哪里转换：local（默认，本机的进程）、dask（本机的 Dask 集群）、dask:tcp://地址（加入集群）",
            "where to convert: local (the default, processes of this machine), dask (a Dask cluster of this machine), dask:tcp://ADDRESS (a cluster to join)",
        ),
    ),
    (
        ("--timeout",),
        {"type": Whole(1, 86_400), "metavar": "SECONDS"},
        Message(
            f"每篇最多几秒，默认 {_LIMITS.seconds:g}；超过的重试一次，再超过就隔离",
            f"seconds that one article may take, by default {_LIMITS.seconds:g}; it is retried once, then put aside",
        ),
    ),
    (
        ("--max-memory",),
        {"type": Whole(128, 1_048_576), "metavar": "MIB"},
        Message(
            f"每篇最多用多少内存，默认 {_LIMITS.mebibytes} MiB",
            f"memory that one article may take, by default {_LIMITS.mebibytes} MiB",
        ),
    ),
    (("--fail-fast",), {"is_flag": True}, Message("一有失败就停止", "stop at the first failure")),
    (
        ("--max-failures",),
        {"type": Whole(1, 999_999_999), "metavar": "N"},
        Message("失败 N 篇后停止", "stop after N failures"),
    ),
    (
        ("--verify",),
        {"is_flag": True},
        Message(
            "读回每个输出，核对正文一字不少", "read every output back and check that no character is missing"
        ),
    ),
    (
        ("--report",),
        {"metavar": "FILE"},
        Message(
            "把每篇的结果写成 .json 或 .csv", "write what became of each article to a .json or .csv file"
        ),
    ),
    (
        ("--dry-run",),
        {"is_flag": True},
        Message("只说会写哪些文件，什么也不写", "only say what would be written, write nothing"),
    ),
    (("-q", "--quiet"), {"is_flag": True}, Message("只报告错误和警告", "report only errors and warnings")),
    (
        ("-v", "--verbose"),
        {"is_flag": True},
        Message("也报告提示，出内部错误时显示详情", "report notes too, and the details of an internal error"),
    ),
    (
        ("--log-format",),
        {"type": OneOf("text", "json"), "metavar": "text|json"},
        Message(
            "过程用文字（默认）还是每行一个 JSON 报告",
            "tell how it goes in text (the default) or as JSON lines",
        ),
    ),
)

_WRITER_FIELDS = {
    "width": "--width",
    "encoding": "--encoding",
    "newline": "--newline",
    "keywords": "--keywords",
    "pages": "--pages",
    "variant": "--pdf-variant",
    "cover": "--cover",
    "toc": "--toc",
    "case_table": "--case-table",
    "rule_card": "--rule-card",
    "sign_in_sheet": "--sign-in-sheet",
}
"""Options that are passed on to whichever writer has a field of that name: the field, and how users write it."""


def build(language: Language) -> click.Command:
    """The command."""
    sources = click.Argument(["src"], nargs=-1, metavar="SRC...")
    options = [
        click.Option(list(names), help=about.localise(language), **how) for names, how, about in _OPTIONS
    ]

    def convert(src: tuple[str, ...], **given: Any) -> int:
        return _convert(src, given, language)

    return LocalisedCommand("convert", language, convert, [sources, *options], about=_ABOUT, epilog=_EXAMPLES)


def _convert(sources: Sequence[str], given: Mapping[str, Any], language: Language) -> int:
    out = given["out"] or DEFAULT_FOLDER
    screen = Screen(
        language,
        quiet=given["quiet"],
        verbose=given["verbose"],
        reports_on_error=out == STANDARD_OUTPUT,
    )
    if given["report"] is not None:
        check_report(given["report"])
    run = Run(
        Named(sources, _listed(sources, given["files_from"]), given["report"]),
        to=given["to"],
        out=out,
        jobs=given["jobs"],
        options=_options(given),
        batch=_batch_options(given),
        dry=given["dry_run"],
    )
    return follow(run, screen, report=given["report"], as_json=given["log_format"] == "json")


def _listed(sources: Sequence[str], files_from: str | None) -> Iterator[str]:
    """The names in the file `files_from`. Raises OptionError where there are none and no `sources` either."""
    if files_from is None:
        if not sources:
            problem = Message("缺少 SRC", "SRC is missing")
            raise OptionError(
                problem, Message("用 docpipe convert --help 查看用法", "see docpipe convert --help")
            )
        return iter(())
    return open_list(files_from)


def _batch_options(given: Mapping[str, Any]) -> BatchOptions:
    limits = {name: given[name] for name in ("timeout", "max_memory") if given[name] is not None}
    return BatchOptions(
        max_failures=1 if given["fail_fast"] else given["max_failures"],
        verify=given["verify"],
        engine=given["engine"],
        **limits,
    )


def _options(given: Mapping[str, Any]) -> ConvertOptions:
    return ConvertOptions(
        theme=given["theme"] or DEFAULT_THEME,
        punctuation=given["punctuation"] or "restore",
        reader=given["reader"],
        reading=ReadOptions(fetch_images=given["fetch_images"], keep_boilerplate=given["keep_boilerplate"]),
        name="{stem}" if given["name"] is None else given["name"],
        force=given["force"],
        strict=given["strict"],
        formats=_writer_options({name: given[name] for name in _WRITER_FIELDS if given[name] is not None}),
    )


def _writer_options(given: Mapping[str, Any]) -> tuple[WriterOptions, ...]:
    """For each writer that knows any of the options `given` its own struct. Raises OptionError."""
    if not given:
        return ()
    structs = []
    for name in writer_names():
        kind = load_writer(name).options_type
        fields = {field: value for field, value in given.items() if field in kind.__struct_fields__}
        if fields:
            structs.append(_checked(fields, kind))
    return tuple(structs)


def _checked(fields: Mapping[str, Any], kind: type[WriterOptions]) -> WriterOptions:
    for field, value in fields.items():
        try:
            msgspec.convert({field: value}, kind)
        except msgspec.ValidationError as error:
            name = _WRITER_FIELDS[field]
            problem = Message(f"{name} 不能是“{value}”", f"{name} cannot be “{value}”")
            raise OptionError(problem, _allowed(kind, field)) from error
    return msgspec.convert(fields, kind)


def _allowed(kind: type[WriterOptions], field: str) -> Message:
    """The words that `field` takes, where it takes only a few."""
    words = ", ".join(str(word) for word in get_args(get_type_hints(kind)[field]) if isinstance(word, str))
    return Message(f"可用：{words}", f"there are: {words}") if words else NOTHING
