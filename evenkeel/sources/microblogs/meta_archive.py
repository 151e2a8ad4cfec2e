"""What Facebook, Instagram and Threads hand out: which files of an archive are read, whose it is, until when it goes.

All three come from Meta's “Download your information”. Folders are named anew every few years and the file names stay,
so a list is known by its name and the folder right above it. Only those lists and the profile are opened: messages,
searches, likes, saved and deleted things lie in files of their own and stay shut.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from typing import Any, NamedTuple

from evenkeel.model import Covers, Kind, Note
from evenkeel.sources.base import Export
from evenkeel.sources.microblogs.meta_json import contents, records
from evenkeel.sources.microblogs.unnumbered import Acts
from evenkeel.sources.reading.moments import moment
from evenkeel.words import count

FACEBOOK, INSTAGRAM, THREADS = "facebook", "instagram", "threads"
SITES = (FACEBOOK, INSTAGRAM, THREADS)
# The lists that are read: the folder they may lie in, and their name without number and ending.
_LISTS = {
    FACEBOOK: re.compile(
        r"(?:posts/|groups/)?(?:your_posts\w*|posts_on_other_pages_and_profiles|group_posts_and_comments)"
        r"|(?:comments/|comments_and_reactions/|groups/)?(?:comments|your_comments_in_groups)"
    ),
    INSTAGRAM: re.compile(
        r"(?:content/|media/)?(?:posts|reels|igtv_videos|stories)|(?:comments/)?(?:post_comments|reels_comments)"
    ),
    THREADS: re.compile(r"(?:threads/)?threads_and_replies"),
}
_PROFILES = {
    FACEBOOK: re.compile(r"(?:.*/)?profile_information\.json"),
    INSTAGRAM: re.compile(r"(?:(?:.*/)?personal_information/|account_information/)?personal_information\.json"),
    THREADS: re.compile(r"(?:.*/)?threads/personal_information\.json"),
}
# The name that Meta gives an archive: whose it is and of which day.
_GIVEN = re.compile(
    r"(?P<site>facebook|instagram|threads|meta)-(?P<who>[^/]+?)-"
    r"(?P<date>\d{4}-\d\d-\d\d|\d{8}|\d\d\.\d\d\.\d{4})(?:[-_ ][^/]*)?(?:\.zip)?",
    re.IGNORECASE,
)
_ENDING = re.compile(r"_?\d*\.(?:json|html)$")
_PAGES = (
    "holds web pages (HTML), where data is needed. In Accounts Centre, under “Download your information”, "
    "ask for it again and choose the format JSON and the date range “All time”."
)


class List(NamedTuple):
    """One list of an archive: its name without number, its file's name for people, and what stands in it."""

    name: str
    file: str
    items: list[Any]

    def where(self, number: int) -> str:
        """Say where one of its entries stands."""
        return f"{self.file}, item {number}" if self.file else f"item {number}"


def names(export: Export) -> dict[str, Export]:
    """Return the members of an archive by their path below its root, in lower case."""
    return {member.path[len(export.path) + 1 :].casefold(): member for member in export.members}


def list_name(path: str, site: str) -> str:
    """Return the name of a list, without folder, number and ending, if it is one that is read; else nothing."""
    place = "/".join(path.split("/")[-2:])
    bare = _ENDING.sub("", place)
    return bare.rpartition("/")[2] if bare != place and _LISTS[site].fullmatch(bare) else ""


def is_profile(path: str) -> bool:
    """Tell whether a path is that of a profile."""
    return any(pattern.fullmatch(path) for pattern in _PROFILES.values())


def lists(export: Export, site: str, *keys: str) -> list[List]:
    """Return the lists of a site's archive that are read; a plain file is one. `keys`: what lists may stand under.

    Raises ExportRefused for an archive of web pages.
    """
    if not export.members:
        return [List(_ENDING.sub("", export.name), "", records(export, *keys))]
    members = names(export)
    found = [path for path in sorted(members) if list_name(path, site)]
    data = [path for path in found if path.endswith(".json")]
    if not data and (found or _is_pages(members)):
        raise export.refuse(_PAGES)
    return [List(list_name(path, site), members[path].name, records(members[path], *keys)) for path in data]


def holds(export: Export, site: str) -> bool:
    """Tell whether an archive has lists of a site."""
    return any(path.endswith(".json") and list_name(path, site) for path in names(export))


def profile(export: Export, site: str) -> dict[str, Any]:
    """Return what a site's profile in an archive says; empty where there is none."""
    members = names(export)
    paths = [path for path in members if _PROFILES[site].fullmatch(path)]
    found = contents(members[min(paths, key=len)]) if paths else {}
    if isinstance(found, dict):
        found = next((held for key, held in found.items() if "profile" in key), found)
    if isinstance(found, list):
        found = found[0] if found else {}
    return found if isinstance(found, dict) else {}


def given(export: Export) -> re.Match[str] | None:
    """Return the name that Meta gave the archive this lies in, in its parts; None where it has none."""
    found = (_GIVEN.fullmatch(part) for part in reversed(export.path.split("/")))
    return next((one for one in found if one), None)


def summary(export: Export, acts: Acts, kinds: frozenset[Kind]) -> Iterator[Covers | Note]:
    """Say what the lists cover: from their first entry, for how far an archive goes back is chosen and not told."""
    if kinds and acts.first is not None:
        yield Covers(kinds, acts.owner, acts.first, _until(export, acts.last))


def left_shut(export: Export, opened: int) -> Iterator[Note]:
    """Say how many files of an archive were not opened."""
    if not export.members:
        return
    if not opened:
        yield Note("This part of the archive holds no posts or comments; its files were not opened.")
    elif shut := len(export.members) - opened:
        yield Note(f"Not opened, being private or no posts: {count(shut, 'other file')} of the archive.")


def _is_pages(members: dict[str, Export]) -> bool:
    endings = {path.rpartition(".")[2] for path in members}
    return "html" in endings and "json" not in endings


def _until(export: Export, last: int | None) -> int | None:
    """Say when the data ends: the day in the archive's name, else its files' date, but never before the last entry."""
    ends = [last] if last is not None else []
    found = given(export)
    day = _day(found["date"]) if found else None
    if day is not None:
        ends.append(day)
    elif export.members and export.modified:
        ends.append(export.modified)
    return max(ends, default=None)


def _day(written: str) -> int | None:
    parts = re.findall(r"\d+", written)
    digits = "".join(reversed(parts) if "." in written else parts)
    try:
        return moment(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", UTC)
    except ValueError:
        return None
