"""How a class that looks at its own pages at once is served: 60 signed-in students, each by a websocket of its own.

    python -m benchmarks.students_at_once [--students N] [--seconds N] [--pause S]

The real app, as `python3 run.py` starts it, with personal links. Every student signs in and opens each of their own
pages once, all at the same time: that is told, and claimed nothing of. Then everybody goes on to another of their pages
after a pause, as long as it is asked for, and the time counts from the message that asks for a page to the one that
says it has run. The students run on the same computer. Each byte that comes is searched for every other student's
address.
"""

import argparse
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from websockets.sync.client import ClientConnection

from benchmarks.measuring import machine, verdict
from evenkeel.access import LOCAL_INSTRUCTOR, Role
from evenkeel.web.navigation import FRONTS, PAGES
from tests.signed.served import Client, received, rerun, serving

P95_SECONDS = 1.0
NOW = "2026-04-27T14:00:00Z"
OWN = [entry.name for entry in PAGES if entry.roles == {Role.STUDENT}]


@dataclass
class Watched:
    """What one student's pages took, and what they held that was not theirs."""

    email: str
    word: str
    took: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    failed: str = ""


def write(folder: Path, students: int) -> list[tuple[str, str]]:
    """Write and load a class of invented people; return each student's address and a word that nobody else has."""
    from evenkeel import inbox
    from evenkeel.desk import Desk
    from evenkeel.sample import write_sample

    write_sample(folder, students=students, weeks=15)
    desk = Desk(folder)
    desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder), inbox.Asked(time.time_ns() // 1000))
    people = [(p.email, p.email) for p in desk.people(LOCAL_INSTRUCTOR) if p.role == Role.STUDENT]
    desk.close()
    return people


def visit(
    client: Client, watched: Watched, words: Sequence[str], ready: threading.Barrier, seconds: float, pause: float
) -> None:
    """Open each own page once, wait for the others, and look at one own page after another."""
    chance = random.Random(watched.email)
    try:
        with client.connected() as line:
            watched.first += [ask(line, page, watched, words) for page in OWN]
            ready.wait(600)
            until = time.monotonic() + seconds
            time.sleep(chance.uniform(0, pause))
            while time.monotonic() < until:
                watched.took.append(ask(line, chance.choice(OWN), watched, words))
                time.sleep(chance.uniform(0.5, 1.5) * pause)
    except Exception as problem:
        ready.abort()
        watched.failed = f"{type(problem).__name__}: {problem}"


def ask(line: ClientConnection, page: str, watched: Watched, words: Sequence[str]) -> float:
    """Ask for a page, take it, look through it, and return how long it took."""
    asked = time.perf_counter()
    line.send(rerun("" if page in FRONTS else page))
    run = received(line)
    took = time.perf_counter() - asked
    watched.foreign |= {word for word in run.holds(*words) if word != watched.word}
    return took


def main() -> int:
    """Measure, print, and return 0 where the claim holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=10)
    said = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        people = write(Path(folder) / "course", said.students)
        with serving(Path(folder) / "course", EVENKEEL_NOW=NOW) as served:
            everybody = [Watched(email, word) for email, word in people]
            words = [word for _, word in people]
            clients = [Client(served).sign_in(served.link_for(one.email)) for one in everybody]
            ready = threading.Barrier(len(everybody))
            threads = [
                threading.Thread(target=visit, args=(client, one, words, ready, said.seconds, said.pause))
                for client, one in zip(clients, everybody, strict=True)
            ]
            for each in threads:
                each.start()
            for each in threads:
                each.join()
    return told(everybody, said.seconds)


def told(everybody: Sequence[Watched], seconds: float) -> int:
    """Print what was found."""
    took = sorted(t for one in everybody for t in one.took)
    first = [t for one in everybody for t in one.first]
    if first:
        print(f"each page for the first time: median {statistics.median(first):.1f} s, longest {max(first):.1f} s")
    failed = [one for one in everybody if one.failed]
    foreign = [one for one in everybody if one.foreign]
    p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else float("inf")
    print(f"{len(everybody)} students, {len(took)} pages, {len(took) / seconds:.1f} a second")
    print(f"median {statistics.median(took) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, longest {took[-1] * 1000:.0f} ms")
    for one in failed[:5]:
        print(f"failed: {one.email}: {one.failed}")
    for one in foreign[:5]:
        print(f"{one.email} was sent {sorted(one.foreign)[:3]}")
    verdict("95 of 100 pages of a student", p95, P95_SECONDS, "s")
    verdict("students who were sent another's", len(foreign), 0, "students")
    verdict("students whose visit failed", len(failed), 0, "students")
    return 0 if p95 <= P95_SECONDS and not failed and not foreign else 1


if __name__ == "__main__":
    raise SystemExit(main())
