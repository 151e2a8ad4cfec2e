"""Crisis response: how fast did an organisation speak, where, in whose voice, and what did its silence cost?"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from evenkeel import words
from evenkeel.labs.shape import Content, Field, Kind, Lab, Row, Standpoint
from evenkeel.labs.telling import Picture, PictureKind, Table, Told
from evenkeel.model import HOUR, MINUTE

HAPPENED, PUBLIC, MEDIA, ORGANISATION = "what happened", "the public", "the media", "the organisation"
LANES = (HAPPENED, PUBLIC, MEDIA, ORGANISATION)
VOICES = ("a person by name", "“we”", "a spokesperson without a name", "“no comment”")
MEDIUMS = (
    "X",
    "Facebook",
    "Instagram",
    "TikTok",
    "YouTube",
    "a blog",
    "the press",
    "TV or radio",
    "its own site",
    "other",
)
# So soon is soon: a choice of ours, no published cut exists.
SOON_HOURS = 24
_DRAWN = 3
_NOTE = (
    "A dot is something said or done, the band the organisation's silence. "
    f"Time runs from the first word of the public or the media to the organisation's first word; {SOON_HOURS} hours is "
    "our choice, no published cut exists. “No comment” is a word too, and is named."
)


class Moment(NamedTuple):
    """One thing that was said or done; `mentions` is how many posts there were about it by then."""

    at: int
    who: str
    medium: str
    what: str
    voice: str
    mentions: int | None
    cost: str


class Incident(NamedTuple):
    """An incident, its moments oldest first."""

    name: str
    moments: tuple[Moment, ...]

    @property
    def broke(self) -> Moment | None:
        """The first word of the public or the media."""
        return next((one for one in self.moments if one.who in (PUBLIC, MEDIA)), None)

    @property
    def first_word(self) -> Moment | None:
        """The organisation's first word after that."""
        broke = self.broke
        return next((m for m in self.moments if m.who == ORGANISATION and broke and m.at >= broke.at), None)

    @property
    def silence(self) -> float | None:
        """Hours of silence; None while the organisation has not spoken, or nothing has broken."""
        broke, word = self.broke, self.first_word
        return None if broke is None or word is None else (word.at - broke.at) / HOUR


def incidents(rows: Iterable[Row]) -> list[Incident]:
    """Group rows by the incident they are of, its moments in order; the newest incident first."""
    found: dict[str, list[Moment]] = {}
    spelt: dict[str, str] = {}
    for row in rows:
        written = " ".join(str(row.content["incident"]).split())
        found.setdefault(spelt.setdefault(written.casefold(), written), []).append(_moment(row.content))
    told = [Incident(name, tuple(sorted(of, key=lambda one: one.at))) for name, of in found.items()]
    return sorted(told, key=lambda one: -one.moments[0].at)


def _moment(content: Content) -> Moment:
    mentions = content.get("mentions")
    return Moment(
        int(content["at"] or 0),
        str(content["who"]),
        str(content["medium"]),
        str(content["what"]),
        str(content.get("voice") or ""),
        None if mentions is None else int(mentions),
        str(content.get("cost") or ""),
    )


def read(rows: Sequence[Row], at: Standpoint) -> Told:
    """Say how soon organisations spoke, in which medium and voice, and how talk grew while they were silent."""
    found = incidents(rows)
    if not found:
        return Told("No incident entered yet")
    return Told(
        _finding(found),
        (),
        _NOTE,
        tuple(_picture(one) for one in found[:_DRAWN]),
        (_table(found),),
    )


def _finding(found: Sequence[Incident]) -> str:
    if len(found) == 1:
        silence = found[0].silence
        spoken = "has not spoken yet" if silence is None else f"spoke {lasting(silence)} after the first word about it"
        return f"{found[0].name}: the organisation {spoken}"
    soon = sum(one.silence is not None and one.silence <= SOON_HOURS for one in found)
    return f"In {soon} of {len(found)} incidents the organisation spoke within {SOON_HOURS} hours"


def lasting(hours: float) -> str:
    """Say a time in hours as people do."""
    if hours < 1:
        return f"{hours * HOUR / MINUTE:.0f} minutes"
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:.1f} days"


