"""The element of a page that holds the article → flat blocks: hidden text out, embeds labelled, layout undone."""

from collections.abc import Iterable, Iterator, Sequence

from docpipe.diagnostics import Report
from docpipe.readers.blocks import BlockBuilder
from docpipe.readers.boilerplate import drop_boilerplate
from docpipe.readers.decoration import drop_decoration
from docpipe.readers.embeds import settle_embeds
from docpipe.readers.events import SILENT, Characters, Event, parse_events
from docpipe.readers.hidden import drop_hidden
from docpipe.readers.layout import settle_display, unwrap_frames
from docpipe.readers.look import PLAIN, Look
from docpipe.readers.noise import settle_noise
from docpipe.readers.ordinals import join_ordinals
from docpipe.readers.places import Places, visible_count
from docpipe.readers.quill import QuillEvents
from docpipe.readers.singlefile import restore_images
from docpipe.readers.spaced import close_spaces, settle_boxes
from docpipe.readers.tree import Element, build_tree, tree_events
from docpipe.source import SourceBlock

# A frame is a player or a form, and becomes a label.
_PAGE_SILENT = SILENT - {"iframe"}
_SAMPLE = 60
"""Characters of what was left out that a diagnostic shows."""


def parse_page(markup: str) -> Element:
    """The tree of `markup`, its characters counted so that the place of each can be found."""
    root = build_tree(_counted(parse_events(markup, _PAGE_SILENT)))
    restore_images(root, markup)
    return root


def _counted(events: Iterable[Event]) -> Iterator[Event]:
    count, frames = 0, 0
    for event in events:
        if isinstance(event, Characters):
            yield Characters(event.text, count)
            # What stands in a frame is no text of the page; `Places` knows the same.
            count += 0 if frames else visible_count(event.text)
            continue
        if event.tag == "iframe":
            frames += 1 if hasattr(event, "attributes") else -1
        yield event


def read_tree(
    root: Element,
    report: Report,
    *,
    places: Places | None = None,
    base: Look = PLAIN,
    keep_boilerplate: bool = False,
) -> tuple[SourceBlock, ...]:
    """The blocks in `root`, which is changed on the way; what was left out or replaced goes to `report`.

    `base` is the look of the page's own text.
    """
    note_hidden(drop_hidden(root), report)
    settle_embeds(root, report)
    settle_noise(root)
    drop_decoration(root, report)
    settle_display(root)
    unwrap_frames(root)
    settle_boxes(root)
    builder = BlockBuilder(places, base)
    blocks = builder.build(QuillEvents(report).settle(tree_events(root)))
    blocks = join_ordinals(close_spaces(blocks))
    if builder.dropped_characters:
        report.add("dropped-characters", {"count": str(builder.dropped_characters)})
    return blocks if keep_boilerplate else drop_boilerplate(blocks, report)


def note_hidden(texts: Sequence[str], report: Report) -> None:
    """Note in `report` that `texts`, which a page holds and does not show, were left out."""
    if texts:
        count = sum(map(visible_count, texts))
        report.add("hidden-text", {"count": str(count), "sample": cut_sample(texts)})


def cut_sample(texts: Sequence[str]) -> str:
    """The beginning of `texts`, as a diagnostic shows it."""
    sample = " / ".join(texts)
    return sample if len(sample) <= _SAMPLE else f"{sample[:_SAMPLE]}…"
