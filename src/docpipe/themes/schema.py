"""The schema of a theme: one frozen struct per table of the TOML file, shared by every writer.

Lengths on the page are millimetres, type sizes and spaces around paragraphs points, first-line
indents characters of the paragraph's own size. Colours are `#rrggbb`.
"""

from typing import Annotated, Literal

import msgspec

from docpipe.model import Alignment, Marker, MarkerScheme

Colour = Annotated[str, msgspec.Meta(pattern=r"^#[0-9a-fA-F]{6}$")]
FontName = Annotated[str, msgspec.Meta(min_length=1, max_length=31, pattern=r"^[^\"'\\;{}<>&]+$")]
"""Word takes no font name of 32 characters or more (MS-OI29500 2.1.88); the rest keeps CSS and XML whole."""
FontRole = Literal["song", "hei", "kai", "fang", "title"]
"""The faces of Chinese print: 宋体 for text, 黑体 for headings, 楷体 and 仿宋 for voices, and the title's."""

Millimetres = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Points = Annotated[float, msgspec.Meta(ge=0, le=200)]
FontSize = Annotated[float, msgspec.Meta(ge=4, le=144)]


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Page(_Table, frozen=True):
    """The paper and the margins around the text."""

    width: Millimetres
    height: Millimetres
    top: Millimetres
    bottom: Millimetres
    inner: Millimetres
    """The left margin; on facing pages the one at the binding."""
    outer: Millimetres
    facing: bool = False
    """Left and right pages mirror each other."""
    lines: Annotated[int, msgspec.Meta(ge=1, le=200)] | None = None
    """Lines of body text that a full page holds, where the theme promises a number; Word's grid shows it."""


class Face(_Table, frozen=True):
    """A font role: what a DOCX names (Windows and WPS have it), and what the PDF looks for, best first."""

    word: FontName
    word_latin: FontName
    families: Annotated[tuple[FontName, ...], msgspec.Meta(min_length=1)]
    bolder: tuple[FontName, ...] = ()
    """Those of the families whose bold is the nearest to the face, as that of a 宋体 is to 小标宋."""
    marks: tuple[FontName, ...] = ()
    """Where the families draw “ ” ‘ ’ … — · as narrow as Latin fonts do: what the PDF takes for these."""


class Faces(_Table, frozen=True):
    """A face for every role."""

    song: Face
    hei: Face
    kai: Face
    fang: Face
    title: Face

    def face(self, role: FontRole) -> Face:
        """The face of `role`."""
        faces = {"song": self.song, "hei": self.hei, "kai": self.kai, "fang": self.fang, "title": self.title}
        return faces[role]


class Style(_Table, frozen=True):
    """How one kind of paragraph is set."""

    face: FontRole = "song"
    size: FontSize = 12
    pitch: Points = 21
    """Distance of the lines, in points."""
    bold: bool = False
    colour: Colour = "#000000"
    align: Alignment = "justify"
    first_line: Annotated[float, msgspec.Meta(ge=0, le=10)] = 0
    """First-line indent, in characters."""
    before: Points = 0
    after: Points = 0
    rule_below: Colour | None = None
    """A hairline under the paragraph."""
    bar: Colour | None = None
    """A bar at the left of the paragraph."""
    marker_colour: Colour | None = None
    """Of a heading: the colour of its marker, where that differs."""
    keep_with_next: bool = False
    inset: Annotated[float, msgspec.Meta(ge=0, le=20)] = 0
    """Of what is set at the end of the line: characters that stay free there."""
    widow_control: bool = True
    """No line of the paragraph stands alone at the foot or the head of a page."""
    latin_gap: bool = True
    """Word parts Chinese from Latin letters and digits by a quarter of a character."""


class Styles(_Table, frozen=True):
    """A style for every kind of paragraph that a writer sets."""

    title: Style
    byline: Style
    heading1: Style
    heading2: Style
    heading3: Style
    heading4: Style
    body: Style
    centred: Style
    salutation: Style
    signature: Style
    credit: Style
    caption: Style
    quote: Style
    item: Style
    verse: Style
    imprint: Style
    """The small line at the end that says where the article came from."""
    header: Style
    footer: Style
    cell: Style = Style(size=10.5, pitch=16, align="start")
    """A paragraph in a table."""

    part: Style | None = None
    """A heading of level 1 that bears no number; None: as `heading1`."""

    def heading(self, level: int) -> Style:
        """The style of a heading of `level`, 1 or more; deeper than 4 is set as 4."""
        return (self.heading1, self.heading2, self.heading3, self.heading4)[min(level, 4) - 1]


class Emphasis(_Table, frozen=True):
    """How the author's bold and colour appear in print."""

    face: FontRole = "hei"
    bold: bool = True
    colours: bool = True
    """Keep the author's colours, toned: hue kept, darkened until legible on paper."""


class Furniture(_Table, frozen=True):
    """What stands in the margins. `{title}`, `{page}` and `{pages}` are filled in."""

    header: str = ""
    footer: str = "第 {page} 页  共 {pages} 页"
    header_on_first: bool = False
    header_gap: Millimetres = 5
    """Between the text and the line of the header, from edge to edge; so is `footer_gap`."""
    footer_gap: Millimetres = 6
    footer_gap_word: Millimetres | None = None
    """The same in a DOCX, where a theme places what stands on the line by its ink; None: as `footer_gap`."""
    byline: Literal["always", "unsigned"] = "always"
    """Whether the author or the organisation stands under the title even where a signature closes the text."""


class PlainText(_Table, frozen=True):
    """The theme's look in plain text: width in East Asian columns."""

    columns: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 56


class Theme(_Table, frozen=True):
    """A whole theme."""

    name: str
    label_zh: str
    label_en: str
    page: Page
    faces: Faces
    styles: Styles
    emphasis: Emphasis = Emphasis()
    furniture: Furniture = Furniture()
    text: PlainText = PlainText()
    ladder: Annotated[tuple[MarkerScheme, ...], msgspec.Meta(max_length=4)] = ()
    """The kinds of numbers whose headings are set as level 1, 2, 3, 4 wherever they stand."""

    def list_roles(self) -> tuple[FontRole, ...]:
        """The font roles that the styles and emphasis use, in the order of the styles."""
        styles = (getattr(self.styles, name) for name in Styles.__struct_fields__)
        faces = (style.face for style in styles if style)
        return tuple(dict.fromkeys([*faces, self.emphasis.face]))

    def rank_heading(self, level: int, marker: Marker | None) -> int:
        """Which heading's look one of `level` has: 1 to 4, or 0 for that of a part."""
        if marker is None and level == 1 and self.styles.part:
            return 0
        if marker and marker.scheme in self.ladder:
            return self.ladder.index(marker.scheme) + 1
        return min(level, 4)

    def style_heading(self, level: int, marker: Marker | None) -> Style:
        """The style of a heading of `level`, 1 or more, that `marker` numbers."""
        rank = self.rank_heading(level, marker)
        return self.styles.heading(rank) if rank else self.styles.part or self.styles.heading1
