"""What an archive may hold: limits that no honest export reaches and every bomb passes."""

from dataclasses import dataclass
from typing import NamedTuple

from evenkeel.sources.base import Export

_GIB = 1 << 30


class Limits(NamedTuple):
    """Files in an archive, bytes a file, bytes in all, unpacked bytes for a packed one, archives in archives.

    The ratio is looked at from `ratio_from` bytes on: a small file of blanks is no bomb.
    """

    members: int = 200_000
    file: int = 2 * _GIB
    total: int = 8 * _GIB
    ratio: int = 250
    ratio_from: int = 10 << 20
    depth: int = 10
    folders: int = 50


LIMITS = Limits()


@dataclass(slots=True)
class Spent:
    """What has been used up so far by one archive and all archives in it."""

    members: int = 0
    bytes: int = 0

    def add(self, archive: Export, name: str, size: int, packed: int, limits: Limits) -> None:
        """Count one more file, and refuse the archive that passes a limit."""
        self.members += 1
        self.bytes += size
        if self.members > limits.members:
            raise archive.refuse(f"holds more than {limits.members:,} files. Load a part of it.")
        if size > limits.file or self.bytes > limits.total:
            raise archive.refuse(f"unpacks to more than is safe to read ({self.bytes / _GIB:.1f} GiB)", name)
        if size > limits.ratio_from and size > limits.ratio * max(packed, 1):
            raise archive.refuse(f"unpacks to {size // max(packed, 1):,} times its size, as no export does", name)
        if name.count("/") > limits.folders:
            raise archive.refuse(f"folders lie more than {limits.folders} deep in each other", name[:80])
