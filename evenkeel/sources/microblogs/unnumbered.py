"""Acts whose source gives them no id, and often no author: whose they are, and what each is called in every export."""

from collections.abc import Iterator
from typing import Any

from evenkeel.accounts import folded
from evenkeel.model import Act, Kind, Note, Skip, Who
from evenkeel.sources.base import Context, Export
from evenkeel.sources.reading.tables import Identity

TWICE = Skip("in two lists of the archive")


def owner(export: Export, context: Context, known: Who | None) -> Who:
    """Return whose export it is: who it says, else whose folder it lies in. Raises ExportRefused for nobody."""
    who = known or context.owner
    if who is None:
        raise export.refuse(
            "does not say whose posts it holds. Load the whole archive as it came, or put the file into "
            "inbox/<e-mail address>/, or name the student with --student."
        )
    return who


def apart(known: Who | None) -> Iterator[Note]:
    """Note that acts are called otherwise in a file that does not say whose it is: the owner is part of the name."""
    if known is None:
        yield Note(
            "It does not say whose it is. Load either this file or the archive that it is from, for what stands in "
            "both would count twice."
        )


class Acts:
    """Makes the acts of one account, each named by its owner, second, kind, words and occurrence.

    So it is the same act in a newer export, however that is cut into files. `unknown` names an item that an act
    answers and the export does not tell: what answers somebody is no broadcast.
    """

    def __init__(self, platform: str, owner: Who) -> None:
        self.platform, self.owner = platform, owner
        self.unknown = f"{platform}:unknown"
        self.first: int | None = None
        self.last: int | None = None
        self._key = folded(owner.handle or owner.name)
        self._lists: dict[str, Identity] = {}
        self._seen: set[str] = set()

    def saw(self, moment: int) -> int:
        """Remember that the export reaches to a moment, and return it."""
        self.first = moment if self.first is None or moment < self.first else self.first
        self.last = moment if self.last is None or moment > self.last else self.last
        return moment

    def act(self, place: str, kind: Kind, moment: int, text: str, content: str = "", **more: Any) -> Act | Skip:
        """Make the act of an entry of the list `place`; a Skip where another list of the archive had it already.

        `content` tells apart what has the same words. `more` are other fields of Act.
        """
        names = self._lists.setdefault(f"{kind} {place}", Identity(f"{self.platform}:{kind}"))
        ref = names.of((self._key, str(moment // 1_000_000), text, content))
        if ref in self._seen:
            return TWICE
        self._seen.add(ref)
        return Act(ref, more.pop("author", self.owner), kind, moment, self.platform, text, **more)
