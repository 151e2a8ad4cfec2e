"""How long all numbers of a big class take, against the same in pandas over the same rows with equal results.

    python -m benchmarks.numbers [--acts N] [--students N] [--runs N] [--course DIR] [--only product]

The product's part: a fresh snapshot of the record after one more act, then every metric of every week and the term.
"""

import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks import big_class
from benchmarks.measuring import Took, apart, machine, median, peak, timed, told, verdict

SNAPSHOT_SECONDS, NUMBERS_SECONDS, TIMES_FASTER, MEMORY = 1.5, 3.0, 5.0, 1024.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What one contender took: its runs, and the peak of its process in MiB."""

    runs: list[Took]
    memory: float
    rows: int


def load(folder: Path) -> None:
    """Load the class, unless the folder holds its record already."""
    from evenkeel import inbox
    from evenkeel.access import LOCAL_INSTRUCTOR
    from evenkeel.desk import Desk

    with closing(Desk(folder)) as desk:
        if not desk.load_reports(LOCAL_INSTRUCTOR):
            desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder), inbox.Asked(now=0))


def snapshots(folder: Path, runs: int) -> Measured:
    """Take a snapshot after each of some changes: one more act on record."""
    from evenkeel.desk import Desk
    from evenkeel.store.record import transaction

    took = []
    with closing(Desk(folder)) as desk:
        desk.snapshots.cursor().close()
        for _ in range(runs):
            with transaction(desk.record):
                desk.record.execute("UPDATE act SET words = words + 1 WHERE id = 1")
            with timed() as time:
                cursor = desk.snapshots.cursor()
            took.append(time)
        [[rows]] = cursor.execute("SELECT count(*) FROM act").fetchall()
    return Measured(took, peak(), rows)


def product(folder: Path, runs: int, result: Path) -> Measured:
    """Compute every number on a fresh cursor, some times, and leave the last frame at `result`."""
    from evenkeel.desk import Desk
    from evenkeel.metrics.measures import measure

    took = []
    with closing(Desk(folder)) as desk:
        now = after_term(desk.course.zone)
        for _ in range(runs):
            with closing(desk.snapshots.cursor()) as cursor, timed() as time:
                frame = measure(cursor, desk.course, now, desk.matches)
            took.append(time)
        memory = peak()
        frame.to_pickle(result)
    return Measured(took, memory, len(frame))


def after_term(zone: object) -> int:
    """Return a moment a week after the term, when all has come to rest."""
    from evenkeel.course.calendar import moment

    return moment(big_class.AFTER_TERM, zone)


def main() -> None:
    """Measure and print."""
    parser = big_class.options()
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--course", type=Path, metavar="DIR", help="make the class here, and keep it")
    parser.add_argument("--only", choices=("product", "pandas"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="evenkeel-benchmark-") as scratch:
        folder = chosen.course or Path(scratch) / "class"
        if not (folder / "course.yaml").exists():
            big_class.write(folder, big_class.size_of(chosen))
        print(machine())
        apart(load, folder)
        compare(folder, Path(scratch), chosen.runs, chosen.only)


def compare(folder: Path, scratch: Path, runs: int, only: str | None) -> None:
    """Run each contender in a process of its own and print what they took."""
    snapshot = apart(snapshots, folder, runs)
    told("snapshot after a change", median(snapshot.runs), f"{snapshot.memory:.0f} MiB, {snapshot.rows:,} acts")
    ours = apart(product, folder, runs, scratch / "product.pickle")
    told("all metrics of all weeks", median(ours.runs), f"{ours.memory:.0f} MiB, {ours.rows:,} numbers")
    verdict("snapshot after a change", median(snapshot.runs).wall, SNAPSHOT_SECONDS, "s")
    verdict("all metrics of all weeks", median(ours.runs).wall, NUMBERS_SECONDS, "s")
    verdict("memory of the process", max(snapshot.memory, ours.memory), MEMORY, "MiB")


if __name__ == "__main__":
    main()
