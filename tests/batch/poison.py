"""A writer that does to its process what the title of the article says."""

import ctypes
import os
import time
from typing import Any, ClassVar

from docpipe.diagnostics import Report
from docpipe.errors import NOTHING, Message, WriteError
from docpipe.model import Article
from docpipe.registry import WriterOptions
from docpipe.themes import Theme
from docpipe.walk import article_text


def leave() -> None:
    os._exit(3)


def hang() -> None:
    while True:
        time.sleep(1)


def spin() -> None:
    while True:
        pass


def swell() -> None:
    held = []
    while True:
        held.append(bytearray(b"x" * 1024 * 1024))


def run_out() -> None:
    raise MemoryError


def fault() -> None:
    ctypes.string_at(0)


def refuse() -> None:
    raise WriteError(Message("不写", "it will not be written"), NOTHING)


POISONS = {each.__name__: each for each in (leave, hang, spin, swell, run_out, fault, refuse)}


class PoisonOptions(WriterOptions, frozen=True, kw_only=True):
    pass


class PoisonWriter:
    """Title and text; an article called like one of the poisons takes it."""

    name = "poison"
    suffix = ".out"
    for_print = False
    options_type: ClassVar[type[WriterOptions]] = PoisonOptions

    def write(self, article: Article, theme: Theme, options: Any, report: Report) -> bytes:  # noqa: ARG002
        title = article.meta.title or ""
        if title in POISONS:
            POISONS[title]()
        return f"{title}\n{article_text(article)}\n".encode()


POISON = PoisonWriter()
