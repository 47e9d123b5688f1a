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
    "guessed-encoding": Entry(
        "note",
        Message(
            "没有说明编码，看来是 {encoding}",
            "nothing says the encoding; it looks like {encoding}",
        ),
    ),
    "replaced-characters": Entry(
        "warning",
        Message(
            "有 {count} 个字符无法按 {encoding} 解码，已替换为 �",
            "{count} characters are not valid {encoding} and became �",
        ),
        Message("请用原始编码重新导出", "export again in the original encoding"),
    ),
    "dropped-characters": Entry(
        "note",
        Message(
            "删去 {count} 个不可印刷的控制字符",
            "{count} control characters that cannot be printed were dropped",
        ),
    ),
    # read
    "weak-detection": Entry(
        "note",
        Message(
            "读取器 {reader} 没有把握：{reason_zh}", "the reader {reader} is not sure of it: {reason_en}"
        ),
        Message("可用 --from 指定读取器", "--from names the reader to use"),
    ),
    "close-detection": Entry(
        "note",
        Message(
            "由读取器 {reader} 读取，但 {rival} 也几乎同样有把握：{reason_zh}",
            "read by {reader}, but {rival} was nearly as sure: {reason_en}",
        ),
        Message("可用 --from 指定读取器", "--from names the reader to use"),
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
        Message(
            "图片不在本机，以占位框代替：{address}",
            "the image is not at hand and is shown as a frame: {address}",
        ),
    ),
    "unknown-segment": Entry(
        "warning",
        Message(
            "不认识的美篇段落类型 {kind}，文字和图片照收",
            "segments of type {kind} are not known; their texts and images are kept",
        ),
    ),
    "cut-off-data": Entry(
        "warning",
        Message(
            "文章数据不完整，只读到前 {count} 段",
            "the data of the article is cut off; its first {count} segments were read",
        ),
    ),
    "broken-data": Entry(
        "note",
        Message(
            "网页里的文章数据已损坏，改按网页上的元素读取",
            "the article's data in the page is broken; the elements of the page were read instead",
        ),
    ),
    "several-articles": Entry(
        "warning",
        Message(
            "数据里有 {count} 篇文章，依次连在一起",
            "the data holds {count} articles, which follow one another",
        ),
    ),
    "unusable-image": Entry(
        "warning",
        Message("图片{reason_zh}，不能使用：{address}", "an image {reason_en} and cannot be used: {address}"),
    ),
    "unfetched-image": Entry(
        "warning",
        Message(
            "图片没有取到（{reason_zh}）：{address}", "an image was not fetched ({reason_en}): {address}"
        ),
    ),
    "prepared-image": Entry(
        "note",
        Message(
            "为打印处理了 {count} 张图片：{change_zh}", "{count} images were prepared for print: {change_en}"
        ),
    ),
    "hidden-text": Entry(
        "note",
        Message(
            "略去网页上不显示的 {count} 个字符：{sample}",
            "left out {count} characters that the page does not show: {sample}",
        ),
    ),
    "embedded-content": Entry(
        "note",
        Message(
            "网页中的{kind_zh}（{count} 处）不能印刷，以文字代替",
            "the page embeds what cannot be printed ({kind_en}, {count} in all); a label stands in",
        ),
    ),
    "dropped-decoration": Entry(
        "note",
        Message(
            "略去 {count} 张排版用的装饰图片（模板素材、图标、分隔图）",
            "left out {count} pictures that only decorate (templates' own, icons, dividers)",
        ),
    ),
    "removed-boilerplate": Entry(
        "note",
        Message("删去套话（{kind_zh}）：{lines}", "boilerplate was removed ({kind_en}): {lines}"),
        Message("用 --keep-boilerplate 保留", "--keep-boilerplate keeps it"),
    ),
    "paid-preview": Entry(
        "warning",
        Message("这是付费文章的试读部分，不是全文", "this is the free part of a paid article, not the whole"),
        Message("付费后重新保存网页", "save the page again once it is paid for"),
    ),
    "page-byline": Entry(
        "note",
        Message(
            "网页的署名行不入正文：{lines}",
            "a line of the page that says who, when and how often is no part of the text: {lines}",
        ),
    ),
    "outside-article": Entry(
        "note",
        Message(
            "正文之外的 {count} 个字符（导航、侧栏、评论等）未收入：{sample}",
            "{count} characters around the article (navigation, sidebars, comments) were left out: {sample}",
        ),
        Message("用 --from 指定其他读取器", "--from names another reader"),
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
        Message(
            "正文通篇{look_zh}，视为没有强调", "the whole body is {look_en}, which is taken as no emphasis"
        ),
    ),
    # transform
    "restored-punctuation": Entry(
        "note",
        Message("恢复全角标点 {count} 处", "{count} punctuation marks were restored to full width"),
    ),
    # write
    "empty-extra": Entry(
        "note",
        Message(
            "文章里没有可列的内容，略去{extra_zh}",
            "the article has nothing for it: no {extra_en} was made",
        ),
    ),
    "contents-without-pages": Entry(
        "note",
        Message(
            "没有 Pango，目录没有页码",
            "without Pango the contents have no page numbers",
        ),
        Message(
            "在 Word 中右键目录，选“更新域”；或运行 docpipe doctor",
            "update the field in Word, or run docpipe doctor",
        ),
    ),
    "dropped-link": Entry(
        "note",
        Message(
            "链接不可用或不安全，只留文字：{address}",
            "the link is unusable or unsafe; only its text is kept: {address}",
        ),
    ),
    "font-substituted": Entry(
        "note",
        Message(
            "字体“{wanted}”没有安装，以“{used}”代替",
            "the font “{wanted}” is not installed; “{used}” stands in",
        ),
        Message("运行 docpipe doctor 查看", "see docpipe doctor"),
    ),
    "missing-glyph": Entry(
        "note",
        Message("字体里没有这些字符：{characters}", "the fonts lack these characters: {characters}"),
        Message(
            "安装有这些字符的字体（汉字：fonts-noto-cjk，表情：fonts-noto-color-emoji），或换主题字体",
            "install a font that has them (Chinese: fonts-noto-cjk, emoji: fonts-noto-color-emoji)"
            " or change the theme's fonts",
        ),
    ),
    "pages-unknown": Entry(
        "warning",
        Message("没有 Pango，目录和索引里没有页码", "without Pango, contents and index have no page numbers"),
        Message("运行 docpipe doctor 查看怎样安装", "docpipe doctor says how to install it"),
    ),
    # proof
    "numbering-gap": Entry(
        "warning",
        Message(
            "编号跳过：此处应为第 {expected} 个，写作“{written}”",
            "the numbering skips: {expected} is due here, “{written}” is written",
        ),
        Message("补上缺的一项或改正编号", "add what is missing or mend the number"),
    ),
    "numbering-repeat": Entry(
        "warning",
        Message(
            "编号重复或重新开始：此处应为第 {expected} 个，写作“{written}”",
            "the numbering repeats or restarts: {expected} is due here, “{written}” is written",
        ),
        Message("改正编号", "mend the number"),
    ),
    "numbering-mixed": Entry(
        "warning",
        Message(
            "编号的写法不一致：别处用“{expected}”，这里用“{written}”",
            "numbers are marked in two ways: “{expected}” elsewhere, “{written}” here",
        ),
        Message("统一为一种写法", "use one of them"),
    ),
    "sum-mismatch": Entry(
        "warning",
        Message(
            "数目合不上：写作 {total}，而 {parts}",
            "the sum does not add up: {total} is written, but {parts}",
        ),
        Message("核对原始材料", "check against the source"),
    ),
    "unpaired-mark": Entry(
        "warning",
        Message("{mark} 没有配对的 {partner}", "{mark} has no {partner} to pair with"),
        Message("补上或删去", "add or delete it"),
    ),
    "sanction-mismatch": Entry(
        "warning",
        Message(
            "标题说“{title}”，正文最重是“{text}”",
            "the title says “{title}”, the heaviest in the text is “{text}”",
        ),
        Message("核对所引条款", "check the provision cited"),
    ),
    "citation-without-document": Entry(
        "note",
        Message("“{citation}”没有说明出自哪部法规", "“{citation}” does not say which document it is of"),
        Message("写明法规名称", "name the document"),
    ),
    "superseded-citation": Entry(
        "note",
        Message(
            "引自《{document}》{edition}年版第{articles_zh}条，现行为{newest}年版：{now_zh}",
            "cites article {articles_en} of the {edition} edition of 《{document}》; the one in force is of {newest}: {now_en}",
        ),
        Message(
            "对照现行条文，原文不改", "compare with the text in force; the author's words are left alone"
        ),
    ),
    "impossible-date": Entry(
        "error",
        Message("日期不存在：{date}", "there is no such date: {date}"),
        Message("核对日期", "check the date"),
    ),
    "dates-out-of-order": Entry(
        "warning",
        Message("日期先后颠倒：{dates}", "dates out of order: {dates}"),
        Message("核对日期", "check the dates"),
    ),
    "case-without-outcome": Entry(
        "warning",
        Message("案例没有写明处理结果：{case}", "the case does not say how it ended: {case}"),
        Message("补上处理结果", "add the outcome"),
    ),
    "unchecked-glyphs": Entry(
        "note",
        Message(
            "没有检查字体是否缺字：{reason_zh}",
            "whether the fonts lack characters was not checked: {reason_en}",
        ),
        Message("运行 docpipe doctor 查看", "see docpipe doctor"),
    ),
    "unencodable-characters": Entry(
        "warning",
        Message(
            "{encoding} 没有这些字符，以〓代替：{characters}",
            "{encoding} lacks these characters, 〓 stands in: {characters}",
        ),
        Message("用 --encoding utf-8 或 gb18030", "use --encoding utf-8 or gb18030"),
    ),
    # place
    "kept-foreign-file": Entry(
        "warning",
        Message(
            "{path} 不是 docpipe 写的或已被改动，保留未动",
            "{path} was not written by docpipe or was changed since, and is kept",
        ),
        Message("用 --force 覆盖", "--force replaces it"),
    ),
    "kept-other-output": Entry(
        "warning",
        Message(
            "{path} 由另一个源文件 {source} 转换而来，保留未动",
            "{path} was made from another source, {source}, and is kept",
        ),
        Message("用 --force 覆盖，或用 --name 换一个名字", "--force replaces it; --name gives another name"),
    ),
    "name-told-apart": Entry(
        "note",
        Message(
            "与其他源文件同名，输出改名为 {name}",
            "other sources have the same name; the outputs are called {name}",
        ),
    ),
}


def describe(diagnostic: Diagnostic, language: Language) -> str:
    """The sentence for `diagnostic` in `language`, with its hint; for a code of a plug-in's, its `message`."""
    sentence, hint = explain(diagnostic, language)
    stop = "。" if language == "zh" else "; "
    return f"{sentence}{stop}{hint}" if hint else sentence


def explain(diagnostic: Diagnostic, language: Language) -> tuple[str, str]:
    """What `diagnostic` says in `language`, and what to do about it, "" where that is nothing."""
    entry = CATALOGUE.get(diagnostic.code)
    if entry is None:
        return diagnostic.values.get("message", diagnostic.code), ""
    sentence = entry.text.localise(language).format_map(_Values(diagnostic.values))
    return sentence, entry.hint.localise(language)


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