def told(one: Incident) -> str:
    """Say how an organisation met an incident."""
    broke, word, silence = one.broke, one.first_word, one.silence
    if broke is None:
        return "Nobody has spoken in public yet."
    if word is None or silence is None:
        return f"It broke on {broke.medium}, and the organisation has not spoken.{_cost(one, None)}"
    where = (
        "in the same medium" if word.medium == broke.medium else f"on {word.medium}, while it broke on {broke.medium}"
    )
    voice = f", as {word.voice}" if word.voice else ""
    return f"After {lasting(silence)} the organisation spoke {where}{voice}.{_cost(one, word)}"


def _cost(one: Incident, word: Moment | None) -> str:
    """Say how talk grew before the first word; nothing where it was not counted twice."""
    counted = [m.mentions for m in one.moments if m.mentions is not None and (word is None or m.at <= word.at)]
    grown = ""
    if len(counted) > 1 and counted[-1] > counted[0]:
        grown = f" In the silence talk grew from {counted[0]:,} to {counted[-1]:,} posts."
    costs = [m.cost.rstrip(".") for m in one.moments if m.cost]
    return grown + (f" Named as its cost: {'; '.join(costs)}." if costs else "")


def _picture(one: Incident) -> Picture:
    start = one.moments[0].at
    rows = [
        ((m.at - start) / HOUR, float("nan"), m.who, f"after {lasting((m.at - start) / HOUR)}, {m.medium}: {m.what}")
        for m in sorted(one.moments, key=lambda m: (LANES.index(m.who), m.at))
    ]
    broke, word = one.broke, one.first_word
    if broke is not None:
        end = (word or one.moments[-1]).at
        said = "silence" if word else "silence so far"
        rows.append(((broke.at - start) / HOUR, (end - start) / HOUR, ORGANISATION, said))
    return Picture(
        PictureKind.TIMELINE, pd.DataFrame(rows, columns=["t", "end", "lane", "said"]), one.name,
        told(one), "Hours since it began",
    )  # fmt: skip


def _table(found: Sequence[Incident]) -> Table:
    rows = []
    for one in found:
        broke, word, silence = one.broke, one.first_word, one.silence
        spoke = "not yet" if silence is None else lasting(silence)
        same = "" if broke is None or word is None else "yes" if broke.medium == word.medium else "no"
        rows.append((one.name, str(len(one.moments)), spoke, same, word.voice if word else ""))
    headings = ("Incident", "Moments", "Spoke after", "Same medium", "Voice")
    return Table(f"All of them: {words.count(len(found), 'incident')}", headings, tuple(rows), frozenset({1}))


def odd(content: Content) -> Iterable[str]:
    """Find a voice on what is not the organisation's."""
    if content.get("voice") and content["who"] != ORGANISATION:
        yield f"voice: this is asked only where “{ORGANISATION}” speaks."


LAB = Lab(
    id="crisis-response",
    title="Crisis response",
    question="How soon did they speak, where, and in whose voice?",
    purpose="When something goes wrong, people talk at once. Put an incident together moment by moment, and see how "
    "long the organisation was silent, whether it spoke where it broke, who signed, and what the silence cost.",
    steps=(
        "Choose an incident that is over, and agree on a name for it.",
        "Enter each moment with its time and a link: what happened, what the public and the media said, what the "
        "organisation said.",
        "Where you can, note how many posts there were about it by then, and what the silence cost.",
    ),
    limits="It does not show that speaking sooner would have changed anything; incidents that ended well are rarely "
    "told. How many posts there were depends on who counted.",
    fields=(
        Field("incident", "Incident", help="Its name, as everybody writes it.", shared=True),
        Field("at", "When", Kind.MOMENT),
        Field("who", "Who", Kind.CHOICE, choices=LANES),
        Field("medium", "Where", Kind.CHOICE, choices=MEDIUMS),
        Field("what", "What was said or done"),
        Field("voice", "In whose voice", Kind.CHOICE, required=False, choices=VOICES, help="The organisation's only."),
        Field("mentions", "Posts about it by then", Kind.NUMBER, required=False, whole=True),
        Field("cost", "What the silence cost", required=False),
        Field("link", "Link", Kind.LINK, required=False),
    ),
    read=read,
    odd=odd,
    row="moment",
    rows="moments",
)  # fmt: skip
