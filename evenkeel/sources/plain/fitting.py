"""How well a column fits a field: by what it is called, and by what stands in its cells."""

from collections.abc import Callable

from evenkeel.model import Evidence, Kind, Purpose, Role
from evenkeel.sources.plain import roster
from evenkeel.sources.plain.column_words import UNLIKE, WORDS
from evenkeel.sources.plain.looks import Column

MOMENTS = ("at", "start", "end", "time")
# From which share on a column counts as being of one sort.
MOSTLY = 0.8
_VOCABULARY: dict[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "purpose": tuple(Purpose),
    "evidence": (*Evidence, "self reported", "self_reported"),
    "role": tuple(Role),
    "meant_to_work": ("yes", "no", "y", "n", "true", "false", "1", "0", "x"),
}

# How much speaks for a column, and why; None: it cannot be this one.
Said = tuple[float, str] | None


def of_name(field: str, kind: str, column: Column) -> float:
    """Tell how well a column's name fits a field: 3 exactly, 2 in one of its words, below 0 against it."""
    if column.parts:
        return 2.0 if field not in MOMENTS else 0.5 + max(of_name(field, kind, part) for part in column.parts)
    against = 2.0 if set(column.words) & UNLIKE.get(field, frozenset()) else 0.0
    words = enumerate(WORDS[kind].get(field, (field,)))
    return max(fit(column.words, word) - place / 100 for place, word in words) - against


def fit(name: tuple[str, ...], word: str) -> float:
    """Tell how well the words of a name fit a word: 3 exactly, 2 as one of them, 1.2 as its beginning or end."""
    whole, wanted = "".join(name), word.replace(" ", "")
    if whole == wanted:
        return 3.0
    parts = tuple(word.split())
    if any(name[at : at + len(parts)] == parts for at in range(len(name))) and len(wanted) > 2:
        return 2.0
    if len(wanted) == 2 and wanted == "id" and name[-1:] == ("id",):
        return 2.0
    return 1.2 if len(wanted) > 4 and (whole.startswith(wanted) or whole.endswith(wanted)) else 0.0


def of_cells(field: str, column: Column) -> Said:
    """Tell what a column's cells say for or against a field."""
    if not column.filled:
        return -0.5, ""
    if field in _VOCABULARY:
        sure = 0.5 if field == "meant_to_work" else 3.0
        return (sure, "its words fit") if column.within(_VOCABULARY[field]) else None
    if field in roster.ACCOUNTS:
        return _account(field, column)
    return _TESTS[field](column)


def _who(column: Column) -> Said:
    looks = column.looks
    if looks.known >= 0.3:
        people = "e-mail addresses" if looks.emails > MOSTLY else "names"
        some = "" if looks.known == 1 else f"{round(looks.known * looks.filled)} of {looks.filled} are "
        return 2 + 2 * looks.known, f"{some}{people} of your roster"
    if max(looks.dates, looks.spans, looks.urls) > 0.5 or looks.words > 8:
        return None
    if looks.emails > MOSTLY:
        return 2.0, "e-mail addresses"
    if looks.numbers > 0.5:
        return -1.0, ""
    return 0.0, ""


def _when(column: Column) -> Said:
    looks = column.looks
    if looks.unix > MOSTLY:
        return 1.5, "looks like unix time"
    if looks.dates > MOSTLY:
        return (3.3, "looks like dates with a time") if looks.clocked > MOSTLY else (3.0, "looks like dates")
    return (1.0, "some of it looks like dates") if looks.dates > 0.3 else None


def _end(column: Column) -> Said:
    if column.looks.clocks > MOSTLY:
        return 0.5, "looks like times of day"
    said = _when(column)
    return (said[0] - 2.0, said[1]) if said else None


def _minutes(column: Column) -> Said:
    looks = column.looks
    if looks.spans > MOSTLY:
        return (0.8 if looks.clocks > MOSTLY else 2.5), f"looks like durations, such as {column.filled[0][:12]}"
    if looks.numbers > MOSTLY and 0 <= column.most <= 86_400:
        return 0.3, f"numbers up to {column.most:g}"
    return None


def _text(column: Column) -> Said:
    looks = column.looks
    if max(looks.dates, looks.numbers, looks.emails, looks.urls, looks.spans) > 0.5:
        return None
    return (2 + min(looks.words, 40) / 40, "sentences") if looks.words >= 4 else (looks.words / 10, "")


def _id(column: Column) -> Said:
    looks = column.looks
    if looks.distinct < looks.filled or looks.filled < len(column.cells) or looks.words > 1:
        return None
    return None if looks.dates > 0.5 or looks.emails > 0.5 else (1.2, "another one in every row")


def _parent(column: Column) -> Said:
    looks = column.looks
    return (0.0, "") if looks.words <= 1 and max(looks.dates, looks.emails, looks.known) < 0.5 else None


def _to(column: Column) -> Said:
    said = _who(column)
    return (min(said[0], 1.5) - 0.5, said[1]) if said else None


def _weight(column: Column) -> Said:
    return (0.0, "") if column.looks.numbers > MOSTLY else None


def _platform(column: Column) -> Said:
    looks = column.looks
    if looks.platforms > 0.5:
        return 2.0, "names of platforms"
    return (0.0, "") if looks.distinct <= 20 and looks.words <= 3 and looks.numbers < 0.5 else None


def _tags(column: Column) -> Said:
    return (
        (2.0, "hashtags") if sum(cell.startswith("#") for cell in column.filled) > len(column.filled) / 2 else (0.0, "")
    )


def _url(column: Column) -> Said:
    return (2.0, "web addresses") if column.looks.urls > MOSTLY else None


def _activity(column: Column) -> Said:
    looks = column.looks
    return None if max(looks.dates, looks.numbers, looks.spans, looks.emails) > 0.5 else (0.2, "")


def _email(column: Column) -> Said:
    return (4.0, "e-mail addresses") if column.looks.emails > MOSTLY else None


def _name(column: Column) -> Said:
    looks = column.looks
    if looks.emails > 0.2 or looks.numbers > 0.2 or looks.words > 6 or max(looks.dates, looks.urls) > 0.2:
        return None
    return (1.0, "looks like full names") if looks.words >= 1.8 else (0.0, "")


def _section(column: Column) -> Said:
    return (0.0, "") if column.looks.words <= 5 and column.looks.emails < 0.5 else None


def _account(platform: str, column: Column) -> Said:
    looks = column.looks
    if column.at_host(platform) > 0.5:
        return 3.0, f"addresses of {platform}"
    if (looks.emails > MOSTLY and platform != "mastodon") or max(looks.dates, looks.numbers) > 0.5:
        return None
    if platform == "blog":
        return (0.5, "web addresses") if looks.urls > 0.5 else (-0.5, "")
    return (0.5, "handles") if looks.handles > 0.5 else (0.0, "")


_TESTS: dict[str, Callable[[Column], Said]] = {
    "author": _who, "student": _who, "sender": _who, "receiver": _to, "to": _to, "at": _when, "start": _when,
    "time": _when, "end": _end, "minutes": _minutes, "text": _text, "id": _id, "in_reply_to": _parent,
    "platform": _platform, "tags": _tags, "url": _url, "weight": _weight, "activity": _activity, "email": _email,
    "name": _name, "section": _section,
}  # fmt: skip
