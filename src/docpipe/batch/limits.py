"""What a document may take."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What a document may take: seconds on the clock, and MiB of memory that are the process's own."""

    seconds: float = 120.0
    mebibytes: int = 2048
