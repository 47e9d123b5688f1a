"""Pin the floors of the quality gate: `python tests/quality/pin.py [--allow-regression]`.

Writes the present score of every kind and the digest of every folder into tests/corpus/floors.json.
Refuses to lower a floor unless told to.
"""

import json
import sys
from pathlib import Path
from typing import Any

from score import digest_folder, score_folder

CORPUS = Path(__file__).parents[1] / "corpus"
FLOORS = CORPUS / "floors.json"


def main() -> int:
    """0 where the floors were written, 1 where one would have been lowered."""
    before = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    after = {folder.name: _floors(folder) for folder in sorted(CORPUS.iterdir()) if folder.is_dir()}
    lowered = [
        f"{name} {kind}: {floor} → {after[name]['floors'].get(kind, 0)}"
        for name, pinned in before.items()
        if name in after
        for kind, floor in pinned["floors"].items()
        if after[name]["floors"].get(kind, 0) < floor
    ]
    if lowered and "--allow-regression" not in sys.argv:
        heading = "These floors would be lowered; --allow-regression does it:"
        sys.stderr.write("\n  ".join([heading, *lowered]) + "\n")
        return 1
    FLOORS.write_text(json.dumps(after, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


def _floors(folder: Path) -> dict[str, Any]:
    scores = score_folder(folder)
    # Rounded down, so that a score never fails its own floor.
    floors = {kind: int(score.f1 * 1000) / 1000 for kind, score in scores.items()}
    return {"digest": digest_folder(folder), "floors": floors}


if __name__ == "__main__":
    sys.exit(main())
