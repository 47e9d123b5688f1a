"""Article → docpipe's own JSON: the struct as msgspec encodes it, and the schema that it keeps to.

Every writer takes the JSON as a source again (`docpipe.readers.model_json`), and it then says the
same. Bytes of images are base64.
"""

from typing import Any, ClassVar

import msgspec

from docpipe.diagnostics import Report
from docpipe.errors import Message, WriteError
from docpipe.model import FORMAT_VERSION, Article
from docpipe.registry import WriterOptions
from docpipe.themes.schema import Theme


class JsonOptions(WriterOptions, frozen=True, kw_only=True):
    """The JSON form has no options."""


class JsonWriter:
    """The writer of docpipe's own JSON."""

    name = "json"
    suffix = ".json"
    for_print = False
    options_type: ClassVar[type[WriterOptions]] = JsonOptions

    def write(self, article: Article, theme: Theme, options: JsonOptions, report: Report) -> bytes:  # noqa: ARG002 - the signature of every writer
        """`article` in UTF-8, indented by two, with a line feed at the end.

        Raises WriteError where blocks are nested deeper than can be encoded.
        """
        try:
            encoded = msgspec.json.encode(article, order="deterministic")
        except RecursionError as error:
            raise WriteError(Message("文章嵌套过深", "the article is nested too deeply")) from error
        return msgspec.json.format(encoded, indent=2) + b"\n"


JSON = JsonWriter()


def build_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the article's JSON form, as published in `docs/`.

    Keys beyond it are allowed: a newer docpipe may write more without changing the version.
    """
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"docpipe article, format version {FORMAT_VERSION}",
    }
    return schema | msgspec.json.schema(Article)


def encode_schema() -> bytes:
    """`build_schema` as the published file holds it."""
    return msgspec.json.format(msgspec.json.encode(build_schema(), order="sorted"), indent=2) + b"\n"
