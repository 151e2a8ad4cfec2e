"""What became of flags: kept as they were raised, with every step that was taken since."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache

from evenkeel.access import Viewer, require_instructor, require_own
from evenkeel.course.rule_reading import rules_from
from evenkeel.course.rules import as_written
from evenkeel.course.values import Rule
from evenkeel.desk.flagging import Flagging, RuleChange, entries
from evenkeel.errors import NoSuchFlag
from evenkeel.flags.decide import Flag
from evenkeel.flags.judging import Judged, Met
from evenkeel.flags.life import OF_INSTRUCTORS, OF_STUDENTS, Card, Ended, Entry, Origin, Step
from evenkeel.metrics.registry import BOUNDS
from evenkeel.model import Role
from evenkeel.store import flags as shelf
from evenkeel.store.record import transaction

# Student, rule as written, and the week it went on: what makes a flag that one and no other.
Key = tuple[str, str, int]


class FlagLife(Flagging):
    """The part of a desk that keeps flags and what was done about them."""

    def set_rules(self, viewer: Viewer, rules: Iterable[Rule], now: int, why: str) -> None:
        """Put rules in force from now on; the change enters the history with who, when and why.

        What the rules before have raised is kept first, so that no change rewrites an old flag.
        """
        require_instructor(viewer)
        self.keep(now)
        super().set_rules(viewer, rules, now, why)
        self.keep(now)

    def keep(self, now: int) -> int:
        """Keep every flag that the rules in force have raised and that is not kept yet; return how many that were."""
        with self._lock:
            raised = self._raised(now, self._in_force())
            known = {(one.email, one.rule, one.week) for one in shelf.kept(self.record)}
            new = [flag for flag in raised if _key(flag) not in known]
            if not new:
                return 0
            versions = self._versions()
            rows = [self._row(flag, now, versions) for flag in new]
            with transaction(self.record, counted=False):
                return shelf.keep(self.record, rows)

    def _row(self, flag: Flag, now: int, versions: Mapping[Rule, int]) -> shelf.Kept:
        student, rule, week = _key(flag)
        told = json.dumps([[judged.week, judged.met] for judged in flag.weeks]), self._n(flag, now)
        return shelf.Kept(0, student, rule, week, json.dumps(told), versions.get(flag.rule, 0), now)

    def _n(self, flag: Flag, now: int) -> list[int]:
        """Return what each of a flag's weeks rests on."""
        frame = self.analysis(now).measures
        rows = frame[(frame["student"] == flag.student) & (frame["metric"] == flag.rule.metric)]
        n = dict(zip(rows["week"], rows["n"], strict=True))
        return [int(n[judged.week]) for judged in flag.weeks]

    def _versions(self) -> dict[Rule, int]:
        """Return, for each rule in force, the change since which it holds without a break; 0: a file has it."""
        found: dict[Rule, int] = {}
        for change in reversed(self._changes()):
            found = {rule: found.get(rule, change.number) for rule in change.rules}
        return found

    # Cards

    def cards(self, viewer: Viewer, now: int) -> list[Card]:
        """Return every flag that was ever raised with what became of it, the newest week first.

        The weeks and numbers are those that raised it. A student sees their own, without what instructors note.
        """
        with self._lock:
            kept, steps, changes = shelf.kept(self.record), shelf.steps(self.record), self._changes()
        standing = {_key(flag): flag for flag in self.flags(viewer, now)}
        in_force = {_written(rule) for rule in self._in_force()}
        found = [
            _card(one, standing, in_force, changes, _shown(entries(steps.get(one.id, ())), viewer))
            for one in kept
            if viewer.may_see(one.email) and one.raised_at <= now
        ]
        return sorted(found, key=lambda card: (-card.flag.week, card.flag.student, card.id))

    def mark(self, viewer: Viewer, card: int, step: Step, now: int, words: str = "", weeks: Iterable[int] = ()) -> None:
        """Take a step in a flag's life; it enters the history with who and when.

        A student may only answer and ask for a talk, and only about their own; nobody does so in their name. Raises
        `NoSuchFlag` and `NotAllowed`; an excuse names weeks.
        """
        if step in OF_STUDENTS and viewer.role is Role.STUDENT:
            require_own(viewer, viewer.email)
        else:
            require_instructor(viewer)
        with self._lock:
            kept = shelf.kept(self.record)
        if not any(one.id == card and viewer.may_see(one.email) and one.raised_at <= now for one in kept):
            raise NoSuchFlag(f"There is no flag number {card} in this class.")
        excused = tuple(sorted(set(weeks))) if step is Step.EXCUSED else ()
        taken = shelf.Taken(step.value, excused, words.strip(), now, viewer.email or "instructor")
        # An excuse changes which weeks rules look at, but no number.
        with self._lock, transaction(self.record, counted=False):
            shelf.take(self.record, card, taken)

    # The words for writing to a student

    def words(self, viewer: Viewer) -> shelf.Words | None:
        """Return the instructor's own words for writing to a student; None while Evenkeel's hold."""
        newest = next(iter(self.words_history(viewer)), None)
        return newest if newest and (newest.subject or newest.body) else None

    def words_history(self, viewer: Viewer) -> list[shelf.Words]:
        """Return all words for writing to a student, newest first; empty ones are Evenkeel's, taken up again."""
        require_instructor(viewer)
        with self._lock:
            return shelf.all_words(self.record)

    def set_words(self, viewer: Viewer, subject: str, body: str, now: int) -> None:
        """Remember the instructor's words for writing to a student; both empty: back to Evenkeel's own."""
        require_instructor(viewer)
        with self._lock, transaction(self.record, counted=False):
            shelf.set_words(self.record, shelf.Words(subject, body, now, viewer.email or "instructor"))


def _written(rule: Rule) -> str:
    return json.dumps(as_written(rule), ensure_ascii=False)


# A class has few rules and many flags of each, and reading YAML takes its time.
@lru_cache(maxsize=512)
def _read(rule: str) -> Rule:
    return rules_from(f"[{rule}]", BOUNDS)[0][0]


def _key(flag: Flag) -> Key:
    return flag.student, _written(flag.rule), flag.week


def _shown(steps: tuple[Entry, ...], viewer: Viewer) -> tuple[Entry, ...]:
    if viewer.role is not Role.STUDENT:
        return steps
    return tuple(entry for entry in steps if entry.step not in OF_INSTRUCTORS)


def _card(
    one: shelf.Kept,
    standing: Mapping[Key, Flag],
    in_force: frozenset[str] | set[str],
    changes: list[RuleChange],
    steps: tuple[Entry, ...],
) -> Card:
    """Put a flag together as it was raised, with how it stands by now."""
    rule = _read(one.rule)
    weeks, n = json.loads(one.told)
    judged = tuple(Judged(week, tuple(Met(*met) for met in all_met)) for week, all_met in json.loads(weeks))
    now = standing.get((one.email, one.rule, one.week))
    flag = Flag(one.email, rule, one.week, judged, now.off_week if now else None)
    ended = Ended.NOT if now else Ended.NUMBERS if one.rule in in_force else Ended.RULE
    return Card(one.id, flag, tuple(n), one.raised_at, _origin(one.version, changes), ended, steps)


def _origin(version: int, changes: list[RuleChange]) -> Origin:
    change = next((each for each in changes if each.number == version), None)
    return Origin(version, change.set_at, change.set_by, change.why) if change else Origin(0, None, "", "")
