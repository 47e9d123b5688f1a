"""The package around the parts: relationships, content types, names (ECMA-376 Part 2).

docpipe makes every part itself. A package that started from python-docx's template would have to
replace all 17 parts of it, and its relationships search themselves again for every link.
"""

from docpipe.writers.docx.ooxml import add, root, serialise
from docpipe.writers.docx.save import pack

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

DOCUMENT = f"{_OFFICE}/officeDocument"
CORE_PROPERTIES = f"{_PACKAGE}/core-properties"
EXTENDED_PROPERTIES = f"{_OFFICE}/extended-properties"
STYLES = f"{_OFFICE}/styles"
SETTINGS = f"{_OFFICE}/settings"
NUMBERING = f"{_OFFICE}/numbering"
FONT_TABLE = f"{_OFFICE}/fontTable"
THEME = f"{_OFFICE}/theme"
HEADER = f"{_OFFICE}/header"
FOOTER = f"{_OFFICE}/footer"
IMAGE = f"{_OFFICE}/image"
HYPERLINK = f"{_OFFICE}/hyperlink"

_CONTENT_TYPES = {
    DOCUMENT: f"{_WORD}.document.main+xml",
    CORE_PROPERTIES: "application/vnd.openxmlformats-package.core-properties+xml",
    EXTENDED_PROPERTIES: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    STYLES: f"{_WORD}.styles+xml",
    SETTINGS: f"{_WORD}.settings+xml",
    NUMBERING: f"{_WORD}.numbering+xml",
    FONT_TABLE: f"{_WORD}.fontTable+xml",
    THEME: "application/vnd.openxmlformats-officedocument.theme+xml",
    HEADER: f"{_WORD}.header+xml",
    FOOTER: f"{_WORD}.footer+xml",
}
_MEDIA = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif"}


class Relationships:
    """The relationships of one part, numbered in the order in which they were asked for."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, bool], str] = {}

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship of `kind` to `target`: a part's name, or an address outside."""
        return self._found.setdefault((kind, target, external), f"rId{len(self._found) + 1}")

    def serialise(self) -> bytes:
        """The relationships as a part."""
        relationships = root("pr:Relationships", "")
        for (kind, target, external), identifier in self._found.items():
            attributes = {"Id": identifier, "Type": kind, "Target": target}
            add(
                relationships,
                "pr:Relationship",
                attributes | {"TargetMode": "External"} if external else attributes,
            )
        return serialise(relationships)


class Package:
    """The parts of a document under construction, `word/document.xml` among them."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[str, bytes]] = {}
        self._package = Relationships()
        self.document = Relationships()
        """What the document points to: its other parts, images, addresses outside."""
        self._images: dict[bytes, str] = {}

    def add_top(self, kind: str, name: str, content: bytes) -> None:
        """Put a part that the package itself points to at `name`."""
        self._package.relate(kind, name)
        self._parts[name] = (kind, content)

    def add_part(self, kind: str, name: str, content: bytes) -> str:
        """Put a part that the document points to at `word/` and `name`, and return its relationship's id."""
        self._parts[f"word/{name}"] = (kind, content)
        return self.document.relate(kind, name)

    def add_image(self, content: bytes, suffix: str) -> str:
        """Put an image in, once however often it is shown, and return its relationship's id."""
        name = self._images.setdefault(content, f"media/image{len(self._images) + 1}.{suffix}")
        return self.add_part(IMAGE, name, content)

    def save(self) -> bytes:
        """The package as a file. The content types come first, as readers of streams want them."""
        parts = [
            ("[Content_Types].xml", self._content_types()),
            ("_rels/.rels", self._package.serialise()),
            ("word/_rels/document.xml.rels", self.document.serialise()),
        ]
        parts += [(name, content) for name, (_, content) in sorted(self._parts.items())]
        return pack(parts)

    def _content_types(self) -> bytes:
        types = root("ct:Types", "")
        add(
            types,
            "ct:Default",
            {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"},
        )
        add(types, "ct:Default", {"Extension": "xml", "ContentType": "application/xml"})
        used = {name.rpartition(".")[2] for name in self._images.values()}
        for suffix in sorted(used):
            add(types, "ct:Default", {"Extension": suffix, "ContentType": _MEDIA[suffix]})
        for name, (kind, _) in sorted(self._parts.items()):
            if kind != IMAGE:
                add(types, "ct:Override", {"PartName": f"/{name}", "ContentType": _CONTENT_TYPES[kind]})
        return serialise(types)
