"""A page without the bytes of its images: what is asked of a page's markup need not look through megabytes of them."""

import re

# Below this length, in characters, looking is cheaper than cutting.
_WORTH_CUTTING = 500_000
_IMAGE = re.compile(r"(?<=;base64,)[A-Za-z0-9+/=%\s]{1000,}")


def cut_images(markup: str) -> str:
    """`markup` with the long data: addresses in it cut short."""
    return markup if len(markup) < _WORTH_CUTTING else _IMAGE.sub("", markup)
