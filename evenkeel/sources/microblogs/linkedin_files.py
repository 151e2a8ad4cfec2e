"""The files of LinkedIn's data archive: which three are read, how their rows are written, whose they are."""

import csv
import re
from collections.abc import Iterator
from datetime import UTC
from io import StringIO
from typing import NamedTuple

from evenkeel.model import Kind, Reject, Skip, Who
from evenkeel.sources.base import Export
from evenkeel.sources.reading.moments import moment
from evenkeel.sources.reading.tables import header

_COLUMNS: tuple[tuple[Kind, set[str], set[str]], ...] = (
    (Kind.POST, {"date", "sharelink", "sharecommentary"}, {"sharedurl", "mediaurl", "visibility"}),
    (Kind.COMMENT, {"date", "link", "message"}, set()),
    (Kind.REPOST, {"date", "link"}, set()),
)
_FILES = {"shares": Kind.POST, "comments": Kind.COMMENT, "instantreposts": Kind.REPOST}
_KNOWN = frozenset(
    word
    for line in (
        "adtargeting adsclicked articles causesyoucareabout certifications comments companyfollows",
        "connections contacts courses education emailaddresses endorsementgiveninfo endorsementreceivedinfo",
        "events groups guidemessages hashtagfollows honors importedcontacts inferencesaboutyou instantreposts",
        "invitations jobapplications jobseekerpreferences lanadsengagement languages learning",
        "learningcoachmessages learningroleplaymessages likes logins memberfollows messages organizations",
        "patents phonenumbers positions privateidentityasset profile profilesummary projects publications",
        "reactions receipts recommendationsgiven recommendationsreceived registration reviews richmedia",
        "saveditems savedjobs savedjobalerts searchqueries securitychallenges services servicesmarketplace",
        "shares skills testscores verifications videos volunteering votes whatsappphonenumbers",
    )
    for word in line.split()
)
_FOLDERS = frozenset({"articles", "jobs", "media", "rich media", "rich_media", "verifications"})
_GIVEN = re.compile(r"(?:basic|complete)_linkedindataexport_(\d\d)-(\d\d)-(\d{4})(?!\d).*", re.IGNORECASE)
_ENDING = re.compile(r"(?:_v\d|_\d+)*\.csv$")
_NEVER_CLOSED = "has a quotation mark that is never closed"
_ADDRESS = re.compile(rb"linkedin\.com|urn:li:", re.IGNORECASE)

Row = tuple[int, dict[str, str]]


class Listed(NamedTuple):
    """A file that is read, and what its rows are."""

    export: Export
    kind: Kind

    def rows(self) -> Iterator[Row | Skip | Reject]:
        """Yield the line and the cells of each row by their column, in lower case, or why a row has none.

        A comment in several lines has quotation marks only if it has a comma too: without them, a line that is a
        single cell goes on with the row before. Raises ExportRefused where the columns are not those of its kind.
        """
        text = self.export.read().decode("utf-8-sig", "replace")
        # A backslash before a quotation mark is a text's own in posts, and the file's in comments.
        escape = "\\" if self.kind is Kind.COMMENT and '\\"' in text else None
        reader = csv.reader(StringIO(text, newline=""), escapechar=escape, strict=_is_strict(text, escape))
        line, names, held = 1, None, None
        try:
            for cells in reader:
                if held and len(cells) < 2 and self.kind is Kind.COMMENT:
                    held[1]["message"] += "\n" + "".join(cells)
                    continue
                if held:
                    yield held
                held, start, line = None, line, reader.line_num + 1
                if names is None:
                    names = self._columns(cells)
                elif len(cells) == len(names) and any(cells):
                    held = start, dict(zip(names, cells, strict=True))
                elif cells:
                    yield _no_row(start, cells, len(names))
        except csv.Error:
            rest = reader.line_num - line + 1
            lost: list[Row | Reject] = [Reject(f"line {line}", f"{_NEVER_CLOSED}: {rest} lines are not read")]
            yield from [held, *lost] if held else lost
        else:
            if held:
                yield held

    def _columns(self, cells: list[str]) -> list[str]:
        names = [name.strip().casefold() for name in cells]
        needed = next(columns for kind, columns, _ in _COLUMNS if kind is self.kind)
        if not needed <= set(names):
            raise self.export.refuse(f"lacks columns that LinkedIn gives it; expected {', '.join(sorted(needed))}")
        return names


