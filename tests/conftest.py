"""Paths and settings that all tests share."""

import sys
from pathlib import Path

for folder in ("", "structure", "quality"):
    sys.path.insert(0, str(Path(__file__).parent / folder))
