"""Loading on the page: each file for itself with its progress, and an upload forgotten as soon as it is read."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
        """Its bytes; a refused one has none to read."""
        return int(getattr(self.item, "size", 0))

    @property
    def path(self) -> str:
        """Its path as people are told."""
        return str(getattr(self.item, "path", "") or self.item)


def load(look: Look, jobs: Iterable[Job], say: Saying) -> list[Told]:
    """Load files one by one, rosters first so that everybody is known, and tell what became of each."""
    in_order = sorted(jobs, key=lambda job: "roster" not in job.path.casefold())
    whole = sum(job.size for job in in_order) or 1
    done, reports = 0, []
    for place, job in enumerate(in_order, start=1):
        before = f"File {place} of {len(in_order)}: {plain(load_words.name(job.path))}"
        share = done / whole
        say(share, before)
        reports += _one(look, job, _Counter(say, share, before))
        done += job.size
    return reports


@dataclass(frozen=True, slots=True)
class _Counter:
    """Says how many rows of the file at hand have been read."""

    say: Saying
    share: float
    before: str

    def __call__(self, _path: str, rows: int) -> None:
        self.say(self.share, f"{self.before}, {rows:,} rows")


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
    """Load with a progress bar that says which file is read and how far it is."""
    bar = st.progress(0.0, text="Reading…")
    reports = load(look, jobs, lambda share, said: bar.progress(min(max(share, 0.0), 1.0), text=said))
    bar.empty()
    return reports
