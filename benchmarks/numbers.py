"""How long all numbers of a big class take, against the same in pandas over the same rows with equal results.

    python -m benchmarks.numbers [--acts N] [--students N] [--runs N] [--course DIR]

A fresh snapshot after a change in the record; then every metric of every week and the term on a fresh cursor,
by the product, by `plain_pandas` (the same relations one by one, as a competent analyst writes them) and by
`pandas_metrics` (array programming, tuned by hand), each in a process of its own. Reading the tables into frames
does not count against pandas, nor does the snapshot against the product. The medians of the runs are compared.
"""

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import big_class
from benchmarks.measuring import Measured, Took, apart, machine, median, peak, timed, told, verdict

SNAPSHOT_SECONDS, NUMBERS_SECONDS, TIMES_FASTER, MEMORY = 1.5, 3.0, 5.0, 1024.0


def load(folder: Path) -> None:
    """Load the class, unless the folder holds its record already."""
    from evenkeel import inbox
    from evenkeel.access import LOCAL_INSTRUCTOR
    from evenkeel.desk import Desk

    with closing(Desk(folder)) as desk:
        if len(desk.load_reports(LOCAL_INSTRUCTOR)) < 2:  # the roster is taken when the folder is opened
            desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder), inbox.Asked(now=0))


def snapshots(folder: Path, runs: int) -> Measured:
    """Take a snapshot after each of some changes to one act on record."""
    from evenkeel.desk import Desk
    from evenkeel.store.record import transaction

    took = []
    with closing(Desk(folder)) as desk:
        desk.snapshots.cursor().close()
        for change in (1, -1) * runs:
            with transaction(desk.record):
                desk.record.execute("UPDATE act SET words = words + ? WHERE id = 1", (change,))
            with timed() as time:
                cursor = desk.snapshots.cursor()
            took.append(time)
        counted = cursor.execute("SELECT count(*) FROM act").fetchone()
    return Measured(took, peak(), counted[0] if counted else 0)


def product(folder: Path, runs: int, result: Path) -> Measured:
    """Let the product compute every number some times, and leave the last frame at `result`."""
    from evenkeel.desk import Desk
    from evenkeel.metrics.measures import measure

    took = []
    with closing(Desk(folder)) as desk:
        now = after_term(desk.course.zone)
        for _ in range(runs):
            frame = None  # the last run's answer is not this one's memory
            with closing(desk.snapshots.cursor()) as cursor, timed() as time:
                frame = measure(cursor, desk.course, now, desk.matches)
            took.append(time)
        memory = peak()
    frame.to_pickle(result)
    return Measured(took, memory, len(frame))


def plain(folder: Path, runs: int, result: Path) -> Measured:
    """Let plain pandas, relation by relation, compute every number some times."""
    from benchmarks import plain_pandas

    return pandas(plain_pandas.read, plain_pandas.measure, folder, runs, result)


def tuned(folder: Path, runs: int, result: Path) -> Measured:
    """Let the hand-tuned arrays compute every number some times."""
    from benchmarks import pandas_frames, pandas_metrics

    return pandas(pandas_frames.read, pandas_metrics.measure, folder, runs, result)


def pandas(read: Callable, measure: Callable, folder: Path, runs: int, result: Path) -> Measured:
    """Read the tables, compute every number some times, and leave the last frame at `result`."""
    from evenkeel.desk import Desk

    took = []
    with closing(Desk(folder)) as desk, closing(desk.snapshots.cursor()) as cursor:
        given = read(cursor, desk.course, after_term(desk.course.zone), desk.matches)
    for _ in range(runs):
        frame = None  # the last run's answer is not this one's memory
        with timed() as time:
            frame = measure(given)
        took.append(time)
    memory = peak()
    frame.to_pickle(result)
    return Measured(took, memory, len(frame))


def unlike(one: Path, other: Path) -> list[str]:
    """Compare two frames that were left; only frames this benchmark has written itself are read."""
    from pandas import read_pickle

    from benchmarks.agreeing import differences

    return differences(read_pickle(one), read_pickle(other))


CONTENDERS = {"plain pandas, relation by relation": plain, "hand-tuned arrays": tuned}


def after_term(zone: ZoneInfo) -> int:
    """Return a moment a week after the term, when all has come to rest."""
    from evenkeel.course.calendar import moment

    return moment(big_class.AFTER_TERM, zone)


def main() -> None:
    """Measure and print."""
    parser = big_class.options()
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often each is measured")
    parser.add_argument("--course", type=Path, metavar="DIR", help="make the class here, and keep it")
    chosen = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="evenkeel-benchmark-") as scratch:
        folder = big_class.made(chosen, Path(scratch))
        apart(load, folder)
        compare(folder, Path(scratch), chosen.runs)
    print(machine())


def compare(folder: Path, scratch: Path, runs: int) -> None:
    """Run each contender in a process of its own, hold their numbers equal and print what they took."""
    snapshot = apart(snapshots, folder, runs)
    ours = apart(product, folder, runs, scratch / "product")
    theirs = {name: apart(work, folder, runs, scratch / name) for name, work in CONTENDERS.items()}
    for name in theirs:
        wrong = apart(unlike, scratch / "product", scratch / name)
        if wrong:
            raise SystemExit("\n".join([f"The numbers of {name} differ:", *wrong]))
    _say("snapshot after a change", snapshot, "acts")
    _say("all metrics of all weeks, Evenkeel", ours, "numbers")
    for name, measured in theirs.items():
        _say(name, measured, "numbers, equal to 1e-9")
    verdict("snapshot after a change", median(snapshot.runs).wall, SNAPSHOT_SECONDS, "s")
    verdict("all metrics of all weeks", median(ours.runs).wall, NUMBERS_SECONDS, "s")
    for name, measured in theirs.items():
        _ratio(name, median(measured.runs), median(ours.runs))
    verdict("memory of the process", max(snapshot.memory, ours.memory), MEMORY, "MiB")


def _ratio(name: str, theirs: Took, ours: Took) -> None:
    verdict(f"against {name}", theirs.wall / ours.wall, TIMES_FASTER, "times as fast", least=True)
    print(f"         in CPU time: {theirs.cpu / ours.cpu:.2f} times", flush=True)


def _say(what: str, measured: Measured, rows: str) -> None:
    told(what, median(measured.runs), f"{measured.memory:5.0f} MiB   {measured.rows:,} {rows}")


if __name__ == "__main__":
    main()
