"""What an importer sees of a file, and what it is itself: a name, `identify` and `extract`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from evenkeel.errors import ExportRefused
from evenkeel.model import Found, Who

HEAD = 64 * 1024
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Export:
    """One file, or a bundle of files (zip, tar.gz, folder) that one importer reads as a whole.

    `path` is what people are told; `members` is empty for a plain file. `modified` is the file's own
    date in epoch microseconds (for a zip member, the date it bears inside), where there is one.
    """

    path: str
    opener: Callable[[], BinaryIO]
    size: int
    members: tuple["Export", ...] = ()
    modified: int | None = None
    _head: list[bytes] = field(default_factory=list, repr=False, compare=False)
    _answers: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The last part of the path, in lower case."""
        return self.path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].casefold()

    def open(self) -> BinaryIO:
        """Open the bytes from the beginning."""
        return self.opener()

    def read(self) -> bytes:
        """Return all bytes."""
        with self.open() as stream:
            return stream.read()

    def head(self) -> bytes:
        """Return the first 64 KiB, read once; empty for a bundle."""
        if not self._head:
            if self.members:
                self._head.append(b"")
            else:
                with self.open() as stream:
                    self._head.append(stream.read(HEAD))
        return self._head[0]

    def once(self, question: str, answer: Callable[["Export"], _Answer]) -> _Answer:
        """Answer a question about the content, worked out once however many importers ask it."""
        if question not in self._answers:
            self._answers[question] = answer(self)
        found: _Answer = self._answers[question]
        return found

    def member(self, *names: str) -> "Export | None":
        """Return the first member with one of these base names, at any depth."""
        return next((m for m in self.members if m.name in names), None)

    def refuse(self, why: str, where: str = "") -> ExportRefused:
        """Make the error that refuses this file: the sentence starts with its name and the place."""
        return ExportRefused(f"{self.path}{f', {where}' if where else ''}: {why}", self.path)


class Context(NamedTuple):
    """What an importer is told from outside the file.

    `zone`: the course's clock, for times without an offset. `owner`: the student that the folder or the
    command names, for files that do not say whose they are. `mapping`: our field -> their column.
    `now`: the moment of loading.
    """

    zone: ZoneInfo
    owner: Who | None = None
    mapping: Mapping[str, str] = {}
    now: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """An importer: `identify` by content, exactly one may match; `extract` yields what it found, in one stream.

    `extract` raises `ExportRefused` where nothing of the file can be taken.
    """

    name: str
    label: str
    identify: Callable[[Export], bool]
    extract: Callable[[Export, Context], Iterable[Found]]


def in_memory(path: str, content: bytes) -> Export:
    """Wrap bytes (an upload, a test's input) as an export."""
    return Export(path, lambda: BytesIO(content), len(content))
