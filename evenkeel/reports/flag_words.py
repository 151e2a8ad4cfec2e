"""A flag's life in words: how far it has got, how it stands, who did what; the same on pages and in files."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from evenkeel import words
from evenkeel.access import Role
from evenkeel.course import calendar
from evenkeel.course.values import Course, Rule
from evenkeel.flags import wording
from evenkeel.flags.judging import Judged
from evenkeel.flags.life import DONE, OF_INSTRUCTORS, Card, Ended, Entry, Status, Step, precision
from evenkeel.metrics.intervals import wilson
from evenkeel.metrics.registry import BOUNDS, METRICS
from evenkeel.model import State

# Fewer marks say nothing about the next flag.
_MIN_MARKS = 5
HIDDEN = "(words are hidden while names are)"
_SOMEBODY = "somebody who reviews the class"

_STEP = {
    Step.SEEN: "seen",
    Step.TALKED: "talked about",
    Step.EXCUSED: "excused",
    Step.RESOLVED: "resolved",
    Step.REOPENED: "opened again",
    Step.NOTE: "note",
    Step.USEFUL: "the flag was useful",
    Step.NOT_USEFUL: "the flag was not useful",
    Step.MESSAGE: "a letter went out",
    Step.ANSWER: "the student's answer",
    Step.TALK_WANTED: "the student asks for a talk",
}


@dataclass(frozen=True, slots=True)
class Naming:
    """How people are named to whoever looks; while names are hidden, what people wrote is hidden too.

    `students` and `staff` give the names that are shown, by address; `subjects` the address of whom a rule is about, by
    the rule's own word.
    """

    students: Mapping[str, str]
    shown: bool = True
    staff: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)

    def of(self, student: str) -> str:
        """Name a student."""
        known = self.students.get(student) or self.staff.get(student)
        return known or (student if self.shown else "somebody of the class")

    def by(self, who: str) -> str:
        """Name who did something; "instructor" is whoever sits at the class's own computer."""
        if who in self.students:
            return self.students[who]
        if "@" not in who:
            return who
        return self.staff.get(who, who) if self.shown else _SOMEBODY

    def subject(self, rule: Rule) -> str:
        """Name the student whom a rule is about; nothing where it is about more."""
        if not rule.student:
            return ""
        return self.of(self.subjects[rule.student]) if rule.student in self.subjects else self.of(rule.student)

    def free(self, text: str) -> str:
        """Give what somebody wrote, which may name anybody."""
        return text if self.shown or not text else HIDDEN


def status(card: Card, *, own: bool = False) -> str:
    """Say how far a flag has got: "new", "talked about"; what waits for an answer says so. `own`: to the student."""
    said = DONE[card.status] or "new"
    if card.talk_wanted:
        return f"{said}; {'you ask' if own else 'the student asks'} for a talk"
    if card.waits:
        return f"{said}; {'you have' if own else 'the student has'} answered"
    return said


def step(taken: Step) -> str:
    """Say what was done."""
    return _STEP[taken]


def entry(one: Entry, course: Course, naming: Naming) -> tuple[str, str]:
    """Say one step: ("27 April, instructor: excused for weeks 12 and 13", the words)."""
    weeks = f" for {weeks_words(one.weeks)}" if one.weeks else ""
    return f"{day(one.at, course)}, {naming.by(one.by)}: {_STEP[one.step]}{weeks}", naming.free(one.words)


def seen_by(role: Role, entries: Iterable[Entry]) -> list[Entry]:
    """Keep what a viewer may read of a flag's life: a student sees no notes and no marks."""
    hidden = OF_INSTRUCTORS if role is Role.STUDENT else frozenset()
    return [one for one in entries if one.step not in hidden]


def day(at: int, course: Course) -> str:
    """Write a moment as a day on the course's clock."""
    return calendar.date_words(calendar.local(at, course.zone).date())


def weeks_words(weeks: Iterable[int]) -> str:
    """Name weeks: "week 4", "weeks 4 and 5"."""
    found = [str(week) for week in sorted(weeks)]
    return f"week{'s' * (len(found) > 1)} {words.together(found)}"


def stands(card: Card) -> str:
    """Say how a flag stands by now, and why where it ended otherwise than by calm weeks."""
    said = [f"Excused, and not looked at: {weeks_words(card.excused)}."] if card.excused else []
    if card.ended is Ended.RULE:
        said.append("The rule has been changed since; the flag is kept but counts no more.")
    elif card.ended is Ended.NUMBERS and not card.excused:
        said.append("By what is known now it would not have been raised; it is kept but counts no more.")
    elif card.flag.off_week is not None:
        said.append(f"Calm again since week {card.flag.off_week}.")
    elif card.ended is Ended.NOT:
        said.append("Still worth a look." if card.open else "The numbers have not been calm since.")
    return " ".join(said)


