"""How fast acts.csv is loaded, against Python's csv and a bare `executemany` that fill the same rows.

    python -m benchmarks.loading [--acts N] [--students N] [--runs N]

The product reads the file, resolves who is who, keeps every row by its identity and commits. The floor reads
the same file with `csv.reader` and inserts the very rows that the product made, ready in memory, into the
same tables with the same keys, through a plain connection. Each run in a process of its own.
"""

import csv
import gc
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks import big_class
from benchmarks.measuring import Measured, apart, machine, median, peak, timed, told, verdict

SHARE, MEMORY = 0.25, 1024.0
TABLES = ("act", "said", "addressee", "tag")


def product(folder: Path) -> Measured:
    """Load acts.csv into a new record, as the page and the command do."""
    from evenkeel import inbox
    from evenkeel.access import LOCAL_INSTRUCTOR
    from evenkeel.desk import Desk

    for old in folder.glob("class.db*"):
        old.unlink()
    with closing(Desk(folder)) as desk:
        offered = list(inbox.waiting(folder, [acts_of(folder)]))
        with timed() as time:
            [report] = desk.load(LOCAL_INSTRUCTOR, offered, inbox.Asked(now=0))
        return Measured([time], peak(), report.new)


def floor(folder: Path, target: Path) -> Measured:
    """Read acts.csv with csv.reader, and fill the record's four tables with one `executemany` each."""
    with closing(sqlite3.connect(folder / "class.db")) as record:
        shape = "".join(f"{line};\n" for (line,) in record.execute("SELECT sql FROM sqlite_schema WHERE sql > ''"))
        rows = {table: record.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    gc.freeze()  # so that no collection looks through the rows in memory
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as bare:
        bare.executescript(shape)
        with timed() as time:
            with acts_of(folder).open(encoding="utf-8", newline="") as stream:
                read = sum(1 for _ in csv.reader(stream)) - 1
            for table, values in rows.items():
                bare.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
            bare.commit()
    return Measured([time], peak(), read)


def acts_of(folder: Path) -> Path:
    """Return where the acts are."""
    return folder / "inbox" / "acts.csv"


def main() -> None:
    """Measure in turn and print."""
    parser = big_class.options()
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often each is measured")
    chosen = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="evenkeel-benchmark-") as scratch:
        folder = big_class.write(Path(scratch) / "class", big_class.size_of(chosen))
        ours, theirs = [], []
        for _ in range(chosen.runs):
            ours.append(apart(product, folder))
            theirs.append(apart(floor, folder, Path(scratch) / "bare.db"))
    compare(Measured.of(ours), Measured.of(theirs))
    print(machine())


def compare(ours: Measured, theirs: Measured) -> None:
    """Print what loading took, and the ratio."""
    for what, found in (
        ("loading acts.csv, Evenkeel", ours),
        ("loading acts.csv, csv and executemany", theirs),
    ):
        rate = found.rows / median(found.runs).wall
        told(what, median(found.runs), f"{found.memory:5.0f} MiB   {rate:,.0f} acts a second")
    share = median(theirs.runs).wall / median(ours.runs).wall
    verdict("rate of the floor's", share, SHARE, "of it", least=True)
    verdict("memory of the process that loads", ours.memory, MEMORY, "MiB")


if __name__ == "__main__":
    main()
