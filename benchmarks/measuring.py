"""Taking times and memory: each thing in a process of its own, so that its peak is its own."""

import gc
import multiprocessing
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
MIB = 1 << 20


@dataclass(slots=True)
class Took:
    """Seconds of one stretch of work: on the wall, and of this process on all cores (0: not known)."""

    wall: float = 0.0
    cpu: float = 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What something took, run by run, the peak of its process in MiB, and how many rows it was about."""

    runs: list[Took]
    memory: float
    rows: int

    @classmethod
    def of(cls, runs: "list[Measured]") -> "Measured":
        """Put runs in processes of their own together: all times, the highest peak."""
        took = [time for run in runs for time in run.runs]
        return cls(took, max(run.memory for run in runs), runs[0].rows)


@contextmanager
def timed() -> Iterator[Took]:
    """Measure what happens inside; garbage of before is collected first, not inside."""
    gc.collect()
    took = Took()
    wall, cpu = time.perf_counter(), time.process_time()
    yield took
    took.wall, took.cpu = time.perf_counter() - wall, time.process_time() - cpu


def median(runs: list[Took]) -> Took:
    """Return the median of each, so that one disturbed run does not decide."""
    return Took(statistics.median(t.wall for t in runs), statistics.median(t.cpu for t in runs))


def apart(work: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """Do something in a fresh process and return what it returns."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args, **options).result()


def peak() -> float:
    """Return the most memory this process has held at once, in MiB.

    Linux hands `ru_maxrss` down from parent to child, so the child's own mark is read where there is one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (MIB if sys.platform == "darwin" else 1024)


def machine() -> str:
    """Say on what this runs: processor, cores, memory, system, and how busy it is (its load average)."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}; load average {load}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = [line for line in lines if line.startswith("model name")]
    return named[0].split(":", 1)[1].strip() if named else platform.processor() or platform.machine()


def told(what: str, took: Took, rest: str = "") -> None:
    """Print one measurement."""
    cpu = f"{_seconds(took.cpu)} CPU" if took.cpu else " " * 13
    print(f"{what:<42}{_seconds(took.wall)} wall {cpu}   {rest}".rstrip(), flush=True)


def _seconds(time: float) -> str:
    return f"{time:7.2f} s" if time >= 1 else f"{time * 1000:6.0f} ms"


def verdict(what: str, found: float, limit: float, unit: str, *, least: bool = False) -> None:
    """Print a claim, what was found, and whether it holds."""
    holds = found >= limit if least else found <= limit
    claimed = f"claimed at {'least' if least else 'most'} {limit:g}"
    print(f"  {'holds' if holds else 'MISSED':<7}{what}: {found:.2f} {unit}, {claimed} {unit}", flush=True)
