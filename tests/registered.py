"""A registry that holds what a test puts into it."""

from typing import Any

import pytest

from docpipe import registry
from docpipe.batch import process
from fakes import WRITERS, FakeReader


class Registered:
    """Readers and writers by name; transforms and themes are docpipe's own."""

    def __init__(self) -> None:
        self.reader: dict[str, Any] = {"lines": FakeReader()}
        self.writer: dict[str, Any] = {writer.name: writer for writer in WRITERS}

    def add_reader(self, reader: Any) -> None:
        self.reader[reader.name] = reader

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        load, names = registry._load, registry._registered
        own = {"reader": self.reader, "writer": self.writer}

        def fake_load(kind: str, name: str) -> Any:
            return own[kind][name] if name in own.get(kind, {}) else load(kind, name)

        monkeypatch.setattr(registry, "_load", fake_load)
        monkeypatch.setattr(registry, "_registered", lambda kind: own[kind] if kind in own else names(kind))
        # A process that is forked has this registry too; one that is started afresh has not. The threads
        # that libraries of other tests left behind are idle.
        monkeypatch.setattr(process, "_may_fork", lambda: True)
