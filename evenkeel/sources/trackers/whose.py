"""Whose time a file holds that names nobody: the student whose folder it lies in, or whom the loading names."""

from functools import lru_cache
from hashlib import blake2b

from evenkeel.accounts import folded
from evenkeel.errors import ExportRefused
from evenkeel.model import Who
from evenkeel.sources.base import Context, Export


def owner(export: Export, context: Context) -> Who:
    """Return the student that the folder or the command names. Raises ExportRefused where there is none."""
    if context.owner is None:
        raise nobody(export)
    return context.owner


def nobody(export: Export) -> ExportRefused:
    """Make the error for a file that needs an owner and has none."""
    return export.refuse(
        "does not say whose time it holds. Put it into inbox/<e-mail address>/, or name the student with --student."
    )


@lru_cache(maxsize=4096)
def key(who: Who) -> str:
    """Tell owners apart inside a `ref` without writing their address there."""
    return blake2b(folded(who.handle or who.email or who.name).encode(), digest_size=6).hexdigest()
