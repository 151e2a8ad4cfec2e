"""What the class writes on its blogs: posts, comments on classmates, answers, and a few visitors."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from evenkeel.sample import words
from evenkeel.sample.nouns import Act, Blog, Kind, Person, Story
from evenkeel.sample.patterns import comment_slot, hand_in, times
from evenkeel.sample.people import OUTSIDERS
from evenkeel.sample.plan import Plan, awake
from evenkeel.sample.term import LOCAL_NEWS, VIDEO, WEEKLY_POST

CUT_FEED_POSTS = 14
READ_FOR = timedelta(days=8)
BY_NICKNAME = (Blog.RSS, Blog.CUT_RSS, Blog.LEGACY, Blog.TAKEOUT)
CATEGORY = {LOCAL_NEWS: ("local-news", LOCAL_NEWS), VIDEO: (VIDEO,)}


def plan_posts(plan: Plan) -> None:
    """Weekly posts, the dated exercises, notes of one's own, and a hello before the term."""
    for person in plan.cast:
        if person.part.story is Story.SILENT:
            continue
        rng = plan.dice("posts", person.email)
        _post(plan, person, (0, rng.choice((2, 3, 4)), rng.randrange(9, 20)), ("hello",), rng)
        for week in range(1, plan.term.weeks + 1):
            if week not in plan.term.breaks:
                _week_of_posts(plan, person, week, rng)
            elif rng.random() < 0.2:
                _post(plan, person, (week, rng.randrange(7), rng.randrange(10, 22)), ("notes",), rng)
        if person.role == "student":
            _dated_posts(plan, person, rng)


def _week_of_posts(plan: Plan, person: Person, week: int, rng: Random) -> None:
    part = person.part
    own_id = (WEEKLY_POST,) if part.story is Story.AHEAD else ()
    if part.story is Story.AHEAD or rng.random() < min(part.posts, 1.0) * 0.95:
        day, hour = hand_in(person, week, plan.term, rng)
        _post(plan, person, (week, day, hour), ("weekly post", "prclass", *own_id), rng)
    rate = part.posts - 1
    if part.story is Story.CUT_FEED:
        rate = max(rate, CUT_FEED_POSTS / len(plan.term.course_weeks))
    for _ in range(times(max(rate, 0.0), rng)):
        labels = rng.choice((("notes",), ("notes", "prclass"), ()))
        _post(plan, person, (week, rng.randrange(6), rng.randrange(10, 23) + rng.random() * 0.9), labels, rng)


def _dated_posts(plan: Plan, person: Person, rng: Random) -> None:
    ahead = person.part.story is Story.AHEAD
    for exercise, release, due in plan.term.dated():
        if not ahead and rng.random() > 0.85 * min(person.part.posts, 1.0):
            continue
        week = plan.term.week_of(release if ahead else due)
        day = 1 if ahead else rng.choice((1, 2, 3, 4, 4, 5))
        _post(
            plan,
            person,
            (week, day, rng.randrange(11, 21) + 0.4),
            (*CATEGORY[exercise], "prclass"),
            rng,
            exercise,
        )


def _post(
    plan: Plan,
    person: Person,
    when: tuple[int, int, float],
    labels: tuple[str, ...],
    rng: Random,
    exercise: str = "",
) -> None:
    topic = words.topic_of(rng, exercise)
    title, text = words.hello(topic, rng) if "hello" in labels else words.post(topic, rng)
    at = plan.at(*when, rng)
    if plan.inside(at):
        plan.add(Kind.POST, person.email, at, person.email, text, title=title, labels=(*labels, topic.tag))


def plan_comments(plan: Plan) -> None:
    """Everybody reads on, a week at a time; who was visited tends to visit back."""
    visits: dict[str, list[str]] = defaultdict(list)
    seen: set[tuple[str, int]] = set()
    shelf: dict[int, list[Act]] = defaultdict(list)
    for act in plan.acts:
        shelf[plan.term.week_of(act.at)].append(act)
    for week in plan.term.course_weeks:
        for person in plan.cast:
            rng = plan.dice("comments", person.email, week)
            least = 1 if person.part.story is Story.AHEAD else 0
            for _ in range(max(least, times(person.part.comments, rng))):
                at = plan.at(week, *comment_slot(person, week, plan.term, rng), rng)
                recent = [act for back in (2, 1, 0) for act in shelf[week - back]]
                _comment(plan, person, at, recent, visits, seen, rng)


