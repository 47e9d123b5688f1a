"""What a step found and did not stop for: the catalogue of codes, and the report that collects them.

A `Diagnostic` (in `docpipe.model`) carries a code and values, so that the same article gives the
same bytes whatever the user's language; this module turns one into a sentence.
"""

from typing import NamedTuple

from docpipe.errors import NOTHING, Language, Message
from docpipe.model import NOWHERE, Diagnostic, Position, Severity


class Entry(NamedTuple):
    """What a code means: its severity, its text, and what to do. `{name}` stands for a value."""

    severity: Severity
    text: Message
    hint: Message = NOTHING


CATALOGUE: dict[str, Entry] = {
    # decode
    "replaced-characters": Entry(
        "warning",
        Message("有 {count} 个字符无法按 {encoding} 解码，已替换为 �", "{count} characters are not valid {encoding} and became �"),
        Message("请用原始编码重新导出", "export again in the original encoding"),
    ),
    "dropped-characters": Entry(
        "note",
        Message("删去 {count} 个不可印刷的控制字符", "{count} control characters that cannot be printed were dropped"),
    ),
    # read
    "no-markup": Entry(
        "note",
        Message("正文没有任何标记，按纯文本读取", "the body has no markup and was read as plain text"),
    ),
    "missing-title": Entry(
        "note",
        Message("没有找到标题", "no title was found"),
        Message("请在首行补上标题", "write a title into the first line"),
    ),
    "title-from-body": Entry(
        "note",
        Message("标题取自正文：{title}", "the title was taken from the body: {title}"),
    ),
    "dropped-element": Entry(
        "note",
        Message("略去不能印刷的内容：{what}", "left out what cannot be printed: {what}"),
    ),
    "missing-image": Entry(
        "note",
        Message("图片不在本机，以占位框代替：{address}", "the image is not at hand and is shown as a frame: {address}"),
    ),
    # structure
    "repeated-title": Entry(
        "note",
        Message("正文重复了标题，已略去：{title}", "the body repeats the title, which was left out: {title}"),
    ),
    "split-headings": Entry(
        "note",
        Message("连排的标题已拆开：{parts}", "headings that had run together were split: {parts}"),
    ),
    "uniform-emphasis": Entry(
        "note",
        Message("正文通篇{look_zh}，视为没有强调", "the whole body is {look_en}, which is taken as no emphasis"),
    ),
    # transform
    "restored-punctuation": Entry(
        "note",
        Message("恢复全角标点 {count} 处", "{count} punctuation marks were restored to full width"),
    ),
    # write
    "font-substituted": Entry(
        "note",
        Message("字体“{wanted}”没有安装，以“{used}”代替", "the font “{wanted}” is not installed; “{used}” stands in"),
        Message("运行 docpipe doctor 查看", "see docpipe doctor"),
    ),
    "missing-glyph": Entry(
        "note",
        Message("没有字体含有这些字符：{characters}", "no font has these characters: {characters}"),
        Message("安装 fonts-noto-cjk 或换主题字体", "install fonts-noto-cjk or change the theme's fonts"),
    ),
    # place
    "kept-foreign-file": Entry(
        "warning",
        Message("{path} 不是 docpipe 写的或已被改动，保留未动", "{path} was not written by docpipe or was changed since, and is kept"),
        Message("用 --force 覆盖", "--force replaces it"),
    ),
}


def describe(diagnostic: Diagnostic, language: Language) -> str:
    """The sentence for `diagnostic` in `language`, with its hint; for a code of a plug-in's, its `message`."""
    entry = CATALOGUE.get(diagnostic.code)
    if entry is None:
        return diagnostic.values.get("message", diagnostic.code)
    sentence = entry.text.localise(language).format_map(_Values(diagnostic.values))
    hint = entry.hint.localise(language)
    stop = "。" if language == "zh" else ". "
    return f"{sentence}{stop}{hint}" if hint else sentence


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


class Report:
    """Diagnostics as one conversion collects them, in the order they were found."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

    def add(
        self,
        code: str,
        values: dict[str, str] | None = None,
        *,
        text: str = "",
        position: Position = NOWHERE,
    ) -> None:
        """Note `code` of the catalogue. Raises KeyError for a code that is not in it."""
        self._found.append(
            Diagnostic(
                code=code,
                severity=CATALOGUE[code].severity,
                values=values or {},
                text=text,
                position=position,
            )
        )

    def extend(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Note diagnostics that another step had found."""
        self._found.extend(diagnostics)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that was noted so far."""
        return tuple(self._found)
