"""Rules and flags of an opened course folder: which rules hold, whom they flag, and what they would have done."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evenkeel import people
from evenkeel.access import Viewer, require_instructor
from evenkeel.course.rule_reading import rules_from
from evenkeel.course.rules import as_written, rules_in_force
from evenkeel.course.values import Rule
from evenkeel.desk.counting import Counting
from evenkeel.exercises.definitions import default_rules, folders_of
from evenkeel.flags import wording
from evenkeel.flags.decide import Flag, flags, series
from evenkeel.flags.judging import Series, Values
from evenkeel.flags.life import Entry, Step, excused_weeks
from evenkeel.flags.replay import Replay, replay
from evenkeel.metrics.registry import BOUNDS, METRICS
from evenkeel.model import Person, Role
from evenkeel.store import flags as shelf
from evenkeel.store import people as registry
from evenkeel.store import thresholds
from evenkeel.store.record import fact, transaction


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One entry of the thresholds' history; changes are numbered from 1."""

    rules: tuple[Rule, ...]
    set_at: int
    set_by: str
    why: str
    number: int


class Flagging(Counting):
    """The part of a desk that rules and flags go through."""

    def rules(self, viewer: Viewer) -> tuple[Rule, ...]:
        """Return the rules in force: the instructor's own, else course.yaml's, else the exercises' defaults.

        A student sees those that look at them: a rule may name somebody.
        """
        found = self._in_force()
        if viewer.may_see(""):
            return found
        roll = self._roll()
        return tuple(rule for rule in found if viewer.email in roll.of(rule))

    def rules_of_files(self, viewer: Viewer) -> tuple[Rule, ...]:
        """Return the rules that hold while nobody has set others: course.yaml's, else the exercises' defaults."""
        require_instructor(viewer)
        return self._of_files()

    def _in_force(self) -> tuple[Rule, ...]:
        changes = self._changes()
        return changes[0].rules if changes else self._of_files()

    def _of_files(self) -> tuple[Rule, ...]:
        return rules_in_force(None, self.course, default_rules(folders_of(self.folder), BOUNDS)[0])

    def rule_history(self, viewer: Viewer) -> list[RuleChange]:
        """Return every change of the rules, newest first."""
        require_instructor(viewer)
        return self._changes()

    def _changes(self) -> list[RuleChange]:
        with self._lock:
            changes = thresholds.history(self.record)
        return [
            RuleChange(_read(c.rules), c.set_at, c.set_by, c.why, len(changes) - place)
            for place, c in enumerate(changes)
        ]

    def set_rules(self, viewer: Viewer, rules: Iterable[Rule], now: int, why: str) -> None:
        """Put rules in force from now on; the change enters the history with who, when and why."""
        require_instructor(viewer)
        written = json.dumps([as_written(rule) for rule in rules], ensure_ascii=False)
        with self._lock, transaction(self.record, counted=False):
            thresholds.append(self.record, thresholds.Change(written, now, viewer.email or "instructor", why))

    # What rules look at

    def series(self, viewer: Viewer, now: int, metric: str) -> dict[str, Series]:
        """Return what a rule on a metric may look at: per student its completed good weeks, not excused."""
        everybody = self._values(now, [metric])[metric]
        return {student: weeks for student, weeks in everybody.items() if viewer.may_see(student)}

    def _values(self, now: int, metrics: Iterable[str]) -> dict[str, dict[str, Series]]:
        """Return what rules may look at, by metric and student."""
        firm, left_out = self.analysis(now).firm, self._left_out()
        completed = self._completed(now)
        return {
            metric: {
                student: series(weeks, completed, left_out.get(student, ()))
                for student, weeks in firm.get(metric, {}).items()
            }
            for metric in metrics
        }

    def left_out(self, viewer: Viewer, student: str) -> frozenset[int]:
        """Return the weeks in which a student is not looked at: excused, or before and just after they joined."""
        return self._left_out().get(student, frozenset()) if viewer.may_see(student) else frozenset()

    def _completed(self, now: int) -> list[int]:
        return [week.number for week in self.weeks() if week.end <= now]

    def _left_out(self) -> dict[str, frozenset[int]]:
        """Return the weeks in which a student is not looked at: excused here or in course.yaml, or newly in class."""
        with self._lock:
            everybody = registry.persons(self.record)
            kept, steps = shelf.kept(self.record), shelf.steps(self.record)
        found: dict[str, set[int]] = {person.email: set() for person in everybody}
        for one in kept:
            found.setdefault(one.email, set()).update(excused_weeks(entries(steps.get(one.id, ()))))
        index = people.roster(everybody, fact(self.record, "secret"))
        email_of = {person.id: person.email for person in everybody}
        for entry in self.course.excused:
            if person := index.anyone(entry.student):
                found[email_of[person]] |= entry.weeks
        for each in everybody:
            found[each.email] |= self._grace(each)
        return {email: frozenset(weeks) for email, weeks in found.items() if weeks}

    def _grace(self, person: Person) -> set[int]:
        """Return the weeks before somebody joined, and those of grace, which begin with the one they joined in."""
        if person.joined is None:
            return set()
        joined = (person.joined - self.course.starts_on.toordinal()) // 7 + 1
        return set(range(1, joined + self.course.settings.grace_weeks))

    # Whom they flag

    def preview(self, viewer: Viewer, now: int, rule: Rule) -> list[Flag]:
        """Return the flags that a rule raises over the completed weeks; previewing and flagging are this."""
        return [flag for flag in self._raised(now, (rule,)) if viewer.may_see(flag.student)]

    def flags(self, viewer: Viewer, now: int) -> list[Flag]:
        """Return the flags of the rules in force."""
        return [flag for flag in self._raised(now, self._in_force()) if viewer.may_see(flag.student)]

    def replay(self, viewer: Viewer, now: int, rule: Rule) -> Replay:
        """Go through a rule week by week: its flags are the ones that `preview` gives."""
        values, settings = self._looked_through(now, (rule,)), self.course.settings
        found = replay(rule, self._roll().of(rule), values, BOUNDS, settings, self._completed(now))
        return found.among({stand.student for stand in found.stands if viewer.may_see(stand.student)})

    def _raised(self, now: int, rules: Iterable[Rule]) -> list[Flag]:
        rules = tuple(rules)
        values, roll = self._looked_through(now, rules), self._roll()
        return [flag for rule in rules for flag in flags(rule, roll.of(rule), values, BOUNDS, self.course.settings)]

    def _looked_through(self, now: int, rules: Iterable[Rule]) -> Values:
        return self._values(now, {condition.metric for rule in rules for condition in rule.conditions})

    def looked_at(self, viewer: Viewer, rule: Rule) -> list[str]:
        """Return whom a rule looks at, in order; nobody where its section or student is not on the roster."""
        return [student for student in self._roll().of(rule) if viewer.may_see(student)]

    def _roll(self) -> "Roll":
        with self._lock:
            return Roll(registry.persons(self.record), fact(self.record, "secret"))

    def nobody(self, viewer: Viewer, rule: Rule, student: str = "") -> str:
        """Say why a rule looks at nobody, its student named as given; empty where it looks at somebody."""
        require_instructor(viewer)
        return "" if self.looked_at(viewer, rule) else wording.nobody(rule, student)

    def sentence(self, rule: Rule) -> str:
        """Read a rule back in words."""
        return wording.sentence(rule, METRICS, BOUNDS, self.course.settings)

    def reason(self, viewer: Viewer, flag: Flag) -> str:
        """Say a flag as one would to the student's face."""
        name = next((p.name for p in self.people(viewer) if p.email == flag.student), flag.student)
        return wording.reason(flag, name, METRICS)


class Roll:
    """The roster as rules name people: by section, or by whatever one student is called."""

    def __init__(self, everybody: Sequence[Person], secret: str) -> None:
        students = (person for person in everybody if person.role == Role.STUDENT)
        self._students = sorted(students, key=lambda person: person.email)
        self._index = people.roster(everybody, secret)

    def of(self, rule: Rule) -> list[str]:
        """Return the addresses of those whom a rule looks at."""
        if rule.section:
            return [p.email for p in self._students if p.section.casefold() == rule.section.casefold()]
        if rule.student:
            found = self._index.anyone(rule.student)
            return [p.email for p in self._students if p.id == found]
        return [p.email for p in self._students]


# Reading YAML takes longer than deciding the rule; what is on record never changes.
@lru_cache(maxsize=256)
def _read(rules: str) -> tuple[Rule, ...]:
    return rules_from(rules, BOUNDS)[0]


def entries(taken: Iterable[shelf.Taken]) -> tuple[Entry, ...]:
    """Turn the steps on record into a flag's life."""
    return tuple(Entry(Step(one.step), one.at, one.by, one.words, one.weeks) for one in taken)
