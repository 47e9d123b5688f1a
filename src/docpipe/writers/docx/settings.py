"""Settings, fonts and colour scheme of the document: what Word asks before it lays out a line."""

from docpipe.themes.schema import Face, Theme
from docpipe.writers.docx.ooxml import (
    Attributes,
    Element,
    add,
    add_value,
    hexadecimal,
    root,
    serialise,
    twips,
)

_COMPATIBILITY_URI = "http://schemas.microsoft.com/office/word"
_WORD_2013 = 15
_SIMPLIFIED = "86"
"""The charset of GB 2312, as `w:charset` writes it (ECMA-376 17.8.3.2)."""
_ENGLISH_NAMES = {
    "宋体": "SimSun",
    "黑体": "SimHei",
    "楷体": "KaiTi",
    "仿宋": "FangSong",
    "方正小标宋简体": "FZXiaoBiaoSong-B05S",
    "微软雅黑": "Microsoft YaHei",
}
_OTHER_NAMES = (
    _ENGLISH_NAMES
    | {english: chinese for chinese, english in _ENGLISH_NAMES.items()}
    | {"楷体_GB2312": "KaiTi", "仿宋_GB2312": "FangSong"}
)
_SCHEME = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


def build_settings(theme: Theme) -> bytes:
    """`word/settings.xml`: Word 2013's layout, punctuation compressed, Chinese as the language of the text."""
    settings = root("w:settings", "w")
    add(settings, "w:zoom", {"w:percent": 100})
    if theme.page.facing:
        add(settings, "w:mirrorMargins")
    add_value(settings, "w:defaultTabStop", twips(2 * theme.styles.body.size))
    if theme.page.facing:
        add(settings, "w:evenAndOddHeaders")
    add_value(settings, "w:characterSpacingControl", "compressPunctuation")
    compatibility = add(settings, "w:compat")
    # Without it Word stretches a justified line that the author broke.
    add(compatibility, "w:doNotExpandShiftReturn")
    mode: Attributes = {"w:name": "compatibilityMode", "w:uri": _COMPATIBILITY_URI, "w:val": _WORD_2013}
    add(compatibility, "w:compatSetting", mode)
    add(settings, "w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"})
    names = dict(zip(("bg1", "t1", "bg2", "t2"), ("light1", "dark1", "light2", "dark2"), strict=True))
    names |= {f"accent{number}": f"accent{number}" for number in range(1, 7)}
    names |= {"hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink"}
    add(settings, "w:clrSchemeMapping", {f"w:{name}": colour for name, colour in names.items()})
    add_value(settings, "w:decimalSymbol", ".")
    add_value(settings, "w:listSeparator", ",")
    return serialise(settings)


def build_font_table(theme: Theme) -> bytes:
    """`word/fontTable.xml`: the fonts that the styles name, and what they are called elsewhere."""
    fonts = root("w:fonts", "w")
    faces = theme.faces
    seen: set[str] = set()
    for face in (faces.song, faces.hei, faces.kai, faces.fang, faces.title):
        _add_font(fonts, face.word, seen, chinese=True)
    for face in (faces.song, faces.hei, faces.kai, faces.fang, faces.title):
        _add_font(fonts, face.word_latin, seen, chinese=False)
    return serialise(fonts)


def _add_font(fonts: Element, name: str, seen: set[str], *, chinese: bool) -> None:
    if name in seen:
        return
    seen.add(name)
    font = add(fonts, "w:font", {"w:name": name})
    if name in _OTHER_NAMES:
        add_value(font, "w:altName", _OTHER_NAMES[name])
    add_value(font, "w:charset", _SIMPLIFIED if chinese else "00")
    add_value(font, "w:family", "auto")
    add_value(font, "w:pitch", "variable")


def build_theme(theme: Theme) -> bytes:
    """`word/theme/theme1.xml`: what the menus for fonts and colours offer. No style refers to it."""
    document = root("a:theme", "a")
    document.set("name", theme.name)
    elements = add(document, "a:themeElements")
    _add_colours(elements, theme)
    fonts = add(elements, "a:fontScheme", {"name": theme.name})
    _add_theme_font(fonts, "a:majorFont", theme.faces.hei)
    _add_theme_font(fonts, "a:minorFont", theme.faces.song)
    _add_formats(elements, theme)
    return serialise(document)


def _add_colours(elements: Element, theme: Theme) -> None:
    styles = theme.styles
    accent, quiet = styles.heading1.colour, styles.caption.colour
    colours = (
        "#000000",
        "#ffffff",
        quiet,
        "#f5f5f5",
        accent,
        quiet,
        "#1f4e79",
        "#3b6e47",
        "#8a5a00",
        "#5b3a77",
    )
    scheme = add(elements, "a:clrScheme", {"name": theme.name})
    for name, colour in (*zip(_SCHEME, colours, strict=True), ("hlink", accent), ("folHlink", quiet)):
        add(add(scheme, f"a:{name}"), "a:srgbClr", {"val": hexadecimal(colour)})


def _add_theme_font(fonts: Element, name: str, face: Face) -> None:
    font = add(fonts, name)
    for script, typeface in (("latin", face.word_latin), ("ea", face.word), ("cs", face.word_latin)):
        add(font, f"a:{script}", {"typeface": typeface})
    add(font, "a:font", {"script": "Hans", "typeface": face.word})


def _add_formats(elements: Element, theme: Theme) -> None:
    """The least that a format scheme may be: three each of fills, lines, effects and backgrounds."""
    formats = add(elements, "a:fmtScheme", {"name": theme.name})
    _add_fills(add(formats, "a:fillStyleLst"))
    lines = add(formats, "a:lnStyleLst")
    for width in (6350, 12700, 19050):
        _add_fill(add(lines, "a:ln", {"w": width}))
    effects = add(formats, "a:effectStyleLst")
    for _ in range(3):
        add(add(effects, "a:effectStyle"), "a:effectLst")
    _add_fills(add(formats, "a:bgFillStyleLst"))


def _add_fills(parent: Element) -> None:
    for _ in range(3):
        _add_fill(parent)


def _add_fill(parent: Element) -> None:
    add(add(parent, "a:solidFill"), "a:schemeClr", {"val": "phClr"})
