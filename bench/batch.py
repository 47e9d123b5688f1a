"""The figures of a batch, as ratios measured side by side: bench/batch.py workers|memory|overhead [--to FORMATS]

workers   one run with two processes, against two runs with one process each at the same time on half of
          the articles: throughput, median of three rounds
memory    the most memory that a run and its processes held together, for many articles against few
overhead  a run with one process, against the same conversions in a loop that places nothing: ms an article

The articles are samples/01-discipline-cases.txt with a number in the title. Linux only: it reads /proc.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docpipe
from docpipe.convert import ConvertOptions, find_writers, render
from docpipe.diagnostics import Report

SAMPLE = Path(__file__).parent.parent / "samples" / "01-discipline-cases.txt"
ROUNDS = 3


def lay_out(folder: Path, count: int) -> Path:
    """So many articles in `folder`."""
    title, rest = SAMPLE.read_text("utf-8").split("\n", 1)
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(f"{title}（{number}）\n{rest}", "utf-8")
    return folder


def start(source: Path, out: Path, jobs: int, formats: str) -> "subprocess.Popen[bytes]":
    """A run in a process of its own."""
    code = "from docpipe.cli import main; main()"
    options = ["convert", str(source), "-o", str(out), "-j", str(jobs), "--to", formats, "-q"]
    return subprocess.Popen([sys.executable, "-c", code, *options])


def seconds_of(*runs: "subprocess.Popen[bytes]") -> tuple[float, float]:
    """How long `runs` take until the last has ended, and how much of the processor; they were started just now."""
    began, processor = time.perf_counter(), 0.0
    for run in runs:
        _, status, used = os.wait4(run.pid, 0)
        if status:
            raise SystemExit("a run failed")
        processor += used.ru_utime + used.ru_stime
    return time.perf_counter() - began, processor


def compare_workers(folder: Path, formats: str, count: int) -> None:
    """Print the throughput of two workers as a part of that of two runs, on the clock and by processor."""
    whole = lay_out(folder / "whole", count)
    halves = [lay_out(folder / f"half{side}", count // 2) for side in (1, 2)]
    ratios = []
    for turn in range(ROUNDS):
        outs = [folder / f"apart{turn}{side}" for side in (1, 2)]
        apart = seconds_of(*(start(half, out, 1, formats) for half, out in zip(halves, outs, strict=True)))
        together = seconds_of(start(whole, folder / f"together{turn}", 2, formats))
        ratios.append([two / one for two, one in zip(apart, together, strict=True)])
        print("two runs {:.2f} s (processor {:.2f} s)".format(*apart), end=", ")
        print("two workers {:.2f} s (processor {:.2f} s)".format(*together), flush=True)
    clock, processor = (statistics.median(each) for each in zip(*ratios, strict=True))
    print(
        f"{count} articles to {formats}: two workers / two runs = {clock:.3f}, by processor {processor:.3f}"
    )


def peak_of(run: "subprocess.Popen[bytes]") -> int:
    """The most bytes that `run` and its processes held together, shared pages counted once."""
    most = 0
    while run.poll() is None:
        most = max(most, sum(map(proportional_bytes, [run.pid, *children_of(run.pid)])))
        time.sleep(0.05)
    return most


def children_of(process: int) -> list[int]:
    """The processes that `process` started."""
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def proportional_bytes(process: int) -> int:
    """What `process` holds, with its part of the pages that it shares."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def compare_memory(folder: Path, formats: str, few: int, many: int) -> None:
    """Print the peak for many articles as a multiple of that for few."""
    peaks = []
    for count in (few, many):
        run = start(lay_out(folder / f"in{count}", count), folder / f"out{count}", 2, formats)
        peaks.append(peak_of(run))
        print(f"{count} articles to {formats}: peak {peaks[-1] / 2**20:.1f} MiB")
    print(f"{many} / {few} = {peaks[1] / peaks[0]:.3f}")


def compare_overhead(folder: Path, formats: str, count: int) -> None:
    """Print what a run adds to each conversion: leading, the pipe, the disk, the journal."""
    source = lay_out(folder / "in", count)
    writers, options = find_writers(formats), ConvertOptions()
    extra = []
    for turn in range(ROUNDS):
        alone = Stopwatch()
        for path in sorted(source.iterdir()):
            render(docpipe.read(path), writers, options, Report())
        alone.stop()
        run = Stopwatch()
        for _ in docpipe.convert_many([source], to=formats, out=folder / f"out{turn}", jobs=1):
            pass
        run.stop()
        extra.append(
            [(led - looped) * 1000 / count for led, looped in zip(run.seconds, alone.seconds, strict=True)]
        )
        print(
            "a run adds {:.2f} ms an article on the clock, {:.2f} ms of the processor's time".format(
                *extra[-1]
            )
        )
    clock, processor = (statistics.median(each) for each in zip(*extra, strict=True))
    print(
        f"{count} articles to {formats}: a run adds {clock:.2f} ms an article, {processor:.2f} ms of processor"
    )


class Stopwatch:
    """Seconds since it was made: on the clock, and of the processor, for this process and its children."""

    def __init__(self) -> None:
        self.seconds = (0.0, 0.0)
        self._began = self._now()

    def stop(self) -> None:
        """Take the time."""
        clock, processor = self._now()
        self.seconds = (clock - self._began[0], processor - self._began[1])

    @staticmethod
    def _now() -> tuple[float, float]:
        times = os.times()
        return time.perf_counter(), times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Measure what the first argument names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("figure", choices=["workers", "memory", "overhead"])
    parser.add_argument("--to", default="docx,txt")
    parser.add_argument("--count", type=int, help="articles; of memory, the many")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.figure == "workers":
            compare_workers(folder, given.to, given.count or 200)
        elif given.figure == "memory":
            compare_memory(folder, given.to, 100, given.count or 10_000)
        else:
            compare_overhead(folder, given.to, given.count or 1000)


if __name__ == "__main__":
    main()
