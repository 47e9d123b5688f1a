"""The Markdown writer: CommonMark, with the tables and tick boxes of GFM."""

from docpipe.writers.markdown.writer import MARKDOWN, MarkdownOptions, MarkdownWriter

__all__ = ["MARKDOWN", "MarkdownOptions", "MarkdownWriter"]
