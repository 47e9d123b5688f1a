"""Figure → a picture in the line, as large as it is meant to be and no larger than the page allows."""

from docpipe.model import Figure
from docpipe.walk import plain_text
from docpipe.writers.docx.characters import one_line
from docpipe.writers.docx.images import Picture
from docpipe.writers.docx.ooxml import Element, add, emus

_POINTS_PER_PIXEL = 0.75
"""A CSS px is 1/96 of an inch."""
_NAMELESS = "图片"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def describe_figure(figure: Figure) -> str:
    """What a reader who cannot see `figure` is told: its alternative text, its caption, or that it is one."""
    return one_line(figure.alternative) or one_line(plain_text(figure.caption)) or _NAMELESS


def label_frame(figure: Figure) -> str:
    """What stands in the frame of a picture that is not at hand; what its caption says is not said twice."""
    alternative = one_line(figure.alternative)
    label = _NAMELESS if alternative in ("", one_line(plain_text(figure.caption))) else alternative
    return f"［{label}］\n{figure.address}".rstrip()


def fit_picture(figure: Figure, picture: Picture, width: float, height: float) -> tuple[float, float]:
    """Width and height in points: as `figure` asks or as many pixels as there are, within `width` and `height`."""
    wanted = (figure.width if figure.width and figure.width > 0 else picture.width) * _POINTS_PER_PIXEL
    scale = min(wanted, width, height * picture.width / picture.height) / picture.width
    return picture.width * scale, picture.height * scale


def add_picture(
    paragraph: Element, relationship: str, number: int, description: str, size: tuple[float, float]
) -> None:
    """A run with the image of `relationship` in `paragraph`; `number` is unique in the document, from 1."""
    inline = add(
        add(add(paragraph, "w:r"), "w:drawing"), "wp:inline", {"distT": 0, "distB": 0, "distL": 0, "distR": 0}
    )
    extent: dict[str, str | int] = {"cx": emus(size[0]), "cy": emus(size[1])}
    names: dict[str, str | int] = {"id": number, "name": f"图片 {number}", "descr": description}
    add(inline, "wp:extent", extent)
    add(inline, "wp:docPr", names)
    add(add(inline, "wp:cNvGraphicFramePr"), "a:graphicFrameLocks", {"noChangeAspect": 1})
    data = add(add(inline, "a:graphic"), "a:graphicData", {"uri": _PICTURE})
    picture = add(data, "pic:pic")
    properties = add(picture, "pic:nvPicPr")
    add(properties, "pic:cNvPr", names)
    add(properties, "pic:cNvPicPr")
    fill = add(picture, "pic:blipFill")
    add(fill, "a:blip", {"r:embed": relationship})
    add(add(fill, "a:stretch"), "a:fillRect")
    _add_shape(picture, extent)


def _add_shape(picture: Element, extent: dict[str, str | int]) -> None:
    shape = add(picture, "pic:spPr")
    transform = add(shape, "a:xfrm")
    add(transform, "a:off", {"x": 0, "y": 0})
    add(transform, "a:ext", extent)
    add(add(shape, "a:prstGeom", {"prst": "rect"}), "a:avLst")