def origin(card: Card, course: Course, naming: Naming) -> str:
    """Say where a flag's rule comes from: which change set it, when, by whom and why, or which file has it."""
    came = card.origin
    if came.set_at is None:
        own = course.rules is not None
        if own and card.flag.rule in (course.rules or ()):
            return "Set in course.yaml."
        return "Set in a file that has been changed since." if own else "Evenkeel's default."
    why = f": “{naming.free(came.why.strip())}”" if came.why.strip() else ""
    return f"Version {came.version}, set on {day(came.set_at, course)} by {naming.by(came.set_by)}{why}."


def rule(one: Rule, course: Course, naming: Naming) -> str:
    """Read a rule back, with the names that are shown."""
    return wording.sentence(one, METRICS, BOUNDS, course.settings, naming.subject(one))


# The weeks that raised it


def week_headings(card: Card) -> list[str]:
    """Name the columns of a flag's weeks."""
    titles = [METRICS[condition.metric].title for condition in card.flag.rule.conditions]
    if len(titles) == 1:
        return ["Week", titles[0], "Rests on", "The line", "Counted as"]
    return ["Week", titles[0], "Its line", "Rests on", titles[1], "Its line", "Counted as"]


def week_rows(
    card: Card, breaks: Collection[int] = (), between: Mapping[int, str] = MappingProxyType({})
) -> list[list[str]]:
    """Write a flag's weeks as they were when it was raised, and the weeks between that had no number.

    `between`: what is said of those weeks by now (see `no_number`), by week.
    """
    judged = {one.week: place for place, one in enumerate(card.flag.weeks)}
    first, last = card.flag.weeks[0].week, card.flag.weeks[-1].week
    return [
        _week(card, card.flag.weeks[judged[week]], card.n[judged[week]])
        if week in judged
        else [str(week), between.get(week, State.NO_DATA.value), *[""] * (len(week_headings(card)) - 2)]
        for week in range(first, last + 1)
        if week not in breaks
    ]


def _week(card: Card, judged: Judged, n: int) -> list[str]:
    measures = [METRICS[condition.metric] for condition in card.flag.rule.conditions]
    cells = [
        (wording.amount(met.value, measure.unit), wording.line_words(met.line, measure))
        for met, measure in zip(judged.met, measures, strict=True)
    ]
    past = "past the line" if judged.over else "not past it"
    (value, line), *second = cells
    rests = _rests_on(card.flag.rule.metric, n)
    if not second:
        return [str(judged.week), value, rests, line, past]
    return [str(judged.week), value, line, rests, *second[0], past]


def _rests_on(metric: str, n: int) -> str:
    if METRICS[metric].of_time:
        return words.count(n, "stretch or act", "stretches and acts")
    if metric in ("reply_back_rate", "answer_time"):
        return words.count(n, "comment or mention", "comments and mentions")
    return words.count(n, "act")


def no_number(state: State, *, firm: bool, excused: bool) -> str:
    """Say why a rule had no number in a week; `firm`: something but estimates is known of it by now."""
    if excused:
        return "excused"
    if state is State.OK:
        return "known only since" if firm else "estimated alone"
    return state.value


# All flags together


def headline(cards: Sequence[Card]) -> str:
    """Say what was done about flags: "3 flags are new, 2 wait for your answer; 9 of 12 marked were useful"."""
    useful, marked = precision(cards)
    one = _were(1 if 1 in (useful, marked) else useful)
    said = f"; {useful} of {marked} that {_were(marked)} marked {one} useful"
    return _waiting(cards) + (said if marked else "")


def _waiting(cards: Sequence[Card]) -> str:
    new = sum(card.open and card.status is Status.NEW for card in cards)
    waits = sum(card.waits for card in cards)
    under_way = sum(card.open for card in cards) - new
    if not cards:
        return "No flag has been raised so far"
    parts = [f"{words.count(new, 'flag')} {_are(new)} new"] if new else []
    if waits:
        parts.append(f"{waits if parts else words.count(waits, 'flag')} {_waits(waits)} for your answer")
    if not parts and under_way:
        return f"No flag is new; {under_way} {_are(under_way)} still open"
    return ", ".join(parts) or "No flag asks for a look now"


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def _were(n: int) -> str:
    return "was" if n == 1 else "were"


def _waits(n: int) -> str:
    return "waits" if n == 1 else "wait"


def useful_sentence(cards: Iterable[Card]) -> str:
    """Say how often flags were useful and how sure that is; nothing while no flag was marked."""
    useful, marked = precision(cards)
    if not marked:
        return ""
    low, high = wilson(useful, marked)
    sure = f"it may be anything from {words.score(low)} to {words.score(high)} (95 % interval, Wilson)"
    few = " That is too few to lean on." if marked < _MIN_MARKS else ""
    return f"Of those marked, {words.score(useful / marked)} of 100 were useful; {sure}.{few}"
