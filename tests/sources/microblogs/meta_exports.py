"""Exports as Facebook, Instagram and Threads write them, from values that people can read."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Found, Who
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Context, Export, Source, in_memory
from evenkeel.sources.opening.files import uploaded

SECOND = 1_772_460_300  # 2026-03-02T14:05:00Z
MOMENT = SECOND * 1_000_000
NOWHERE = Context(ZoneInfo("America/New_York"))
AT_ANNAS = NOWHERE._replace(owner=Who(handle="anna@example.org"))


def garbled(value: Any) -> Any:
    """Take every text apart into its bytes, as Meta does, in values and in keys."""
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [garbled(one) for one in value]
    if isinstance(value, dict):
        return {garbled(key): garbled(one) for key, one in value.items()}
    return value


def written(value: Any) -> bytes:
    """Write a file as Meta does: garbled, and all but ASCII as escapes."""
    return json.dumps(garbled(value), indent=2).encode()


def zipped(files: dict[str, Any], date: tuple[int, int, int] = (2026, 5, 1)) -> bytes:
    """Pack an archive; what is no bytes is written as Meta does."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (*date, 9, 0, 0))
            archive.writestr(info, content if isinstance(content, bytes) else written(content))
    return packed.getvalue()


def opened(files: dict[str, Any], name: str = "up.zip") -> list[Export]:
    """Return what an archive offers when it is dropped."""
    offered = list(uploaded(name, zipped(files), is_bundle))
    assert all(isinstance(one, Export) for one in offered), offered
    return [one for one in offered if isinstance(one, Export)]


def archive(source: Source, files: dict[str, Any], context: Context = NOWHERE, name: str = "up.zip") -> list[Found]:
    """Read an archive that one importer alone takes as a whole."""
    (export,) = opened(files, name)
    assert recognise(export) is source
    return list(source.extract(export, context))


def single(source: Source, value: Any, context: Context = AT_ANNAS, name: str = "posts_1.json") -> list[Found]:
    """Read a file that one importer alone recognises."""
    export = in_memory(name, value if isinstance(value, bytes) else written(value))
    assert recognise(export) is source
    return list(source.extract(export, context))


def acts(found: list[Found]) -> list[Act]:
    """Pick the acts."""
    return [one for one in found if isinstance(one, Act)]


def guarded(files: dict[str, Any], readable: Callable[[str], bool], root: str = "up.zip") -> Export:
    """Make an archive in which opening a file that is not readable fails the test."""
    return Export(
        root, io.BytesIO, 1, tuple(_member(root, name, value, readable(name)) for name, value in files.items())
    )


def _member(root: str, name: str, value: Any, readable: bool) -> Export:
    content = value if isinstance(value, bytes) else written(value)

    def opener() -> BinaryIO:
        assert readable, f"{name} is private and was opened"
        return io.BytesIO(content)

    return Export(f"{root}/{name}", opener, len(content))


def refusal(files: dict[str, Any], name: str = "up.zip") -> str:
    """Return the one sentence with which an archive is refused when it is read."""
    (export,) = opened(files, name)
    try:
        list(recognise(export).extract(export, AT_ANNAS))
    except ExportRefused as refused:
        return str(refused)
    raise AssertionError("the archive was not refused")
