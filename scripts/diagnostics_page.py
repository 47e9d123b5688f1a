"""Prints docs/diagnostics.md, made from the catalogue; to renew it, redirect the output there."""

from docpipe.diagnostics import CATALOGUE, Entry
from docpipe.errors import Language

_HEAD = """\
# Diagnostics

Whatever docpipe guesses, substitutes or leaves out, it says so. What stops a document is an error \
(`src/docpipe/errors.py`); what does not is a diagnostic: a code, a severity, the piece of text it is \
about and where that stands. An article carries the diagnostics of its making (`article.diagnostics`), \
and `docpipe inspect SRC --json` lists them.

The codes are for programs and do not change; the sentences are for people. `{…}` stands for a value. \
The order is that of the data flow. A note needs no action, a warning deserves a look; with `--strict` \
a warning fails the document.

This page is made from the catalogue in `src/docpipe/diagnostics.py` by `scripts/diagnostics_page.py`, \
and a test holds the two together.

| code | severity | 说明 | in English |
|---|---|---|---|"""


def _row(code: str, entry: Entry) -> str:
    return f"| `{code}` | {entry.severity} | {_cell(entry, 'zh')} | {_cell(entry, 'en')} |"


def _cell(entry: Entry, language: Language) -> str:
    sentence, hint = entry.text.localise(language), entry.hint.localise(language)
    stop = "。" if language == "zh" else "; "
    return (f"{sentence}{stop}{hint}" if hint else sentence).replace("|", "\\|")


print(_HEAD)
for code, entry in CATALOGUE.items():
    print(_row(code, entry))
