"""Looking into zip and tar files without unpacking them, within limits that no honest export reaches.

An archive stays open as long as an export of it is held: no `with` could know how long that is.
"""

import tarfile
import zlib
from calendar import timegm
from collections.abc import Callable
from gzip import GzipFile
from io import BufferedReader, BytesIO, RawIOBase
from lzma import LZMAError
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, TypeVar, cast
from weakref import finalize
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from evenkeel.errors import ExportRefused
from evenkeel.sources.base import Export
from evenkeel.sources.opening.limits import LIMITS, Limits, Spent
from evenkeel.sources.opening.media import ignored

_Info = TypeVar("_Info", ZipInfo, tarfile.TarInfo)
_METHODS = frozenset({ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA})
_TAR_LIKE = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_BROKEN = (
    BadZipFile, tarfile.TarError, zlib.error, LZMAError, EOFError, OSError, ValueError, OverflowError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
_AGAIN = "It may not have been downloaded to its end: download it again."


def archived(export: Export, depth: int, spent: Spent, limits: Limits) -> list[Export] | None:
    """List the files of an archive; None if the export is no archive. Raises ExportRefused for a bad one."""
    head = export.head()
    lister: Callable[[Export, BinaryIO, Spent, Limits], list[Export] | None]
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        lister = _zip
    elif head[257:262] == b"ustar" or head.startswith(_TAR_LIKE):
        lister = _tar
    else:
        return None
    if depth >= limits.depth:
        raise export.refuse(f"archives lie more than {limits.depth} deep in each other. Unpack the inner ones.")
    stream = _seekable(export, depth)
    try:
        return lister(export, stream, spent, limits)
    except ExportRefused:
        stream.close()
        raise
    except _BROKEN as error:
        stream.close()
        raise export.refuse(f"is a broken archive ({error}). {_AGAIN}") from error


def _zip(export: Export, stream: BinaryIO, spent: Spent, limits: Limits) -> list[Export] | None:
    archive = ZipFile(stream)
    finalize(archive, stream.close)
    infos = archive.infolist()
    if any(info.filename in ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF") for info in infos):
        stream.close()
        return None  # an Office file or a program: a zip by its bytes only
    found = []
    for info in infos:
        name = _harmless(info.filename)
        if not name or info.is_dir() or ignored(name):
            continue
        if info.flag_bits & 0x1:
            raise export.refuse("is locked with a password. Unpack it and load the folder.")
        if info.compress_type not in _METHODS:
            raise export.refuse("is packed in a way not known here. Unpack it and load the folder.", name)
        spent.add(export, name, info.file_size, info.compress_size, limits)
        path = f"{export.path}/{name}"
        found.append(Export(path, _opener(archive.open, info, path), info.file_size, modified=_zip_date(info)))
    return _some(export, found)


def _tar(export: Export, stream: BinaryIO, spent: Spent, limits: Limits) -> list[Export] | None:
    try:
        archive = tarfile.open(fileobj=stream, mode="r:*")  # noqa: SIM115
    except tarfile.ReadError:
        stream.close()
        return [_gunzipped(export, limits)] if export.head().startswith(_TAR_LIKE[0]) else None
    finalize(archive, stream.close)
    found = []
    # One header at a time: a bomb is refused before its bytes are unpacked to get past it.
    while info := archive.next():
        name = _harmless(info.name)
        if not info.isfile() or not name:
            continue
        spent.add(export, name, info.size, export.size, limits)
        if not ignored(name):
            path = f"{export.path}/{name}"
            modified = int(info.mtime * 1_000_000) or None
            found.append(Export(path, _opener(archive.extractfile, info, path), info.size, modified=modified))
    return _some(export, found)


def _gunzipped(export: Export, limits: Limits) -> Export:
    path = f"{export.path}/{export.name.removesuffix('.gz')}"
    most = min(limits.file, max(limits.ratio * export.size, limits.ratio_from))

    def opened() -> BinaryIO:
        packed = export.open()
        unpacked = GzipFile(fileobj=packed)
        finalize(unpacked, packed.close)
        return cast(BinaryIO, BufferedReader(_Guarded(cast(BinaryIO, unpacked), path, most), 1 << 18))

    return Export(path, opened, export.size, modified=export.modified)


class _Guarded(RawIOBase):
    """A packed file as it is read: what breaks on the way is said in a sentence.

    `archive` is held so that it stays open as long as its file is read.
    """

    def __init__(self, stream: IO[bytes], path: str, most: int, archive: object = None) -> None:
        self._stream, self._path, self._left, self._archive = stream, path, most, archive

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._stream.read(len(buffer))
        except _BROKEN as error:
            raise ExportRefused(f"{self._path}: is broken inside its archive ({error}). {_AGAIN}") from error
        self._left -= len(piece)
        if self._left < 0:
            raise ExportRefused(f"{self._path}: unpacks to more than is safe to read")
        buffer[: len(piece)] = piece
        return len(piece)


def _opener(open_member: Callable[[_Info], IO[bytes] | None], info: _Info, path: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        try:
            stream = open_member(info)
        except _BROKEN as error:
            raise ExportRefused(f"{path}: is broken inside its archive ({error}). {_AGAIN}") from error
        guarded = _Guarded(stream or BytesIO(), path, LIMITS.file, open_member)
        return cast(BinaryIO, BufferedReader(guarded, 1 << 18))

    return opened


def _some(export: Export, found: list[Export]) -> list[Export]:
    if not found:
        raise export.refuse("holds nothing to read (pictures, films and hidden files are left out)")
    return found


def _seekable(export: Export, depth: int) -> BinaryIO:
    """Open an archive so that one can jump about in it; one in another is copied, in memory while small."""
    stream = export.open()
    if not depth:
        return stream
    copy = SpooledTemporaryFile(max_size=64 << 20)  # noqa: SIM115
    with stream:
        copyfileobj(stream, copy)
    copy.seek(0)
    return cast(BinaryIO, copy)


def _harmless(name: str) -> str:
    """Show a member's name as a path inside the archive, whatever it tries to be."""
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))


def _zip_date(info: ZipInfo) -> int | None:
    """Take a member's date as UTC (a zip names no zone); 1980 is what a zip says that knows none."""
    year, month, day = info.date_time[:3]
    if year <= 1980 or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return timegm((*info.date_time, 0, 0, 0)) * 1_000_000
