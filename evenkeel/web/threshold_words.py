"""What a rule would have done in the weeks so far, how sure its flags are, and what changed, in words."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from evenkeel import words
from evenkeel.course.rule_changes import Changed
from evenkeel.course.values import Against, Condition, Rule
from evenkeel.flags.chance import ORDINARY, ordinary_students_flagged, share_right
from evenkeel.flags.decide import Flag
from evenkeel.flags.judging import MIN_OWN_WEEKS, MIN_STUDENTS
from evenkeel.flags.replay import Replay, tallies, tally_words
from evenkeel.flags.suggest import Suggestion
from evenkeel.flags.wording import amount, how_often_words, line_words
from evenkeel.metrics.intervals import wilson
from evenkeel.metrics.registry import METRICS, Metric

# Beyond this the chance takes too long to count for a page.
_LONGEST_WINDOW = 14
_PREVALENCE, _SENSITIVITY, _SPECIFICITY = 0.10, 0.80, 0.90


# A rule's name


def rule_words(rule: Rule, student: str = "") -> str:
    """Name a rule shortly: "Engagement balance below 25 of 100 in 2 of the last 3 weeks, for section B"."""
    conditions = " and ".join(_condition_words(each) for each in rule.conditions)
    whom = f", for section {rule.section}" if rule.section else ""
    whom = f", for {student or rule.student}" if rule.student else whom
    since = f", from week {rule.since} on" if rule.since > 1 else ""
    return f"{words.sentence(conditions)} {how_often_words(rule.k, rule.m)}{whom}{since}"


def _condition_words(condition: Condition) -> str:
    metric, side = METRICS[condition.metric], "above" if condition.above else "below"
    title = metric.title[:1].lower() + metric.title[1:]
    if condition.against is Against.LINE:
        return f"{title} {side} {line_words(condition.line, metric)}"
    usual = "usual in the class" if condition.against is Against.CLASS else "the student's own past"
    return f"{title} {side} {usual} by {condition.line:g} spreads"


def changed_words(changed: Changed, student_before: str = "", student_after: str = "") -> str:
    """Say one change of the rules."""
    was = rule_words(changed.before, student_before) if changed.before else ""
    now = rule_words(changed.after, student_after) if changed.after else ""
    if was and now:
        return f"Changed: {was} → {now}"
    return f"Added: {now}" if now else f"Taken out: {was}"


def spreads_sentence(against: Against) -> str:
    """Say what spreads are, and when a rule that counts in them has nothing to go by."""
    if against is Against.CLASS:
        return (
            "The middle is the class's in the same week; a spread is how far from it students usually are. "
            f"A week in which fewer than {MIN_STUDENTS} students have a number is skipped, never calm."
        )
    return (
        "The middle is the student's own, over all weeks before; a spread is how far it usually moves from one week "
        f"to the next. It begins once a student has {MIN_OWN_WEEKS} weeks with a number, and never looks at others."
    )


# What it would have done


def preview_sentence(flags: Iterable[Flag], of: int, weeks: int) -> str:
    """Say whom a rule would have flagged so far: "Would have flagged 6 of 24 in 14 weeks; 1 still is"."""
    if not weeks:
        return "No week has ended yet, so there is nothing to try it on."
    found = list(flags)
    many, still = len({f.student for f in found}), len({f.student for f in found if f.off_week is None})
    in_weeks = f"in the {words.count(weeks, 'week')} so far" if weeks > 1 else "in the one week so far"
    if not many:
        return f"Would have flagged nobody of {of} {in_weeks}."
    now = f"{still or 'none'} of them still {'are' if still > 1 else 'is'} worth a look"
    return f"Would have flagged {many} of {of} {in_weeks}; {now}."


def change_sentence(
    before: Collection[Flag], after: Collection[Flag], names: Mapping[str, str], several: bool = False
) -> str:
    """Say who would be flagged that is not so now, and the other way round; empty where both are alike."""
    was, would = {f.student for f in before}, {f.student for f in after}
    more, fewer = (sorted(names.get(s, s) for s in some) for some in (would - was, was - would))
    than = "the rules in force" if several else "the rule in force"
    said = []
    if more:
        said.append(f"{len(more)} more than {than}: {words.together(more)}")
    if fewer:
        said.append(f"{len(fewer)} fewer: {words.together(fewer)}")
    return f"{words.sentence('; '.join(said))}." if said else ""


def same_sentence(several: bool) -> str:
    """Say that a change flags nobody more and nobody fewer."""
    return f"The same students as by {'the rules' if several else 'the rule'} in force, though perhaps in other weeks."


def preview_rows(found: Replay, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Give one row a flagged student: name, the weeks it was on, the numbers that raised it, weeks without one."""
    by_student: dict[str, list[Flag]] = {}
    for flag in found.flags:
        by_student.setdefault(flag.student, []).append(flag)
    without = {s: [st.week for st in found.stands if st.student == s and not st.judged] for s in by_student}
    rows = [
        (
            names.get(s, s),
            "; ".join(_on(f, found.weeks) for f in theirs),
            "; ".join(_numbers(f) for f in theirs),
            words.together([str(week) for week in without[s]]),
        )
        for s, theirs in by_student.items()
    ]
    return sorted(rows, key=lambda row: row[0].casefold())


