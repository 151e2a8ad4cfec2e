"""The importers, in an explicit list: exactly one may recognise a file."""

from collections.abc import Mapping

from evenkeel.errors import UnknownFormat
from evenkeel.sources import blogs, classroom, microblogs, plain, trackers
from evenkeel.sources.base import Export, Source
from evenkeel.sources.plain import acts, roster, ties, time
from evenkeel.sources.reading.tables import mapped
from evenkeel.sources.unknown import explain

SOURCES: tuple[Source, ...] = (
    *plain.SOURCES,
    *classroom.SOURCES,
    *blogs.SOURCES,
    *microblogs.SOURCES,
    *trackers.SOURCES,
)

# What must be mapped or present for a table to be read under names of its own.
_MAPPED = (
    (acts.SOURCE, acts.REQUIRED),
    (time.SOURCE, time.REQUIRED),
    (roster.SOURCE, frozenset({"email"})),
    (ties.SOURCE, ties.REQUIRED),
)
# How a table writes what its cells leave open.
OPTIONS = ("date_order", "minutes_in")
# All that a mapping may name.
FIELDS = tuple(dict.fromkeys((*acts.FIELDS, *time.FIELDS, *roster.FIELDS, *roster.ACCOUNTS, *ties.FIELDS, *OPTIONS)))
_NO_MAPPING: Mapping[str, str] = {}


def recognise(export: Export, forced: str = "", mapping: Mapping[str, str] = _NO_MAPPING) -> Source:
    """Return the one importer for a file: the forced one, the one a mapping makes fit, or who recognises it.

    Raises UnknownFormat, with what the file looks like and what to do.
    """
    if forced:
        return named(forced)
    fitting = [source for source, required in _MAPPED if mapping and mapped(export, required, mapping)]
    if len(fitting) != 1:
        fitting = [source for source in SOURCES if source.identify(export)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise UnknownFormat(f"{export.path}: {explain(export)}")
    names = " and ".join(source.name for source in fitting)
    raise UnknownFormat(f"{export.path}: {names} both recognise it; say which with --format")


def is_bundle(export: Export) -> bool:
    """Tell whether an importer takes this folder or archive as a whole."""
    return any(source.identify(export) for source in SOURCES)


def named(name: str) -> Source:
    """Return the importer of this name. Raises UnknownFormat, with all names."""
    wanted = name.strip().casefold().removesuffix(".csv")
    for source in SOURCES:
        if source.name == wanted:
            return source
    raise UnknownFormat(f"There is no format “{name}”; known are {', '.join(s.name for s in SOURCES)}.")
