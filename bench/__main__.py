"""Compare docpipe with its peers: `python bench [ARTICLE]` prints a table of ratios.

The article is an export that docpipe reads; omitted, it is one of samples/. A peer that is not
installed (trafilatura, pandoc) is named and left out. Nothing here is a test: a ratio that misses
its target is printed, and the exit status is 0.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rows import list_rows

_SAMPLE = Path(__file__).parents[1] / "samples" / "01-discipline-cases.txt"


def main(arguments: list[str]) -> None:
    source = Path(arguments[0]) if arguments else _SAMPLE
    print("| what | against | target | ratio | from … to | |")
    print("|---|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        for row in list_rows(source, Path(folder)):
            told = f"| {row.what} | {row.against} | {row.bound} {row.target:g} |"
            if not row.peer:
                print(f"{told} not installed | | |", flush=True)
                continue
            ratio = row.measure()
            verdict = "met" if row.meets(ratio) else "missed"
            print(
                f"{told} {ratio.middle:.2f} | {ratio.least:.2f} … {ratio.greatest:.2f} | {verdict} |",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
