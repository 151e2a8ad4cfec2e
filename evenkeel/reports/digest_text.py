"""The week's letter as plain text, to be read in any mail program and on any terminal."""

from collections.abc import Iterator
from textwrap import fill

from evenkeel import words
from evenkeel.reports.digest import CAUTION, NOTHING_MISSING, Digest, Lacking, Noticed

_WIDE = 76


def as_text(digest: Digest) -> str:
    """Write the letter, in lines of at most 76 characters where no word is longer."""
    parts = [part for part in _parts(digest) if part]
    return "\n\n".join(parts) + "\n"


def _parts(digest: Digest) -> Iterator[str]:
    """Yield the paragraphs."""
    yield _wrapped(f"{digest.course}, {words.week(digest.week)} ({digest.dates})")
    yield _wrapped(f"{digest.headline}.")
    yield from map(_wrapped, digest.notes)
    yield _people("New this week", digest.new)
    yield _people("Still worth a look", digest.still)
    if digest.calm:
        yield _wrapped(f"Calm again since this week: {words.together(list(digest.calm))}.")
    yield f"{_heading('What came in')}\n{_wrapped(digest.came_in)}"
    yield "\n".join(_row(row) for row in digest.rows)
    yield f"{_heading('What is missing')}\n{_missing(digest)}"
    yield _wrapped(digest.unmatched)
    yield f"The page of this week: {digest.link}" if digest.link else ""
    yield _wrapped(f"{CAUTION} As of {digest.as_of}.")


def _people(heading: str, people: tuple[Noticed, ...]) -> str:
    return "\n\n".join([_heading(heading) + "\n" + _person(people[0]), *map(_person, people[1:])]) if people else ""


def _person(one: Noticed) -> str:
    since = ", ".join((f"since {words.week(one.since)}", *one.done))
    lines = [_wrapped(f"{one.name} ({since})", "  ")]
    return "\n".join([*lines, *(_wrapped(reason, "    ") for reason in one.reasons)])


def _missing(digest: Digest) -> str:
    return "\n".join(_lacking(each) for each in digest.missing) or NOTHING_MISSING


def _lacking(each: Lacking) -> str:
    said = f"{each.what} ({len(each.names)}): {', '.join(each.names)}."
    return f"{_wrapped(said, '  ')}\n{_wrapped(each.means, '    ')}"


def _row(row: tuple[str, ...]) -> str:
    kind, many, usual, students = row
    about = "" if usual == "–" else f" (usual week: {usual})"
    return f"  {kind}: {many}{about}, written by {students} students"


def _heading(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"


def _wrapped(text: str, indent: str = "") -> str:
    plain = " ".join(text.split())
    return fill(
        plain, _WIDE, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
