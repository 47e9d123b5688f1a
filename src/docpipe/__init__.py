"""docpipe: exported Meipian articles, understood, as DOCX, PDF and plain text fit to print.

    article = docpipe.read("article.txt")
    docpipe.write(article, "article.docx")
    docpipe.convert("article.txt", to=["docx", "pdf"], out="handouts/")

Importing this loads no parser and no layout engine: the names below are fetched when first used.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docpipe.batch.options import BatchOptions
    from docpipe.batch.outcome import Outcome
    from docpipe.batch.run import convert_many
    from docpipe.batch.single import convert
    from docpipe.bind import BindOptions, bind
    from docpipe.convert import ConvertOptions, read, write
    from docpipe.errors import DocpipeError
    from docpipe.model import Article
    from docpipe.proofread import check

__version__ = "0.1.0"

_HOMES = {
    "Article": "docpipe.model",
    "BatchOptions": "docpipe.batch.options",
    "BindOptions": "docpipe.bind",
    "ConvertOptions": "docpipe.convert",
    "DocpipeError": "docpipe.errors",
    "Outcome": "docpipe.batch.outcome",
    "bind": "docpipe.bind",
    "check": "docpipe.proofread",
    "convert": "docpipe.batch.single",
    "convert_many": "docpipe.batch.run",
    "read": "docpipe.convert",
    "write": "docpipe.convert",
}

__all__ = [
    "Article",
    "BatchOptions",
    "BindOptions",
    "ConvertOptions",
    "DocpipeError",
    "Outcome",
    "__version__",
    "bind",
    "check",
    "convert",
    "convert_many",
    "read",
    "write",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'docpipe' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only needed on first use of a name

    return getattr(import_module(_HOMES[name]), name)


class _Package(ModuleType):
    """This package: `docpipe.convert` is the function, whether or not its module was imported."""

    def __setattr__(self, name: str, value: object) -> None:
        # Importing the module docpipe.convert would put the module in the function's place.
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
