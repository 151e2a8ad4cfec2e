"""One person's files in a course folder: their own folder, tables that they share, and what else names them."""

import bz2
import gzip
import lzma
import shutil
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from evenkeel import inbox
from evenkeel.course.reading import FILE as COURSE
from evenkeel.leaving import tables
from evenkeel.people.traces import Traces

# So much of one packed file is looked into; what is larger is named without.
_MOST = 512 * 1024 * 1024
_UNPACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".bz2": bz2.decompress,
    ".xz": lzma.decompress,
}
_OF_THE_RECORD = "class.db"
_TRUTH = "truth.json"


@dataclass(slots=True)
class Files:
    """What became of a person's files, as paths within the course folder.

    `removed`: their own folders; `cut`: tables, with how many of their rows went; `shared`: files of several people
    that name them; `others`: such files in another student's folder, which are that student's; `course`: course.yaml
    names them.
    """

    removed: list[str] = field(default_factory=list)
    cut: dict[str, int] = field(default_factory=dict)
    shared: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    course: bool = False


def clear(
    folder: Path, who: Traces, whose: Callable[[str], str | None], *, shared: bool = False, dry: bool = False
) -> Files:
    """Take somebody out of a course folder's files; `whose` tells the address of the student that a folder names.

    `shared`: remove files of several people that name them too; `dry`: only say what would become of them.
    """
    found = Files()
    for place in _own_folders(folder, who, whose):
        found.removed.append(_name(folder, place))
        if not dry:
            shutil.rmtree(place)
    for path in _files(folder, found.removed):
        _one(folder, path, who, whose, found, shared=shared, dry=dry)
    return found


def discard(folder: Path, path: str, others: Iterable[str]) -> bool:
    """Remove the file of a load from a folder of the inbox, unless other loads come of it; tell whether it went."""
    parts = path.split("/")
    if parts[0] != inbox.FOLDER or len(parts) < 3 or ".." in parts:
        return False
    places = ["/".join(parts[:n]) for n in range(3, len(parts) + 1)]
    place = next((one for one in places if (folder / one).is_file()), path)
    if any(one == place or one.startswith(f"{place}/") for one in others):
        return False
    if (folder / place).is_dir():
        shutil.rmtree(folder / place)
    elif (folder / place).is_file():
        (folder / place).unlink()
    else:
        return False
    return True


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _own_folders(folder: Path, who: Traces, whose: Callable[[str], str | None]) -> list[Path]:
    """List the folders that bear this person's name and lie in no other student's."""
    found: list[Path] = []
    for place in sorted(path for path in (folder / inbox.FOLDER).rglob("*") if path.is_dir() and not path.is_symlink()):
        names = place.relative_to(folder).parts[1:]
        owners = [whose(name) for name in names]
        if owners[-1] == who.email and not any(owners[:-1]):
            found.append(place)
    return found


def _files(folder: Path, removed: list[str]) -> Iterator[Path]:
    """Yield the files that may name somebody: the roster, the course, whatever was or may be loaded."""
    for path in sorted(folder.rglob("*")):
        name = _name(folder, path)
        mine = any(name.startswith(f"{gone}/") for gone in removed)
        if path.is_file() and not path.is_symlink() and not mine and not _is_ours(path.name):
            yield path


def _is_ours(name: str) -> bool:
    return name.startswith(_OF_THE_RECORD) or name == _TRUTH


def _one(
    folder: Path,
    path: Path,
    who: Traces,
    whose: Callable[[str], str | None],
    found: Files,
    *,
    shared: bool,
    dry: bool,
) -> None:
    name = _name(folder, path)
    theirs = any(whose(part) for part in name.split("/")[1:-1])
    if not theirs and path.suffix.casefold() in tables.ENDINGS:
        cut = tables.rewritten(path, who, _leave if dry else tables.write)
        if cut is not None:
            if cut.rows or cut.named:
                found.cut[name] = cut.rows
            return
    if not holds(path, who):
        return
    if name == COURSE:
        found.course = True
    elif theirs:
        found.others.append(name)
    else:
        found.shared.append(name)
        if shared and not dry:
            path.unlink()


def _leave(path: Path, content: bytes) -> None:
    """Change nothing."""


# Looking into files


def holds(path: Path, who: Traces) -> bool:
    """Tell whether a file's bytes name somebody, inside packed files too."""
    if who.pattern.search(path.name):
        return True
    if path.stat().st_size > _MOST:
        return True  # too large to look into: better named than missed
    return any(_names(part, who) for part in _contents(path.read_bytes()))


def _names(content: bytes, who: Traces) -> bool:
    readings = (content.decode("utf-8", "ignore"), content.decode("utf-16-le", "ignore") if b"\0" in content else "")
    return any(who.pattern.search(text) is not None for text in readings)


def _contents(content: bytes) -> Iterator[bytes]:
    yield content
    with suppress(OSError, EOFError, BadZipFile, lzma.LZMAError, tarfile.TarError, NotImplementedError, RuntimeError):
        yield from _unpacked(content)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Yield what a packed file holds, as far as it says that it is not too large."""
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST:
                return
            for member in archive.infolist():
                yield member.filename.encode()
                yield archive.read(member)
    elif content[:2] == b"\x1f\x8b" or content[:3] == b"BZh" or content[:6] == b"\xfd7zXZ\x00":
        yield from _of_tar(content)


def _of_tar(content: bytes) -> Iterator[bytes]:
    try:
        with tarfile.open(fileobj=BytesIO(content)) as archive:
            for member in archive:
                yield member.name.encode()
                if member.isfile() and member.size <= _MOST and (stream := archive.extractfile(member)):
                    yield stream.read()
    except tarfile.ReadError:
        kind = ".gz" if content[:2] == b"\x1f\x8b" else ".bz2" if content[:3] == b"BZh" else ".xz"
        yield _UNPACK[kind](content)
