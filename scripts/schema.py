#!/usr/bin/env python3
"""Write docs/article.schema.json from the model. Run it after a change of `src/docpipe/model.py`."""

from pathlib import Path

from docpipe.writers.json import encode_schema

TARGET = Path(__file__).parent.parent / "docs" / "article.schema.json"

TARGET.write_bytes(encode_schema())
print(TARGET)
