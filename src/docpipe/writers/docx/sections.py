"""Where a section of a document ends."""

from docpipe.writers.docx.ooxml import Element, add, qualify


def end_of(body: Element) -> Element:
    """The properties of the last paragraph of `body`, for those of a section that ends there.

    A paragraph is added where `body` ends in none, or in one that ends a section already.
    """
    last = body[-1] if len(body) else None
    ended = f"{qualify('w:pPr')}/{qualify('w:sectPr')}"
    if last is None or last.tag != qualify("w:p") or last.find(ended) is not None:
        last = add(body, "w:p")
    properties = last.find(qualify("w:pPr"))
    if properties is None:
        properties = add(last, "w:pPr")
        last.insert(0, properties)
    return properties
