"""Reading JSON: what is broken is refused with its place."""

import json
from typing import Any

from evenkeel.sources.base import Export


def parsed(export: Export, content: bytes | None = None) -> Any:
    """Return what the JSON of an export (or of a part of its content) holds. Raises ExportRefused."""
    try:
        return json.loads(export.read() if content is None else content)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise export.refuse(f"is broken ({error.msg}). Download it again.", where) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise export.refuse("is broken. Download it again.") from error
