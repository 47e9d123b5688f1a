"""One source → its outcome, in this process: the public `convert`."""

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import PurePath

from docpipe.batch.choices import check_options, choose_destination
from docpipe.batch.destination import DEFAULT_FOLDER, Finished, Product, overwriting
from docpipe.batch.manifest import Job
from docpipe.batch.naming import NameTemplate
from docpipe.batch.options import BatchOptions
from docpipe.batch.outcome import Outcome
from docpipe.batch.sources import Found
from docpipe.batch.task import Settings, Task
from docpipe.batch.work import Reading, read_source, write_reading
from docpipe.convert import DEFAULT_FORMATS, AnySource, ConvertOptions, find_writers, read_bytes
from docpipe.errors import DocpipeError
from docpipe.place import owner_of

_NAMELESS = "article"
"""What the outputs are called of a source that has no name: bytes, an unnamed file object."""

_DEFAULTS = ConvertOptions()


def convert(
    source: AnySource,
    *,
    to: str | Sequence[str] = DEFAULT_FORMATS,
    out: str | os.PathLike[str] = DEFAULT_FOLDER,
    options: ConvertOptions = _DEFAULTS,
) -> Outcome:
    """Convert one source, a path, bytes or an open binary file; the outcome names the outputs.

    `to` names the formats; omitted, docx, pdf and txt. `out` is a folder, or a file where it ends
    in the suffix of the one format. Raises OptionError before anything was tried, SourceError
    where there is no article, WriteError where a format could not be made or placed; the other
    formats stand then all the same.
    """
    writers = find_writers(to)
    template = check_options(options)
    name, data = read_bytes(source)
    found = Found(name or _NAMELESS, data=data)
    destination = choose_destination(
        os.fspath(out), writers, single=True, options=options, batch=BatchOptions()
    )
    destination.check()
    owner = owner_of(os.getpid())
    settings = Settings(formats=tuple(writer.name for writer in writers), options=options, owner=owner)
    reading = read_source(found, settings, data)
    target = _target(found, template, reading)
    products = [Product(writer, destination.path(target, writer)) for writer in writers]
    for product in products:
        if _is_source(product, name):
            raise overwriting(product, name)
    with closing(destination):
        destination.open()
        targets = tuple(os.fsencode(product.path) if product.path else b"" for product in products)
        task = Task(number=1, name=os.fsencode(found.name), targets=targets)
        errors: list[DocpipeError] = []
        made = write_reading(reading, task, settings, errors)
        (outcome,) = destination.settle([Finished(Job(found, target), products, made)])
    if outcome.error is not None:
        raise errors[0] if errors else outcome.error
    return outcome


def _target(found: Found, template: NameTemplate, reading: Reading) -> PurePath:
    return PurePath(template.fill(found.stem, 1, reading.article.meta))


def _is_source(product: Product, name: str) -> bool:
    try:
        return bool(name) and product.path is not None and product.path.samefile(name)
    except (OSError, ValueError):
        return False
