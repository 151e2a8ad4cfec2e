"""Cutting one person's rows out of a table of text; every other byte stays as it is."""

import csv
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from evenkeel import accounts
from evenkeel.people.traces import FORMER, Traces

ENDINGS = frozenset({".csv", ".tsv", ".txt"})
# Columns in which a person is whom something goes to, not whose it is.
_TO = frozenset({"to", "target", "recipient", "in_reply_to", "parent", "privatereplytofullname", "mentions"})
_ROW = re.compile(r'(?:[^"\n]|"[^"]*")*(?:\n|\Z)')


class Cut(NamedTuple):
    """A table without somebody: how many rows were theirs, how many others named them, and what is left."""

    rows: int
    named: int
    left: bytes


def without(content: bytes, who: Traces) -> Cut | None:
    """Cut somebody's rows out of a table, and their name out of others' rows; None where it cannot be read as one."""
    text, encoding = _decoded(content)
    if who.pattern.search(text) is None:
        return Cut(0, 0, content)
    rows = _rows(text)
    if rows is None:
        return None
    delimiter = _delimiter(rows[0])
    headings = [accounts.folded(cell) for cell in _cells(rows[0], delimiter)]
    kept, cut, named = [rows[0]], 0, 0
    for row in rows[1:]:
        if who.pattern.search(row) is None:
            kept.append(row)
        elif _is_theirs(_cells(row, delimiter), headings, who):
            cut += 1
        else:
            named += 1
            kept.append(who.pattern.sub(FORMER, row))
    return Cut(cut, named, "".join(kept).encode(encoding))


def _decoded(content: bytes) -> tuple[str, str]:
    """Read bytes so that they can be written again as they were."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            return content.decode(encoding, "surrogatepass"), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def _rows(text: str) -> list[str] | None:
    if text.count('"') % 2:
        return None
    rows = [row for row in _ROW.findall(text) if row]
    return rows if "".join(rows) == text else None


def _delimiter(head: str) -> str:
    return max(",;\t|", key=head.count)


def _cells(row: str, delimiter: str) -> list[str]:
    return next(csv.reader([row.rstrip("\r\n").lstrip("\ufeff")], delimiter=delimiter), [])


def _is_theirs(cells: list[str], headings: list[str], who: Traces) -> bool:
    named = [*headings, *[""] * len(cells)]
    return any(who.means(cell) for cell, heading in zip(cells, named, strict=False) if heading not in _TO)


def write(path: Path, content: bytes) -> None:
    """Put a file in another's place, all of it or nothing."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".evenkeel-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, path.stat().st_mode & 0o777)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def rewritten(path: Path, who: Traces, change: Callable[[Path, bytes], None] = write) -> Cut | None:
    """Take somebody out of a table on disk; None where it cannot be read as one."""
    content = path.read_bytes()
    cut = without(content, who)
    if cut and cut.left != content:
        change(path, cut.left)
    return cut
