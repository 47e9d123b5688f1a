"""Options and the place that `-o` names, looked at before anything is tried."""

import os
from collections.abc import Sequence
from pathlib import Path

from docpipe.batch.destination import STANDARD_OUTPUT, Destination, SingleFile, StandardOutput
from docpipe.batch.fingerprint import fingerprints
from docpipe.batch.folder import OutputFolder
from docpipe.batch.naming import NameTemplate
from docpipe.batch.options import BatchOptions
from docpipe.batch.standing import Asked
from docpipe.convert import DEFAULT_FORMATS, ConvertOptions, find_theme, find_writers
from docpipe.errors import Message, OptionError
from docpipe.place import owner_of
from docpipe.registry import Writer, load_reader, load_writer, writer_names


def check_options(options: ConvertOptions) -> NameTemplate:
    """The template of `options`. Raises OptionError for a reader, theme or template that is no such thing."""
    if options.reader is not None:
        load_reader(options.reader)
    find_theme(options.theme)
    return NameTemplate(options.name)


def choose_destination(
    out: str, writers: Sequence[Writer], *, single: bool, options: ConvertOptions, batch: BatchOptions
) -> Destination:
    """The destination that `out` names.

    `-` is standard output; a path in the suffix of the only format is a file where there is a
    `single` source and no folder of that name; everything else is a folder. Raises OptionError
    for standard output with more than one output.
    """
    if out == STANDARD_OUTPUT:
        if len(writers) > 1 or not single:
            problem = Message(
                "标准输出只能写一篇文章的一种格式", "standard output takes one article in one format"
            )
            mend = Message(
                "用 --to 选一种格式，或用 -o 指定文件夹", "choose one format with --to, or a folder with -o"
            )
            raise OptionError(problem, mend)
        return StandardOutput()
    if single and len(writers) == 1 and is_file_of(out, writers[0]):
        return SingleFile(Path(out))
    return OutputFolder(
        Path(out),
        force=options.force,
        owner=owner_of(os.getpid()),
        asked=Asked(configs=fingerprints(writers, options), limits=f"{batch.limits}"),
    )


def is_file_of(out: str, writer: Writer) -> bool:
    """Whether `out` names a file of `writer`'s: in its suffix, and no folder."""
    return out.lower().endswith(writer.suffix) and Path(out).suffix != "" and not Path(out).is_dir()


def implied_writers(out: str, *, single: bool) -> list[Writer]:
    """What `-o out` asks for without `--to`: the one format of that suffix where `out` can be a file."""
    if single and not Path(out).is_dir():
        # Most are named after their suffix; the others need not be loaded to find that one.
        likely = sorted(writer_names(), key=lambda name: not out.lower().endswith(f".{name}"))
        fitting = next((writer for writer in map(load_writer, likely) if is_file_of(out, writer)), None)
        if fitting is not None:
            return [fitting]
    return find_writers(DEFAULT_FORMATS)


def report_over_source(report: str) -> OptionError:
    """The error of a `report` that would stand where a source does."""
    problem = Message("报告会覆盖一个源文件", "the report would overwrite a source")
    return OptionError(
        problem, Message("给 --report 换一个文件名", "name another file with --report"), report
    )
