"""An exercise in words: how work is recognised, and what can be counted of it."""

from collections.abc import Iterable

from evenkeel import words
from evenkeel.exercises.values import Counts, Exercise
from evenkeel.model import Kind

KINDS = {Kind.POST: "a post", Kind.COMMENT: "a comment", Kind.TWEET: "a short post", Kind.REPOST: "a repost"}


def recognised(exercise: Exercise) -> str:
    """Say what is handed in: `A post with the tag “video”.`"""
    whom = " on a classmate's work" if exercise.to_classmate else ""
    what = KINDS[exercise.kind].capitalize() + whom
    if set(exercise.tags) - {exercise.id}:
        named = " or ".join(f"“{tag}”" for tag in exercise.tags)
        return f"{what} with the tag {named}, or anything tagged “{exercise.id}”."
    if exercise.tags:
        return f"{what} with the tag “{exercise.id}”."
    return f"{what} that carries no other exercise's tag, or anything tagged “{exercise.id}”."


def asked(counts: Counts) -> tuple[str, ...]:
    """Say what is counted, a line each: `300 to 600 words`."""
    found = [
        _words(counts.words_from, counts.words_to),
        f"at least {words.count(counts.links, 'link')}" if counts.links else "",
        "a video" if counts.video else "",
        f"at least {words.count(counts.classmates, 'different classmate')} addressed" if counts.classmates else "",
        "an answer to everybody who commented" if counts.answer_everybody else "",
    ]
    return tuple(line for line in found if line)


def _words(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low} to {high} words"
    if low is not None:
        return f"at least {low} words"
    return f"at most {high} words" if high is not None else ""


def shared_tags(exercise: Exercise, others: Iterable[Exercise]) -> tuple[str, ...]:
    """Say which tags another exercise has too: work that bears one would be handed in for both."""
    return tuple(
        f"“{tag}” is a tag of “{other.title}” too: work that bears it is handed in for both."
        for other in others
        if other.id != exercise.id
        for tag in sorted(_shared(exercise, other))
    )


def _shared(one: Exercise, other: Exercise) -> set[str]:
    """Return the tags by which both take one act: of one kind, or an id, which any kind may bear."""
    shared = {one.id, *one.tags} & {other.id, *other.tags}
    return shared if one.kind is other.kind else shared & {one.id, other.id}
