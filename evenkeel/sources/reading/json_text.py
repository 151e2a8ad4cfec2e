"""Reading JSON: what is broken is refused with its place."""

import json
import re
from typing import Any

from evenkeel.sources.base import Export

# Half of a character, as a text cut in the middle of one ends: no file can hold it, so no record does.
HALVES = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")


def parsed(export: Export, content: bytes | None = None) -> Any:
    """Return what the JSON of an export (or of a part of its content) holds. Raises ExportRefused."""
    try:
        held = export.read() if content is None else content
        value = json.loads(held)
        return whole(value) if HALVES.search(held) else value
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise export.refuse(f"is broken ({error.msg}). Download it again.", where) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise export.refuse("is broken. Download it again.") from error


def whole(value: Any) -> Any:
    """Return the value with every half of a character replaced by a question mark."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [whole(one) for one in value]
    if isinstance(value, dict):
        return {whole(key): whole(one) for key, one in value.items()}
    return value
