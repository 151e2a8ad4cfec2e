"""The words of the page *My data*: what is held, from where, who looked. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from evenkeel import words
from evenkeel.course.calendar import date_words
from evenkeel.desk.everything import Everything, Part
from evenkeel.desk.looking import Looked
from evenkeel.desk.rights import RIGHTS, Right, Sees
from evenkeel.leaving import OF_ANOTHER
from evenkeel.model import Role
from evenkeel.web.load_words import name as file_name

HELD = ("What is held", "How much", "Since", "From")
SEEN = ("What", "Who sees it")
LOOKS = ("When", "Who", "What they did")
_ROLES = {Role.STUDENT: "you", Role.INSTRUCTOR: "your instructor", Role.ASSISTANT: "assistants"}
# The parts that the table tells, each with its name on the page; the rest is in the copy.
_NAMED = {
    "acts": "Public posts and comments",
    "received": "What others wrote to you",
    "time": "Stretches of time",
    "visits": "Visits, without the page",
    "flags": "Times a number was worth a look",
    "accounts": "Names and accounts of yours",
    "goal": "Goals, yours alone",
    "reflection": "Reflections, yours alone",
    "mark": "Marks on your time",
    "dispute": "What you said is not right",
}
_FILES_AT_ONCE = 3


def lead(found: Everything) -> str:
    """Say first how much is held, and what can be done about it."""
    counts = {part.name: len(part.rows) for part in found.parts}
    parts = (("acts", "post or comment", "posts and comments"), ("time", "stretch of time", "stretches of time"))
    held = words.together([words.count(counts[name], one, many) for name, one, many in parts if counts[name]])
    much = f"Evenkeel holds {held} of yours" if held else "Evenkeel holds your name and little else"
    return f"{much}. You can see, take along and erase all of it here."


def held_rows(found: Everything) -> list[list[str]]:
    """Return what is held by kind: how much, since when, from which files."""
    return [
        [_NAMED[part.name], f"{len(part.rows):,}", _since(part), _files(part)]
        for part in found.parts
        if part.name in _NAMED and part.rows
    ]


def _since(part: Part) -> str:
    days = [str(row[place])[:10] for place in _dated(part) for row in part.rows if str(row[place])]
    return _day(date.fromisoformat(min(days))) if days else ""


def _dated(part: Part) -> Iterator[int]:
    return (place for place, name in enumerate(part.columns) if name in ("done_at", "starts_at", "on_day"))


def _files(part: Part) -> str:
    if "file" not in part.columns:
        return ""
    place = part.columns.index("file")
    named = list(dict.fromkeys(own_name(str(row[place])) for row in part.rows if row[place]))
    more = len(named) - _FILES_AT_ONCE
    return ", ".join(named[:_FILES_AT_ONCE]) + (f" and {words.count(more, 'other file')}" if more > 0 else "")


def own_name(path: str) -> str:
    """Shorten a path for whoever it belongs to: their own folder is no news to them."""
    parts = path.split("/")
    last = max((n for n, part in enumerate(parts[:-1]) if "@" in part), default=-1)
    return "/".join(parts[last + 1 :]) if last >= 0 else file_name(path)


def _day(day: date) -> str:
    return f"{date_words(day)} {day.year}"


def seen_rows() -> list[list[str]]:
    """Return who sees what."""
    return [[one.what, _seen_by(one)] for one in RIGHTS]


def _seen_by(right: Right) -> str:
    """Say who sees something: `you, your instructor and assistants`."""
    sees = [who for role, who in _ROLES.items() if right.of(role) is Sees.YES]
    if any(right.of(role) is Sees.SHARED for role in _ROLES):
        return f"{words.together(sees)}; {words.together([*_ROLES.values()][1:])} if you share them"
    if right.of(Role.STUDENT) is Sees.SHOWN:
        return f"{words.together(sees)}; you once your instructor shows it"
    return words.together(sees) + ("" if right.of(Role.STUDENT) is Sees.YES else ", not you")


def of_several(paths: Sequence[str]) -> str:
    """Say which files hold rows of others too; nothing where there is none."""
    named = list(dict.fromkeys(file_name(path) for path in paths if path != OF_ANOTHER))
    others = sum(path == OF_ANOTHER for path in paths)
    listed = [*named, words.count(others, "file", "files") + " of classmates"] if others else named
    if not listed:
        return ""
    return f"Of several people: {words.together(listed)}. Only your instructor can take these back."


def look_rows(looks: Iterable[Looked]) -> list[list[str]]:
    """Return who looked, the newest first."""
    return [[_day(date.fromordinal(one.day)), _who(one), words.sentence(one.what)] for one in looks]


def _who(one: Looked) -> str:
    return f"your {one.role}" if one.viewer == one.role else one.viewer


def left_over(shared: Iterable[str]) -> str:
    """Say which files of the class still name somebody who has left; nothing where none does."""
    files = [file_name(path) for path in shared]
    if not files:
        return ""
    return (
        f"{words.together(files)} in the class's folder still {'name' if len(files) > 1 else 'names'} you among "
        "others: ask your instructor to export it anew. It brings nothing of you back."
    )
