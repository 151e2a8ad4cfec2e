"""What the class says on its microblogs: to nobody, to each other, to organizations, and passes on."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from evenkeel.sample import phrases, words
from evenkeel.sample.nouns import Act, Kind, Person
from evenkeel.sample.patterns import times
from evenkeel.sample.plan import Plan, awake
from evenkeel.sample.term import Term

HOURS = (8, 9, 11, 12, 13, 15, 16, 17, 19, 20, 21, 22, 23.3)
RECENT = timedelta(days=3)
OUTSIDE = "outside"
BREAK_PACE = 0.4


@dataclass(order=True, frozen=True, slots=True)
class Turn:
    """Somebody is about to say something: freely, or to `answer` what another said."""

    at: datetime
    order: int
    speaker: Person = field(compare=False)
    answer: Act | None = field(default=None, compare=False)


def plan_chatter(plan: Plan) -> None:
    """Let everybody with a microblog talk, in the order of time."""
    rng = plan.dice("chatter")
    turns = _free_turns(plan)
    heapq.heapify(turns)
    said: list[Act] = []
    while turns:
        turn = heapq.heappop(turns)
        act = _reply(plan, turn, turn.answer, rng) if turn.answer else _speak(plan, turn, said, rng)
        said.append(act)
        reply = _turn_to_answer(plan, act, len(plan.acts) + len(turns), rng)
        if reply:
            heapq.heappush(turns, reply)


def _free_turns(plan: Plan) -> list[Turn]:
    turns: list[Turn] = []
    for person in plan.students:
        rng = plan.dice("turns", person.email)
        for week in range(1, plan.term.weeks + 1):
            for _ in range(times(_pace(person, week, plan.term), rng)):
                hour = rng.choice(HOURS) + rng.random() * 0.6
                turns.append(Turn(plan.at(week, rng.randrange(7), hour, rng), len(turns), person))
    return [turn for turn in turns if plan.inside(turn.at)]


def _pace(person: Person, week: int, term: Term) -> float:
    if not person.network:
        return 0.0
    return person.part.tweets * (BREAK_PACE if week in term.breaks else 1.0)


def handle(person: Person) -> str:
    """How one writes somebody's name on their network."""
    return person.mastodon or f"@{person.x or person.bluesky}"


def org_handle(org: str, network: str) -> str:
    """How one writes an organization's name."""
    return f"@{org}" + {"x": "", "bluesky": ".example.org"}.get(network, "@social.example.org")


def _speak(plan: Plan, turn: Turn, said: list[Act], rng: Random) -> Act:
    speaker = turn.speaker
    if rng.random() >= speaker.part.talk:
        return _to_nobody(plan, turn, said, rng)
    others = [one for one in plan.students if one.network == speaker.network and one is not speaker]
    recent = [act for act in said[-60:] if _open_to(act, turn, plan)]
    roll = rng.random()
    if recent and roll < 0.55:
        act = rng.choice(recent)
        return _reply(plan, turn, act, rng) if roll < 0.42 else _pass_on(plan, turn, act)
    if others and roll < 0.8:
        friend = rng.choices(others, [one.part.draw for one in others])[0]
        text = f"{handle(friend)} {words.talk(rng)}"
        return plan.add(Kind.TWEET, speaker.email, turn.at, speaker.network, [text], mentions=(friend.email,))
    return _about_an_organization(plan, turn, rng, passed_on=roll > 0.93)


def _open_to(act: Act, turn: Turn, plan: Plan) -> bool:
    """Whether a status may draw this speaker: recent, on the same network, another's, no broadcaster's."""
    if act.author == turn.speaker.email or act.venue != turn.speaker.network or act.kind is not Kind.TWEET:
        return False
    author = plan.people[act.author]
    return turn.at - act.at < RECENT and author.part.draw > 0.05


def _to_nobody(plan: Plan, turn: Turn, said: list[Act], rng: Random) -> Act:
    speaker, roll = turn.speaker, rng.random()
    own = [act for act in said[-80:] if act.author == speaker.email and act.kind is Kind.TWEET and not act.mentions]
    if own and roll < 0.07:
        text = words.status(rng, tagged=False)
        return plan.add(Kind.TWEET, speaker.email, turn.at, speaker.network, [text], parent=own[-1].key)
    long = roll > 0.94
    text = words.long_status(rng) if long else words.status(rng, tagged=rng.random() < 0.4)
    return plan.add(Kind.TWEET, speaker.email, turn.at, speaker.network, [text])


def _reply(plan: Plan, turn: Turn, to: Act, rng: Random) -> Act:
    author = plan.people[to.author]
    text = f"{handle(author)} {words.talk(rng)}"
    speaker = turn.speaker
    return plan.add(
        Kind.TWEET, speaker.email, turn.at, speaker.network, [text], parent=to.key, mentions=(author.email,)
    )


def _pass_on(plan: Plan, turn: Turn, act: Act) -> Act:
    author = plan.people[act.author]
    text = f"RT {handle(author)}: {act.text[0]}"
    speaker = turn.speaker
    return plan.add(
        Kind.REPOST, speaker.email, turn.at, speaker.network, [text], parent=act.key, mentions=(author.email,)
    )


def _about_an_organization(plan: Plan, turn: Turn, rng: Random, passed_on: bool) -> Act:
    speaker, org = turn.speaker, rng.choice(phrases.ORGS)
    name = org_handle(org, speaker.network)
    if passed_on:
        text = f"RT {name}: {words.org_news(rng)}"
        return plan.add(Kind.REPOST, speaker.email, turn.at, speaker.network, [text], mentions=(org,))
    text = words.shout(name, rng)
    if rng.random() < 0.4:
        _organization_answers(plan, turn, org, rng)
    return plan.add(Kind.TWEET, speaker.email, turn.at, speaker.network, [text], mentions=(org,))


def _organization_answers(plan: Plan, turn: Turn, org: str, rng: Random) -> None:
    at = turn.at + timedelta(minutes=rng.randrange(20, 3000))
    if plan.inside(at):
        name = phrases.ORG_NAMES[phrases.ORGS.index(org)]
        text = words.org_answer(rng)
        plan.add(Kind.TWEET, name, at, OUTSIDE, [text], mentions=(turn.speaker.email,))


def _turn_to_answer(plan: Plan, act: Act, order: int, rng: Random) -> Turn | None:
    if act.kind is not Kind.TWEET or len(act.mentions) != 1:
        return None
    asked = plan.people.get(act.mentions[0])
    if asked is None or rng.random() > asked.part.answers * 0.8:
        return None
    at = awake(act.at + timedelta(seconds=rng.randrange(300, 70_000)))
    return Turn(at, order, asked, act) if plan.inside(at) else None
