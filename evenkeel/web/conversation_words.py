"""The conversation in sentences: who is on the edge, who is answered, what goes through the instructor and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from evenkeel import words
from evenkeel.metrics.network import Network
from evenkeel.model import Role

# More names than these make a sentence nobody reads; the table below has all of them.
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Talk:
    """What a page says of one window: the network, its nodes, everybody's name as shown, and the window in words."""

    network: Network
    nodes: pd.DataFrame
    names: Mapping[str, str]
    window: str

    @property
    def students(self) -> pd.DataFrame:
        """The nodes that are students."""
        return self.nodes[self.nodes["role"] == Role.STUDENT]

    @property
    def heard(self) -> pd.DataFrame:
        """Students with an act on record: of the others nobody knows whether they took part."""
        return self.students[self.students["wrote"]]

    @property
    def edge(self) -> list[str]:
        """Who wrote something on record and has no tie in the window."""
        return list(self.heard.loc[_ties(self.heard) == 0, "person"])

    @property
    def speaking(self) -> pd.DataFrame:
        """Students who addressed somebody of the class."""
        return self.students[self.students["out_degree"] > 0]

    @property
    def unanswered(self) -> list[str]:
        """Who addressed somebody, and was addressed back by none of those."""
        return list(self.speaking.loc[self.speaking["answered"] == 0, "person"])


def _ties(nodes: pd.DataFrame) -> pd.Series:
    return nodes["in_degree"] + nodes["out_degree"]


def title(talk: Talk) -> str:
    """Say the finding: who is left out, or that nobody is."""
    if not talk.network["ties"]:
        return "Nobody has addressed anybody in the class"
    if talk.edge:
        return f"{len(talk.edge)} of {len(talk.heard)} students {_is(talk.edge)} on the edge of the conversation"
    if talk.unanswered:
        many = len(talk.unanswered)
        return f"Everybody takes part; {many} of {len(talk.speaking)} {_is(talk.unanswered)} answered by nobody"
    return "Everybody takes part, and everybody is answered"


def _is(people: Sequence[str]) -> str:
    return "is" if len(people) == 1 else "are"


def sentences(talk: Talk) -> list[tuple[str, str]]:
    """Return the four findings, each with what it is about and what it rests on."""
    return [
        ("On the edge", _edge(talk)),
        ("Answered by nobody", _unanswered(talk)),
        ("Through the instructor", _through(talk)),
        ("Returned", _returned(talk)),
    ]


def named(people: Sequence[str], names: Mapping[str, str]) -> str:
    """Join names, by name, and count those for whom there is no room."""
    shown = sorted(names.get(person, person) for person in people)
    rest = len(shown) - _NAMED
    return words.together([*shown[:_NAMED], *([f"{rest} more"] if rest > 0 else [])])


def _edge(talk: Talk) -> str:
    of = f"Of {words.count(len(talk.heard), 'student')} with something on record"
    if not len(talk.heard):
        said = "No student has anything on record yet."
    elif talk.edge:
        said = f"{of}, {len(talk.edge)} {'has' if len(talk.edge) == 1 else 'have'} no tie to anybody in the class: "
        said += f"{named(talk.edge, talk.names)}."
    else:
        said = f"{of}, each has a tie to somebody in the class."
    silent = list(talk.students.loc[~talk.students["wrote"].astype(bool), "person"])
    if silent and len(talk.heard):
        said += f" No data of {named(silent, talk.names)}."
    return said


def _unanswered(talk: Talk) -> str:
    of = f"Of {words.count(len(talk.speaking), 'student')} who addressed somebody"
    if not len(talk.speaking):
        return "No student addressed anybody in the class."
    if not talk.unanswered:
        return f"{of}, each was addressed back by at least one of them."
    return f"{of}, {len(talk.unanswered)} {_was(talk.unanswered)} addressed back by none of them: " + (
        f"{named(talk.unanswered, talk.names)}."
    )


def _was(people: Sequence[str]) -> str:
    return "was" if len(people) == 1 else "were"


def _through(talk: Talk) -> str:
    share, ties = talk.network["facilitator_share"], talk.network["ties"]
    staff = int((talk.nodes["role"] == Role.INSTRUCTOR).sum())
    if not staff:
        return "No instructor is on the roster."
    if share is None:
        return "There is no tie yet."
    alike = evenly(len(talk.nodes), staff)
    touching = round(share * ties)
    return (
        f"{touching:,} of {words.count(ties, 'tie')} ({share:.0%}) touch{'es' if touching == 1 else ''} an instructor; "
        f"if everybody talked with everybody alike it would be {alike:.0%}."
    )


def evenly(people: int, staff: int) -> float:
    """Return the share of all possible ties that touch an instructor."""
    if people < 2:
        return 0.0
    return 1 - (people - staff) * (people - staff - 1) / (people * (people - 1))


def _returned(talk: Talk) -> str:
    share, weighted, ties = talk.network["reciprocity"], talk.network["weighted_reciprocity"], talk.network["ties"]
    if share is None or weighted is None:
        return "There is no tie yet."
    return (
        f"{2 * talk.network['mutual']:,} of {words.count(ties, 'tie')} ({share:.0%}) lead back as well, and "
        f"{weighted:.0%} of what was said is matched, over {words.count(talk.network['acts'], 'act')}."
    )
