"""Parts → a zip archive that is the same, byte for byte, whenever and wherever it is written."""

import io
import zipfile
from collections.abc import Iterable

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip archive can hold; any other would be a clock's."""
_ON_UNIX = 3
_READ_WRITE = 0o600 << 16


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The archive of `parts` (name without a leading slash, content), in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _EPOCH)
            # Images are compressed already.
            stored = name.startswith("word/media/")
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            # Left to itself, zipfile notes the system that it runs on.
            entry.create_system = _ON_UNIX
            entry.external_attr = _READ_WRITE
            archive.writestr(entry, content)
    return buffer.getvalue()
