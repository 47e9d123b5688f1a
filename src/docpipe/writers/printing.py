"""Options that every printed format has."""

from docpipe.registry import WriterOptions


class PrintOptions(WriterOptions, frozen=True, kw_only=True):
    """What a printed article is given besides its text.

    `keywords` prints a line of the author's keywords at the end; they stand in the metadata anyway.
    """

    keywords: bool = False
