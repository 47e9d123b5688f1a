"""The DOCX writer."""

from docpipe.writers.docx.writer import DOCX, DocxOptions

__all__ = ["DOCX", "DocxOptions"]
