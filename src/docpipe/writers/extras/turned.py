"""The page of a wide table: the theme's, turned clockwise, so that its head is at the binding."""

from msgspec.structs import replace

from docpipe.themes.schema import Page


def turn_page(page: Page) -> Page:
    """`page` on its side: what was the left margin is at the top, what was the top is at the right."""
    return replace(
        page,
        width=page.height,
        height=page.width,
        top=page.inner,
        outer=page.top,
        bottom=page.outer,
        inner=page.bottom,
        facing=False,
        lines=None,
    )
