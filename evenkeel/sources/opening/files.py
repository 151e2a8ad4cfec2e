"""From a path or an upload to exports: folders and archives are looked into, nothing is unpacked to disk.

A folder (of a disk or of an archive) is first offered as a bundle; where no importer takes it as one, each of
its files is an export of its own. Names inside archives are only ever shown, so none can do harm.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from evenkeel.errors import ExportRefused
from evenkeel.sources.base import Export, in_memory
from evenkeel.sources.opening import takeout
from evenkeel.sources.opening.archives import archived
from evenkeel.sources.opening.limits import LIMITS, Limits, Spent
from evenkeel.sources.opening.media import beside, ignored


class PassedOver(NamedTuple):
    """A file (or a folder of so many files) that comes with an export and holds nothing that counts."""

    path: str
    files: int = 1


Offered = Export | ExportRefused | PassedOver


def exports(path: Path, label: str, is_bundle: Callable[[Export], bool], limits: Limits = LIMITS) -> Iterator[Offered]:
    """Yield what can be loaded under a path, shown as `label`, and a refusal for what cannot be opened."""
    opening = _Opening(is_bundle, limits)
    if path.is_dir():
        yield from opening.inside(_Place(label, 0, Spent()), _folder(path, label))
    elif path.is_file():
        yield from opening.file(on_disk(path, label), _Place(label, 0, Spent()))
    else:
        yield ExportRefused(f"{label}: there is no such file or folder", label)


def uploaded(
    name: str, content: bytes, is_bundle: Callable[[Export], bool], limits: Limits = LIMITS
) -> Iterator[Offered]:
    """Yield what can be loaded of an uploaded file."""
    yield from _Opening(is_bundle, limits).file(in_memory(name, content), _Place(name, 0, Spent()))


def on_disk(path: Path, label: str) -> Export:
    """Wrap a file of the disk as an export."""
    status = path.stat()
    return Export(label, lambda: path.open("rb"), status.st_size, modified=status.st_mtime_ns // 1000)


def shown(path: str) -> str:
    """Return a path as text that can be printed and kept, also where a disk's bytes are none."""
    return path.encode("utf-8", "replace").decode()


class _Place(NamedTuple):
    """Where we are: the path as shown, how many archives deep, and what the outermost archive has used up."""

    path: str
    depth: int
    spent: Spent

    def below(self, name: str) -> "_Place":
        return self._replace(path=f"{self.path}/{name}")


@dataclass(frozen=True, slots=True)
class _Opening:
    is_bundle: Callable[[Export], bool]
    limits: Limits

    def inside(self, place: _Place, members: list[Export]) -> Iterator[Offered]:
        """Offer a folder as a whole, else its files and then its folders."""
        if takeout.is_root(place.path):
            members, others = takeout.parted(place.path, members, self.is_bundle)
            yield from (PassedOver(path, files) for path, files in sorted(others.items()))
        if not members:
            return
        newest = max((member.modified for member in members if member.modified is not None), default=None)
        size = sum(member.size for member in members)
        bundle = Export(place.path, BytesIO, size, tuple(members), newest)
        try:
            if self.is_bundle(bundle):
                yield bundle
                return
        except ExportRefused as refusal:
            yield refusal
            return
        folders: dict[str, list[Export]] = defaultdict(list)
        for member in members:
            first, below, _ = member.path[len(place.path) + 1 :].partition("/")
            if below:
                folders[first].append(member)
            elif beside(member.path):
                yield PassedOver(member.path)
            else:
                # A file of a folder starts a count of its own; one of an archive adds to the archive's.
                here = place if place.depth else place._replace(spent=Spent())
                yield from self.file(member, here)
        for name, group in sorted(folders.items()):
            yield from self.inside(place.below(name), group)

    def file(self, export: Export, place: _Place) -> Iterator[Offered]:
        """Look into an archive; a file that is none is an export."""
        try:
            members = archived(export, place.depth, place.spent, self.limits)
        except ExportRefused as refusal:
            yield refusal
        except OSError as error:
            yield export.refuse(f"cannot be opened ({error.strerror or error})")
        else:
            if members is None:
                yield export
            else:
                yield from self.inside(_Place(export.path, place.depth + 1, place.spent), members)


def _folder(path: Path, label: str) -> list[Export]:
    found = []
    for file in sorted(path.rglob("*")):
        inside = shown(file.relative_to(path).as_posix())
        if file.is_file() and not ignored(inside):
            found.append(on_disk(file, f"{label}/{inside}"))
    return found
