"""How fast exports are read and loaded, against merely parsing their bytes with Python's own parsers.

    python -m benchmarks.importing [--tweets N] [--posts N] [--comments N] [--statuses N] [--acts N] [--runs N]

For each export three times are taken, each in a process of its own: the floor parses the bytes (`json.loads`,
ElementTree's `iterparse`, `csv.reader`) and makes nothing of them; the importer yields every act; loading also says
whose each is, keeps all rows in a new record by their identity and commits.
"""

import csv
import json
import tempfile
import zipfile
from collections import deque
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from benchmarks import big_class, big_exports
from benchmarks.measuring import Measured, apart, machine, median, peak, timed, told, verdict

TIMES, TIMES_CSV, MEMORY = 4.0, 6.0, 600.0
ROSTER = "name,email,role,section,blog,x,mastodon\nAda Ash,ada@example.org,student,A,https://ada.example.org,ada_p310,"
COURSE = "title: A class for measuring\ntimezone: America/New_York\nstarts_on: 2026-01-12\nweeks: 15\n"


def parse(path: Path) -> Measured:
    """Parse the bytes and nothing else."""
    with timed() as time:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as stream:
                rows = sum(1 for _ in csv.reader(stream)) - 1
        elif path.suffix == ".xml":
            rows = sum(1 for _, element in ElementTree.iterparse(path) if element.tag == "item")
        else:
            rows = len(_json(path))
    return Measured([time], peak(), rows)


def _json(path: Path) -> list[object]:
    with zipfile.ZipFile(path) as archive:
        if "outbox.json" in archive.namelist():
            return json.loads(archive.read("outbox.json"))["orderedItems"]
        content = archive.read("data/tweets.js")
        return json.loads(content[content.find(b"=") + 1 :])


def read(path: Path) -> Measured:
    """Let the importer find everything."""
    from evenkeel.sources import is_bundle, recognise
    from evenkeel.sources.base import Context, Export
    from evenkeel.sources.opening.files import exports

    with timed() as time:
        [export] = exports(path, path.name, is_bundle)
        assert isinstance(export, Export)
        found = recognise(export).extract(export, Context(ZoneInfo("America/New_York")))
        last = deque(enumerate(found, 1), maxlen=1)
    return Measured([time], peak(), last[0][0])


def load(path: Path, folder: Path) -> Measured:
    """Load the file into a new record, as the page and the command do."""
    from evenkeel import inbox
    from evenkeel.access import LOCAL_INSTRUCTOR
    from evenkeel.desk import Desk

    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("class.db*"):
        old.unlink()
    if not (folder / "course.yaml").exists():
        (folder / "course.yaml").write_text(COURSE, "utf-8")
        (folder / "roster.csv").write_text(f"{ROSTER}@ada@social.example.org\n", "utf-8")
    with closing(Desk(folder)) as desk:
        with timed() as time:
            [report] = desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder, [path]), inbox.Asked(now=0))
        assert not report.refused and not report.rejected, report
        return Measured([time], peak(), report.new)


def main() -> None:
    """Measure in turn and print."""
    parser = big_exports.options()
    parser.add_argument("--acts", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often each is measured")
    chosen = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="evenkeel-benchmark-") as scratch:
        files = big_exports.write(Path(scratch) / "exports", chosen)
        whole = big_class.write(Path(scratch) / "class", big_class.Size(acts=chosen.acts))
        files["acts.csv"] = whole / "inbox" / "acts.csv"
        for name, path in files.items():
            folder = whole if path.suffix == ".csv" else Path(scratch) / "small"
            runs = [(apart(parse, path), apart(read, path), apart(load, path, folder)) for _ in range(chosen.runs)]
            compare(name, *(Measured.of(list(each)) for each in zip(*runs, strict=True)))
    print(machine())


def compare(name: str, floor: Measured, reading: Measured, loading: Measured) -> None:
    """Print what each took, and the ratios within this run."""
    print(f"\n{name}: {loading.rows:,} new rows")
    for what, found in (("parsing its bytes", floor), ("reading", reading), ("loading", loading)):
        told(f"{what}", median(found.runs), f"{found.memory:5.0f} MiB")
    most = TIMES_CSV if name == "acts.csv" else TIMES
    bare = median(floor.runs).cpu
    verdict("reading, against the floor", median(reading.runs).cpu / bare, most, "times")
    verdict("loading, against the floor", median(loading.runs).cpu / bare, most, "times")
    verdict("memory of the process that loads", loading.memory, MEMORY, "MiB")


if __name__ == "__main__":
    main()