def _comment(
    plan: Plan,
    person: Person,
    at: datetime,
    recent: list[Act],
    visits: dict[str, list[str]],
    seen: set[tuple[str, int]],
    rng: Random,
) -> None:
    posts = [
        act
        for act in recent
        if timedelta(minutes=20) < at - act.at < READ_FOR
        and act.author != person.email
        and (person.email, act.key) not in seen
    ]
    weights = [_pull(person, plan.people[act.author], visits[person.email]) for act in posts]
    if not sum(weights) or not plan.inside(at):
        return
    post = rng.choices(posts, weights)[0]
    seen.add((person.email, post.key))
    visits[post.author].append(person.email)
    text = words.comment(words.topic_tagged(post.labels, rng), rng)
    alias = person.nickname if plan.people[post.author].part.blog in BY_NICKNAME else ""
    plan.add(Kind.COMMENT, person.email, at, post.author, text, parent=post.key, alias=alias)


def _pull(reader: Person, writer: Person, visitors: list[str]) -> float:
    """How much a reader is drawn to a post; who works ahead hands nothing in on the cut feed."""
    if writer.role == "instructor":
        return 0.0
    if reader.part.story is Story.AHEAD and writer.part.story is Story.CUT_FEED:
        return 0.0
    if reader.role == "instructor":
        return min(writer.part.draw, 1.0)
    neighbor = 3.0 if sum(map(ord, reader.slug)) % 5 == sum(map(ord, writer.slug)) % 5 else 1.0
    return writer.part.draw * (neighbor + 2.0 * visitors.count(writer.email))


def plan_answers(plan: Plan) -> None:
    """The writers of the posts answer, sooner or later, and sometimes it goes on."""
    people = plan.people
    for act in sorted(plan.acts, key=lambda one: (one.at, one.key)):
        if act.kind is not Kind.COMMENT:
            continue
        owner = people[act.venue]
        rng = plan.dice("answers", act.venue, act.key)
        if rng.random() < owner.part.answers:
            answer = _answer(plan, owner, act, rng)
            if answer and act.author in people and rng.random() < people[act.author].part.answers * 0.3:
                _answer(plan, people[act.author], answer, rng)


def _answer(plan: Plan, person: Person, to: Act, rng: Random) -> Act | None:
    hours = 8 * 24 + rng.random() * 40 if rng.random() < 0.04 else 0.4 + 30 * rng.random() ** 2
    at = awake(to.at + timedelta(seconds=round(hours * 3600)))
    if not plan.inside(at):
        return None
    by_nickname = person.email != to.venue and plan.people[to.venue].part.blog in BY_NICKNAME
    text = words.answer(words.topic_tagged(_post_above(plan, to).labels, rng), rng)
    return plan.add(
        Kind.COMMENT,
        person.email,
        at,
        to.venue,
        text,
        parent=to.key,
        alias=person.nickname if by_nickname else "",
    )


def _post_above(plan: Plan, act: Act) -> Act:
    while act.parent is not None:
        act = plan.acts[act.parent]
    return act


def plan_visitors(plan: Plan) -> None:
    """Two people from outside the class who comment now and then on WordPress blogs."""
    rng = plan.dice("visitors")
    hosts = {one.email for one in plan.students if one.part.blog in (Blog.WXR, Blog.PAIR, Blog.RSS)}
    posts = [act for act in plan.acts if act.kind is Kind.POST and act.venue in hosts]
    for name in OUTSIDERS:
        for post in rng.sample(posts, min(len(posts), 2 + plan.term.weeks // 5)):
            at = post.at + timedelta(hours=3 + 40 * rng.random())
            if plan.inside(at):
                text = words.comment(words.topic_tagged(post.labels, rng), rng)
                plan.add(Kind.COMMENT, name, at.replace(microsecond=0), post.venue, text, parent=post.key)
