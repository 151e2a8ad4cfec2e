"""A table that nobody recognises: its first rows, which column is likely which, how it would be read, what was said.

Pages and commands ask here; what somebody said of a header is kept by `store/layouts.py` and holds for every file with
the same columns, in whatever order.
"""

from evenkeel.layouts.previewing import Preview, preview, who
from evenkeel.layouts.remembering import columns, kind_without_who, named_here, telling, used
from evenkeel.layouts.sheets import (
    LOOKED_AT,
    WHO,
    Sheet,
    dates_unclear,
    fingerprint,
    fingerprint_of,
    lacking,
    needed,
    open_dates,
    order,
    sheet_of,
    shown,
    suggested,
    unit,
)
from evenkeel.sources import OPTIONS
from evenkeel.sources.plain.columns import parts
from evenkeel.sources.plain.suggesting import ACTS, KINDS, ROSTER, TIES, TIME, Guess
from evenkeel.sources.reading.durations import UNITS
from evenkeel.sources.reading.written_dates import OPEN, ORDERS

__all__ = [
    "ACTS",
    "KINDS",
    "LOOKED_AT",
    "OPEN",
    "OPTIONS",
    "ORDERS",
    "ROSTER",
    "TIES",
    "TIME",
    "UNITS",
    "WHO",
    "Guess",
    "Preview",
    "Sheet",
    "columns",
    "dates_unclear",
    "fingerprint",
    "fingerprint_of",
    "kind_without_who",
    "lacking",
    "named_here",
    "needed",
    "open_dates",
    "order",
    "parts",
    "preview",
    "sheet_of",
    "shown",
    "suggested",
    "telling",
    "unit",
    "used",
    "who",
]
