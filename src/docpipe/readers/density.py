"""How much of each element of a page is prose, and how much is links: the measure by which the article is found."""

import re
from typing import NamedTuple

from docpipe.readers.events import Characters
from docpipe.readers.tree import Element

_INLINE_TAGS = (
    "a abbr b bdi bdo big cite code del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup "
    "time tt u var br wbr o:p"
)
INLINE = frozenset(_INLINE_TAGS.split())
"""Elements that do not begin a line of their own."""

_STOP = re.compile("[，。；：？！、,;?!]")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|zip|rar|ofd|txt)(?:[?#]|$)", re.IGNORECASE)

# A block is navigation where more than this share of it is links; a line shorter than this, without
# a stop, is a label. Calibrated on pages of our own in the manner of news, government, school, blog
# and forum pages (tests/readers/web_pages.py).
_LINKED = 0.5
_LABEL_LENGTH = 20
_LABEL_WEIGHT = 0.2
_STOP_WEIGHT = 5


class Measure(NamedTuple):
    """What an element holds, in characters, links, links to files, pictures; `prose` is what is no link or label."""

    characters: int = 0
    linked: int = 0
    links: int = 0
    files: int = 0
    pictures: int = 0
    prose: float = 0

    @property
    def link_share(self) -> float:
        """The share of the characters that are links, 0 to 1."""
        return self.linked / self.characters if self.characters else 0

    def __add__(self, other: object) -> "Measure":
        if not isinstance(other, Measure):
            return NotImplemented
        return Measure(
            self.characters + other.characters,
            self.linked + other.linked,
            self.links + other.links,
            self.files + other.files,
            self.pictures + other.pictures,
            self.prose + other.prose,
        )


_NOTHING = Measure()


class _Block:
    __slots__ = ("files", "linked", "links", "pictures", "plain", "stops")

    def __init__(self) -> None:
        self.plain = self.linked = self.links = self.files = self.pictures = self.stops = 0

    def measure(self) -> Measure:
        characters = self.plain + self.linked
        return Measure(
            characters, self.linked, self.links, self.files, self.pictures, self._prose(characters)
        )

    def _prose(self, characters: int) -> float:
        if not characters or self.linked > _LINKED * characters:
            return 0
        if not self.stops and self.plain < _LABEL_LENGTH:
            return _LABEL_WEIGHT * self.plain
        return self.plain * self.plain / characters + _STOP_WEIGHT * self.stops


def measure_page(root: Element) -> dict[int, Measure]:
    """The measure of `root` and of every element below it that is no inline one, by identity."""
    order: list[Element] = []
    blocks: dict[int, _Block] = {}
    stack: list[tuple[Element, _Block, bool]] = [(root, _Block(), False)]
    while stack:
        element, block, in_link = stack.pop()
        if element.tag not in INLINE:
            block = _Block()
            blocks[id(element)] = block
            order.append(element)
        elif element.tag == "a" and (address := element.attributes.get("href", "")):
            in_link = True
            block.links += 1
            block.files += is_file_address(address)
        elif element.tag == "img":
            block.pictures += 1
        for child in element.children:
            if isinstance(child, Characters):
                _count(child.text, block, in_link=in_link)
        stack.extend(
            (child, block, in_link) for child in reversed(element.children) if isinstance(child, Element)
        )
    return _sum_up(order, blocks)


def _count(text: str, block: _Block, *, in_link: bool) -> None:
    length = sum(map(len, text.split()))
    if in_link:
        block.linked += length
    else:
        block.plain += length
        block.stops += len(_STOP.findall(text))


def _sum_up(order: list[Element], blocks: dict[int, _Block]) -> dict[int, Measure]:
    sums = {key: block.measure() for key, block in blocks.items()}
    for element in reversed(order):
        parent = element.parent
        while parent is not None and id(parent) not in sums:
            parent = parent.parent
        if parent is not None:
            sums[id(parent)] += sums[id(element)]
    return sums


def measure_of(element: Element, measures: dict[int, Measure]) -> Measure:
    """The measure of `element`; nothing for one that is inline or not of the page that was measured."""
    return measures.get(id(element), _NOTHING)


def holds_content(measure: Measure) -> bool:
    """Whether there is anything to read or to look at."""
    return bool(measure.characters or measure.pictures)


def is_file_address(address: str) -> bool:
    """Whether a link leads to a document that is downloaded, as an attachment is."""
    return bool(_FILE.search(address))
