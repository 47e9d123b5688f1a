"""Events of a page → a tree that can be searched and pruned, and back. Nothing here recurses: a page may be deep."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from docpipe.readers.events import Characters, End, Event, Start
from docpipe.readers.look import parse_style


class Element:
    """An element of a page: its tag, its attributes, its children in order, its parent (None for the root)."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None" = None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Child] = []
        self.parent = parent

    @property
    def identifier(self) -> str:
        """The id, "" where it has none."""
        return self.attributes.get("id", "")

    @property
    def classes(self) -> frozenset[str]:
        """The names in the class attribute."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def style(self) -> dict[str, str]:
        """The declarations of the style attribute, names and values in lower case."""
        return parse_style(self.attributes.get("style", ""))

    def replace_with(self, children: "list[Child]") -> None:
        """Put `children` where this element stands."""
        if self.parent is None:
            return
        # By identity: two empty elements look the same.
        at = next(index for index, child in enumerate(self.parent.children) if child is self)
        for child in children:
            if isinstance(child, Element):
                child.parent = self.parent
        self.parent.children[at : at + 1] = children
        self.parent = None

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>"


Child: TypeAlias = "Element | Characters"


def build_tree(events: Iterable[Event]) -> Element:
    """The tree that `events` describe, below a root without a tag."""
    root = Element("", {})
    current = root
    for event in events:
        match event:
            case Characters():
                current.children.append(event)
            case Start():
                element = Element(event.tag, event.attributes, current)
                current.children.append(element)
                current = element
            case End():
                current = current.parent or root
    return root


def tree_events(root: Element) -> Iterator[Event]:
    """The events that describe what is in `root`, itself left out."""
    stack: list[tuple[Element, Iterator[Child]]] = [(root, iter(root.children))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                yield End(element.tag)
        elif isinstance(child, Element):
            yield Start(child.tag, child.attributes)
            stack.append((child, iter(child.children)))
        else:
            yield child


def descendants(root: Element) -> Iterator[Element]:
    """Every element below `root`, a parent before its children, in the order of the page."""
    stack = [child for child in reversed(root.children) if isinstance(child, Element)]
    while stack:
        element = stack.pop()
        yield element
        stack.extend(child for child in reversed(element.children) if isinstance(child, Element))


def find(root: Element, fits: Callable[[Element], bool]) -> Element | None:
    """The first element below `root` that `fits`."""
    return next((element for element in descendants(root) if fits(element)), None)


def find_by_id(root: Element, identifier: str) -> Element | None:
    """The first element below `root` with that id."""
    return find(root, lambda element: element.identifier == identifier)


def find_by_class(root: Element, name: str) -> Element | None:
    """The first element below `root` that has `name` among its classes."""
    return find(root, lambda element: name in element.classes)


def text_of(root: Element) -> str:
    """The characters below `root`, joined as they come."""
    return "".join(event.text for event in tree_events(root) if isinstance(event, Characters))


def visible_length(root: Element) -> int:
    """The number of characters below `root` that are no white space."""
    return sum(
        len("".join(event.text.split())) for event in tree_events(root) if isinstance(event, Characters)
    )


def prune(root: Element, unwanted: Callable[[Element], bool]) -> list[Element]:
    """Take out the elements below `root` that are `unwanted`, with all that is in them; they are returned."""
    taken: list[Element] = []
    stack = [root]
    while stack:
        element = stack.pop()
        kept: list[Child] = []
        for child in element.children:
            if isinstance(child, Element) and unwanted(child):
                child.parent = None
                taken.append(child)
            else:
                kept.append(child)
        element.children = kept
        stack.extend(child for child in reversed(kept) if isinstance(child, Element))
    return taken
