"""Reading an output back: does every visible character of the article stand in it, in order?

This is the law of conservation, held in production (`--verify`) by other means than those that wrote
the output: the bytes are read as anybody else would read them.
"""

import html
import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable

import msgspec

from docpipe.convert import PUNCTUATION, ConvertOptions
from docpipe.diagnostics import Report
from docpipe.errors import Message, WriteError
from docpipe.model import Article
from docpipe.registry import Writer, load_transform
from docpipe.walk import article_text

_SHOWN = 20
"""Characters of what is missing that the error quotes."""

_PATIENCE_SECONDS = 60


def verify(article: Article, writer: Writer, content: bytes, options: ConvertOptions) -> None:
    """Raises WriteError where `content`, the `article` as `writer` wrote it, has not all of its text.

    Where a format cannot be read back, by docpipe or on this machine, that is an error as well: a
    check that was asked for and did not take place would look like one that was passed.
    """
    check = _CHECKS.get(writer.suffix)
    if check is None:
        problem = Message(f"无法核对 {writer.name} 格式", f"the format {writer.name} cannot be verified")
        raise WriteError(problem, Message("去掉 --verify", "leave out --verify"))
    printed = article
    if writer.for_print and options.punctuation == "restore":
        printed = load_transform(PUNCTUATION).apply(article, Report())
    expected = visible((printed.meta.title or "") + article_text(printed))
    missing = check(expected, content, _encoding_of(writer, options))
    if missing:
        problem = Message(
            f"核对失败：{writer.name} 输出缺少“{missing[:_SHOWN]}”",
            f"verification failed: the {writer.name} output lacks “{missing[:_SHOWN]}”",
        )
        raise WriteError(problem, Message("这是缺陷，请报告", "this is a bug, please report it"))


def visible(text: str) -> str:
    """The characters of `text` that leave a mark on paper, composed."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if _is_visible(char))


def _is_visible(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf", "Cn", "Cs", "Co"}


def _encoding_of(writer: Writer, options: ConvertOptions) -> str:
    own = next((given for given in options.formats if isinstance(given, writer.options_type)), None)
    return getattr(own, "encoding", "utf-8")


def _missing_in_order(expected: str, found: str) -> str:
    """From the first of `expected` that does not come in `found` after those before it; "" where all do."""
    start = 0
    for index, char in enumerate(expected):
        start = found.find(char, start) + 1
        if not start:
            return expected[index:]
    return ""


def _check_text(expected: str, content: bytes, encoding: str) -> str:
    # What the encoding lacks was substituted, and a diagnostic has said so.
    kept = expected.encode(encoding, "ignore").decode(encoding)
    return _missing_in_order(kept, visible(content.decode(encoding, "replace")))


def _check_markup(expected: str, content: bytes, encoding: str) -> str:
    del encoding
    markup = re.sub(
        r"<(style|script)\b.*?</\1>|<[^>]*>", "", content.decode("utf-8", "replace"), flags=re.DOTALL
    )
    return _missing_in_order(expected, visible(html.unescape(markup)))


def _check_word(expected: str, content: bytes, encoding: str) -> str:
    del encoding
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        document = package.read("word/document.xml").decode("utf-8", "replace")
    texts = re.findall(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>", document)
    return _missing_in_order(expected, visible(html.unescape("".join(texts))))


def _check_json(expected: str, content: bytes, encoding: str) -> str:
    del encoding
    article = msgspec.json.decode(content, type=Article)
    return _missing_in_order(expected, visible((article.meta.title or "") + article_text(article)))


def _check_pdf(expected: str, content: bytes, encoding: str) -> str:
    """Counted only: running heads stand between the lines of a paragraph that goes over a page."""
    del encoding
    command = shutil.which("pdftotext")
    if command is None:
        problem = Message("核对 PDF 需要 pdftotext", "to verify a PDF takes pdftotext")
        raise WriteError(problem, Message("安装 poppler-utils", "install poppler-utils"))
    try:
        text = subprocess.run(  # noqa: S603 - a fixed command, and the bytes come by the pipe
            [command, "-q", "-enc", "UTF-8", "-", "-"],
            input=content,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        problem = Message("pdftotext 读不出这个 PDF", "pdftotext cannot read the PDF")
        raise WriteError(problem, Message("这是缺陷，请报告", "this is a bug, please report it")) from error
    there = Counter(unicodedata.normalize("NFKC", text.decode("utf-8", "replace")))
    wanted = Counter(unicodedata.normalize("NFKC", expected))
    return "".join(char for char, count in wanted.items() if there[char] < count)


_CHECKS: dict[str, Callable[[str, bytes, str], str]] = {
    ".txt": _check_text,
    ".md": _check_text,
    ".html": _check_markup,
    ".docx": _check_word,
    ".json": _check_json,
    ".pdf": _check_pdf,
}
"""For each suffix what reads it back: from the expected characters, the bytes and the encoding, what is missing."""
