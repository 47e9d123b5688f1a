"""Options that every printed format has."""

from docpipe.registry import WriterOptions


class PrintOptions(WriterOptions, frozen=True, kw_only=True):
    """What a printed article is given besides its text, all of it on request.

    `keywords` prints a line of the author's keywords at the end; they stand in the metadata anyway.
    `cover` and `toc` put a title page and the contents before the article; `case_table`, `rule_card`
    and `sign_in_sheet` put a page each after it (see `docpipe.writers.extras`).
    """

    keywords: bool = False
    cover: bool = False
    toc: bool = False
    case_table: bool = False
    rule_card: bool = False
    sign_in_sheet: bool = False

    @property
    def has_extras(self) -> bool:
        """Whether anything is asked for that stands on a page of its own."""
        return self.cover or self.toc or self.case_table or self.rule_card or self.sign_in_sheet
