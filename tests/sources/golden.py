"""What importers found, made comparable: with a golden file beside its sample, or with a sample's counts.

EVENKEEL_GOLDEN=write rewrites the golden files; read the difference before committing it.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from evenkeel.model import Act, Found, Skip
from evenkeel.sources.base import Context, Export, Source, in_memory
from evenkeel.sources.opening.files import uploaded

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
CONTEXT = Context(ZoneInfo("America/Chicago"))
_MOMENTS = {"moment", "since", "until"}
_Kind = TypeVar("_Kind")


def found_in(source: Source, content: str | bytes, context: Context = CONTEXT, name: str = "export.xml") -> list[Found]:
    """Let an importer read a text as if it were a file."""
    return list(source.extract(export_of(content, name), context))


def export_of(content: str | bytes, name: str = "export.xml") -> Export:
    """Make an export of a text or of bytes."""
    return in_memory(name, content.encode() if isinstance(content, str) else content)


def only(kind: type[_Kind], found: Iterable[object]) -> list[_Kind]:
    """Pick what is of one kind."""
    return [one for one in found if isinstance(one, kind)]


def sample(path: str) -> Export:
    """Return a real sample, or skip the test where the samples are not there."""
    if not (SAMPLES / path).exists():
        pytest.skip(f"the real sample {path} is not beside this checkout")
    return in_memory(path, (SAMPLES / path).read_bytes())


def counts(found: Iterable[Found]) -> Counter[str]:
    """Count acts by kind and skips by reason."""
    counted = (one for one in found if isinstance(one, Act | Skip))
    return Counter(one.kind.value if isinstance(one, Act) else one.reason for one in counted)


def check(source: Source, name: str, context: Context = CONTEXT) -> list[Found]:
    """Read a sample of this folder and compare what was found with the golden file beside it."""
    path = GOLDEN / name
    (export,) = uploaded(name, path.read_bytes(), source.identify)
    assert isinstance(export, Export) and source.identify(export)
    found = list(source.extract(export, context))
    told = [_plain(one) for one in found]
    golden = path.with_suffix(path.suffix + ".json")
    if os.environ.get("EVENKEEL_GOLDEN") == "write":
        golden.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert told == json.loads(golden.read_text("utf-8"))
    return found


def _plain(value: object) -> object:
    """Return plain values, without what is empty, with dates that people can read."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        said = {key: getattr(value, key) for key in value._fields}
        dated = {key: _when(part) if key in _MOMENTS else _plain(part) for key, part in said.items() if part}
        return {"found": type(value).__name__, **dated}
    if isinstance(value, tuple | frozenset):
        parts = [_plain(part) for part in value]
        return sorted(parts, key=str) if isinstance(value, frozenset) else parts
    return value


def _when(moment: object) -> str:
    assert isinstance(moment, int)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment)).isoformat()