def _on(flag: Flag, weeks: Sequence[int]) -> str:
    if flag.off_week is None:
        return f"since week {flag.week} ▲"
    last = max((week for week in weeks if week < flag.off_week), default=flag.week)
    return f"week {flag.week}" if last == flag.week else f"weeks {flag.week}–{last}"


def _numbers(flag: Flag) -> str:
    units = [METRICS[condition.metric].unit for condition in flag.rule.conditions]
    return words.together(
        [
            f"{' with '.join(amount(met.value, unit) for met, unit in zip(each.met, units, strict=True))} "
            f"in week {each.week}"
            for each in flag.over
        ]
    )


def week_rows(found: Replay) -> list[tuple[str, str]]:
    """Give one row a week that has ended: which, and how many of how many are on."""
    return [(words.sentence(words.week(each.week)), words.sentence(tally_words(each))) for each in tallies(found)]


def last_week_sentence(found: Replay) -> str:
    """Say how the last week stands: "Week 14: 1 of 23 with a number is on, none new; 1 has no number."."""
    rows = week_rows(found)
    return f"{rows[-1][0]}: {rows[-1][1][:1].lower()}{rows[-1][1][1:]}." if rows else ""


def past_sentence(found: Replay) -> str:
    """Say which share of student-weeks so far lies past the line that is tried."""
    past, of = found.past
    if not of:
        return ""
    lie, line = "lies" if past == 1 else "lie", "both lines" if found.rule.also else "the line"
    return f"{f'{past:,}' if past else 'None'} of {words.count(of, 'student-week')} so far {lie} past {line}."


# How sure it is


def chance_sentence(rule: Rule, students: int, weeks: int) -> str:
    """Say how many quite ordinary students a rule is expected to flag by chance, and how many "any week" would.

    `students` and `weeks`: how many the rule looks at in the whole term.
    """
    if not students or weeks < 1 or (weeks > rule.m > _LONGEST_WINDOW and rule.k < rule.m):
        return ""
    many = _expected(students, rule.k, rule.m, weeks)
    said = (
        f"If each of {words.count(students, 'student')} were past the line in {ORDINARY * 100:.0f} of 100 weeks by "
        f"chance, this rule would flag {many} of them in {words.count(weeks, 'week')}"
    )
    if rule.m == 1:
        return f"{said}; “in 2 of the last 3 weeks” would flag {_expected(students, 2, 3, weeks)}."
    return f"{said}; “in any week” would flag {_expected(students, 1, 1, weeks)}."


def _expected(students: int, k: int, m: int, weeks: int) -> str:
    expected = ordinary_students_flagged(students, k, m, weeks)
    return "fewer than 1" if expected < 0.95 else f"about {words.number(round(expected))}"


def right_sentence() -> str:
    """Say what even a good rule's flags are worth where few need a look."""
    right = share_right(_PREVALENCE, _SENSITIVITY, _SPECIFICITY)
    return (
        f"Suppose {_PREVALENCE * 100:.0f} of 100 students need a look, a rule notices {_SENSITIVITY * 100:.0f} of 100 "
        f"of these, and leaves {_SPECIFICITY * 100:.0f} of 100 others alone. Then {right * 100:.0f} of 100 flags are "
        "right: about every second one is about somebody who is well. So a flag is a question and never an answer."
    )


def marks_sentence(useful: int, marked: int) -> str:
    """Say how many of the flags that were marked were useful, with Wilson's 95 % interval."""
    if not marked:
        return "No flag of this course has been marked useful or not yet; once some are, their share stands here."
    low, high = wilson(useful, marked)
    of = f"{useful} of {words.count(marked, 'marked flag')} {'was' if useful == 1 else 'were'} useful"
    return f"{of}: {words.score(useful / marked)} %, between {words.score(low)} and {words.score(high)}."


# What fits the class


def usable(found: Suggestion, metric: Metric, above: bool = True) -> bool:
    """Tell whether a suggested line can be crossed at all."""
    if found.line is None:
        return False
    return (metric.high is None or found.line < metric.high) if above else metric.low is None or found.line > metric.low


def suggestion_sentence(found: Suggestion, metric: Metric, above: bool = True) -> str:
    """Say which line fits the class and how it was found."""
    if found.line is None:
        return found.why
    side = "above" if above else "below"
    if not usable(found, metric, above):
        return f"This class differs so much that no line {side} its middle would be unusual."
    return f"Unusual in this class: {side} {line_words(found.line, metric)}. {found.why}"