def is_archive(export: Export) -> bool:
    """Tell an archive by the names of its files; none is opened."""
    members = _members(export)
    given = _GIVEN.fullmatch(export.path.rsplit("/", 1)[-1])
    if not given and not all(map(_at_home, members)):
        return False
    found = {_bare(path) for path in members if _bare(path) in _KNOWN}
    usual = found & {"profile", "connections", "reactions", "registration", "invitations"}
    return bool(found if given else len(found & _FILES.keys()) > 1 or (len(found) > 1 and usual))


def kind_of(export: Export) -> Kind | None:
    """Tell what a single file lists, by its columns, and by its addresses where others have such columns too."""
    names = header(export)
    for kind, needed, more in _COLUMNS:
        if needed <= names <= needed | more:
            return kind if kind is Kind.POST or _ADDRESS.search(export.head()) else None
    return None


def listed(export: Export) -> list[Listed]:
    """Return the files of an archive that are read; a plain file is one."""
    if not export.members:
        kind = kind_of(export)
        return [Listed(export, kind)] if kind else []
    members = _members(export)
    return [Listed(members[path], _FILES[_bare(path)]) for path in sorted(members) if _bare(path) in _FILES]


def profile(export: Export) -> Export | None:
    """Return the file that says whose archive it is."""
    return next((member for path, member in _members(export).items() if _bare(path) == "profile"), None)


def named(export: Export) -> Who | None:
    """Take first and last name from the profile, and nothing else of it."""
    held = profile(export)
    if held is None:
        return None
    rows = csv.DictReader(StringIO(held.read().decode("utf-8-sig", "replace"), newline=""))
    row = next(rows, {})
    name = " ".join(" ".join(str(row.get(column) or "").split()) for column in ("First Name", "Last Name")).strip()
    return Who("linkedin", name=name) if name else None


def until(export: Export, last: int | None) -> int | None:
    """Say when the data ends: the day in the archive's name, else its files' date, but never before the last row."""
    ends = [last] if last is not None else []
    days = [day for part in export.path.split("/") if (day := _day(part)) is not None]
    if days:
        ends.append(days[-1])
    elif export.members and export.modified:
        ends.append(export.modified)
    return max(ends, default=None)


def _no_row(line: int, cells: list[str], width: int) -> Skip | Reject:
    if not any(cell.strip() for cell in cells):
        return Skip("empty row")
    return Reject(f"line {line}", f"has {len(cells)} cells where the header has {width}")


def _is_strict(text: str, escape: str | None) -> bool:
    """Tell whether quotation marks in the text are all marked as such; the last one may be missing."""
    try:
        for _ in csv.reader(StringIO(text, newline=""), escapechar=escape, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return True


def _members(export: Export) -> dict[str, Export]:
    return {member.path[len(export.path) + 1 :].casefold(): member for member in export.members}


def _bare(path: str) -> str:
    """Return a file's name without the member's number, blanks and ending; nothing for one in a folder or no table."""
    bare = _ENDING.sub("", path)
    return re.sub(r"[ _]", "", bare) if bare != path and "/" not in path else ""


def _at_home(path: str) -> bool:
    """Tell whether a file is the archive's own: another one is somebody else's and must not vanish in it."""
    first, below, _ = path.partition("/")
    return first in _FOLDERS if below else _bare(path) in _KNOWN or path.endswith((".html", ".pdf"))


def _day(part: str) -> int | None:
    found = _GIVEN.fullmatch(part)
    try:
        return moment(f"{found[3]}-{found[1]}-{found[2]}", UTC) if found else None
    except ValueError:
        return None
