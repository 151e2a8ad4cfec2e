"""Reading what makes work done: words, links, a video, whom it reaches."""

from collections.abc import Mapping

from evenkeel.course.fields import Reading
from evenkeel.course.yaml_lines import Value
from evenkeel.exercises.values import Counts
from evenkeel.model import Kind

COUNTS = ("words", "links", "video", "classmates", "answer_everybody")
_SPAN = ("from", "to")
_WITHOUT_VIDEO = (Kind.COMMENT, Kind.REPOST)
# Beyond these a number is a slip, not a wish.
_MOST_WORDS, _MOST_LINKS, _MOST_CLASSMATES = 20_000, 50, 200


def read_counts(reading: Reading, value: Value, kind: Kind | None) -> Counts:
    """Read `counts:`; what an exercise of this kind cannot hold is a problem."""
    entries = reading.entries(value, COUNTS)
    words_from, words_to = _words(reading, entries["words"]) if "words" in entries else (None, None)
    video = _wanted(reading, entries, "video")
    if video and kind in _WITHOUT_VIDEO:
        reading.wrong(entries["video"], f"a {kind} holds no video: ask for it in a post or a tweet")
    return Counts(
        words_from=words_from,
        words_to=words_to,
        links=reading.whole(entries["links"], 1, _MOST_LINKS) if "links" in entries else None,
        video=video,
        classmates=reading.whole(entries["classmates"], 1, _MOST_CLASSMATES) if "classmates" in entries else None,
        answer_everybody=_wanted(reading, entries, "answer_everybody"),
    )


def _wanted(reading: Reading, entries: Mapping[str, Value], name: str) -> bool:
    return bool(reading.yes_or_no(entries[name])) if name in entries else False


def _words(reading: Reading, value: Value) -> tuple[int | None, int | None]:
    """Read the fewest and most words: `{from: 300, to: 600}`, or one number as the fewest."""
    if isinstance(value.content, str):
        return reading.whole(value, 1, _MOST_WORDS), None
    entries = reading.entries(value, _SPAN)
    low, high = (reading.whole(entries[key], 1, _MOST_WORDS) if key in entries else None for key in _SPAN)
    if low is not None and high is not None and high < low:
        reading.wrong(entries["to"], f"expected at least as many words as from, {low}, found {high}")
    return low, high
