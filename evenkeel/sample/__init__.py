"""The sample class: invented students over a term, as raw exports, with what is true about them."""

from __future__ import annotations

from pathlib import Path

from evenkeel.sample.activitywatch import write_activitywatch
from evenkeel.sample.blogger import write_blogger
from evenkeel.sample.bluesky import write_bluesky
from evenkeel.sample.course import write_course
from evenkeel.sample.feeds import write_feeds
from evenkeel.sample.histories import write_histories
from evenkeel.sample.labs import write_labs
from evenkeel.sample.mastodon import write_mastodon
from evenkeel.sample.moodle import write_moodle
from evenkeel.sample.nouns import Written
from evenkeel.sample.plain import write_plain
from evenkeel.sample.story import tell
from evenkeel.sample.truth import write_truth
from evenkeel.sample.wxr import write_wxr
from evenkeel.sample.x_archive import write_x

__all__ = ["SampleRefused", "sample_files", "write_sample"]

STUDENTS, WEEKS = range(5, 201), range(4, 31)


class SampleRefused(ValueError):
    """A size for which no believable class can be invented."""


def write_sample(target: Path, *, students: int = 24, weeks: int = 15, seed: int = 7) -> None:
    """Write the class as a course folder; the same sizes and seed give the same bytes."""
    for file in sample_files(students=students, weeks=weeks, seed=seed):
        path = target / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)


def sample_files(*, students: int = 24, weeks: int = 15, seed: int = 7) -> list[Written]:
    """Make all files of the class, paths below the course folder; SampleRefused for sizes out of range."""
    for what, size, sizes in (("students", students, STUDENTS), ("weeks", weeks, WEEKS)):
        if size not in sizes:
            raise SampleRefused(f"A sample class has {sizes[0]} to {sizes[-1]} {what}, not {size}.")
    story = tell(students, weeks, seed)
    writers = (
        write_plain,
        write_wxr,
        write_blogger,
        write_feeds,
        write_x,
        write_mastodon,
        write_activitywatch,
        write_bluesky,
        write_moodle,
        write_histories,
    )
    files = [file for write in writers for file in write(story)]
    return [*write_course(story, seed), *files, write_truth(story, files), *write_labs(story)]
