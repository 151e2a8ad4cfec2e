"""Loading on the page: each file for itself, how far it is, and a way to stop that leaves no half of a file."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from evenkeel import inbox
from evenkeel.errors import EvenkeelError
from evenkeel.web import load_words, reads
from evenkeel.web.load_words import Told
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain

Saying = Callable[[float, str], object]
_MEGABYTE = 1_000_000
# Reports so far and paths to come, while files are being loaded: still there when somebody stopped it.
_GOING = "load_going"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One file to load, and how it is to be read."""

    item: inbox.Offered
    student: str = ""
    format: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Its bytes, or its members' in a bundle; a refused one has none to read."""
        members = getattr(self.item, "members", ())
        return sum(one.size for one in members) or int(getattr(self.item, "size", 0))

    @property
    def path(self) -> str:
        """Its path as people are told."""
        return str(getattr(self.item, "path", "") or self.item)


@dataclass(slots=True)
class Going:
    """A load under way: what became of the files so far, and the paths that are still to come."""

    reports: list[Told] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def load(look: Look, jobs: Iterable[Job], say: Saying, going: Going | None = None) -> list[Told]:
    """Load files one by one, rosters first so that everybody is known, and tell what became of each."""
    in_order = sorted(jobs, key=lambda job: "roster" not in job.path.casefold())
    whole, done = sum(job.size for job in in_order) or 1, 0
    going = going or Going()
    going.left += [job.path for job in in_order]
    for place, job in enumerate(in_order, start=1):
        before = f"File {place} of {len(in_order)}: {plain(load_words.name(job.path))}"
        watch = _Watch()
        say(done / whole, before)
        progress = _Counter(say, before, done, whole, job.size, watch)
        going.reports += _one(look, replace(job, item=watch.over(job.item)), progress)
        going.left.pop(0)
        done += job.size
    return going.reports


class _Watch:
    """Tells how many bytes of a file have been read, by where its streams stand."""

    def __init__(self) -> None:
        self._streams: dict[str, tuple[BinaryIO, int]] = {}

    def over(self, item: inbox.Offered) -> inbox.Offered:
        """Return the file, watched from now on; what cannot be opened is returned as it is."""
        export: Any = item  # a refusal has no bytes
        if not hasattr(item, "opener"):
            return item
        watched: inbox.Offered = replace(
            export, opener=self._opener(export), members=tuple(self.over(one) for one in export.members)
        )
        return watched

    def _opener(self, export: Any) -> Callable[[], BinaryIO]:
        def opened() -> BinaryIO:
            stream: BinaryIO = export.opener()
            self._streams[export.path] = stream, export.size
            return stream

        return opened

    def read(self) -> int:
        """Return the bytes read so far."""
        return sum(_at(stream, size) for stream, size in self._streams.values())


def _at(stream: BinaryIO, size: int) -> int:
    try:
        return size if stream.closed else min(stream.tell(), size)
    except (OSError, ValueError):
        return size


@dataclass(frozen=True, slots=True)
class _Counter:
    """Says how many rows, and how much of a large file, have been read."""

    say: Saying
    before: str
    done: int
    whole: int
    size: int
    watch: _Watch

    def __call__(self, _path: str, rows: int) -> None:
        read = min(self.watch.read(), self.size)
        of = f", {_megabytes(read)} of {_megabytes(self.size)} MB" if self.size >= _MEGABYTE else ""
        self.say((self.done + read) / self.whole, f"{self.before}, {rows:,} rows{of}")


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:,.0f}" if size >= 10 * _MEGABYTE else f"{size / _MEGABYTE:.1f}"


def _one(look: Look, job: Job, progress: _Counter) -> list[Told]:
    asked = inbox.Asked(reads.clock(look.course.zone), job.student, job.format, job.mapping)
    try:
        found = look.desk.load(look.viewer, [job.item], asked, progress)
    except EvenkeelError as refusal:
        return [Told(job.path, refused=f"{job.path}: {refusal}")]
    except (OSError, sqlite3.Error) as problem:
        why = f"{job.path}: the record could not be written ({problem}). Check that the disk is not full."
        return [Told(job.path, refused=why)]
    except Exception:  # no importer's mistake may end the page or the other files
        _log.exception("A file could not be read")
        return [load_words.crashed(job.path)]
    return [load_words.told(report) for report in found]


def dropped(files: Sequence[UploadedFile]) -> list[tuple[str, bytes]]:
    """Read what was dropped on the page."""
    return [(file.name, file.getvalue()) for file in files]


def forget(files: Sequence[UploadedFile]) -> None:
    """Take uploads out of the server's memory: they are kept no longer than the loading takes."""
    context = get_script_run_ctx()
    remove = getattr(getattr(context, "uploaded_file_mgr", None), "remove_file", None)
    for file in files:
        if context is not None and remove is not None:
            remove(session_id=context.session_id, file_id=file.file_id)


def with_bar(look: Look, jobs: Sequence[Job]) -> list[Told]:
    """Load with a bar that says which file is read and how far it is, and a button to stop.

    Any click ends a run of the page where it next says something, which rolls the file at hand back; so the button
    need do nothing itself.
    """
    going = st.session_state[_GOING] = Going()
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, text="Reading…")
        st.button("Stop loading", key="load_stop", help="What is loaded already stays; of this file nothing is kept.")
    reports = load(look, jobs, lambda share, said: bar.progress(min(max(share, 0.0), 1.0), text=said), going)
    del st.session_state[_GOING]
    place.empty()
    return reports


def stopped() -> Going | None:
    """Return, once, what became of files whose loading somebody stopped."""
    found: Going | None = st.session_state.pop(_GOING, None)
    return found
