"""What commands print: rows as CSV or JSON in the contract's columns, and load reports in words."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from evenkeel import words
from evenkeel.course.calendar import local
from evenkeel.course.rules import rule_text
from evenkeel.flags.decide import Flag
from evenkeel.flags.life import Card
from evenkeel.intake import LoadReport
from evenkeel.refresh import Outcome, Refreshed

_EVIDENCE = {
    "measured": "measured",
    "self_reported": "self-reported",
    "unplaced": "unplaced",
    "estimated": "estimated",
}
_MOST_LISTED = 12
_CARD = (
    *("number", "student", "rule", "metric", "week", "state", "status", "useful", "ended", "excused", "version"),
    *("raised_at", "values", "reason"),
)


def measures(frame: pd.DataFrame, form: str) -> str:
    """Write rows of numbers: student, week (empty: the term), metric, value, n, state, evidence."""
    columns = ["student", "week", "metric", "value", "n", "state", *_EVIDENCE]
    rows = []
    for student, week, metric, value, n, state, *minutes in frame[columns].itertuples(index=False, name=None):
        spent = None if pd.isna(minutes[0]) else dict(zip(_EVIDENCE.values(), minutes, strict=True))
        known = spent is not None and not pd.isna(value)
        rows.append(
            {
                "student": student,
                "week": int(week) or None,
                "metric": metric,
                "value": None if pd.isna(value) else value,
                "n": int(n),
                "state": state,
                "evidence": {kind: m for kind, m in spent.items() if m} if spent is not None and known else None,
            }
        )
    if form == "json":
        return json.dumps(rows, ensure_ascii=False) + "\n"
    for row in rows:
        row["evidence"] = ";".join(f"{kind}:{m!r}" for kind, m in (row["evidence"] or {}).items())
    return _csv(["student", "week", "metric", "value", "n", "state", "evidence"], rows)


def flags(raised: Iterable[Flag], reason: Callable[[Flag], str], form: str) -> str:
    """Write flags: student, rule, metric, week, state, values ([[week, value], …]), reason."""
    rows: list[dict[str, object]] = [
        {
            "student": flag.student,
            "rule": rule_text(flag.rule),
            "metric": flag.rule.metric,
            "week": flag.week,
            "state": flag.state.value,
            "values": [list(pair) for pair in flag.values],
            "reason": reason(flag),
        }
        for flag in raised
    ]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False) + "\n"
    for row in rows:
        row["values"] = json.dumps(row["values"])
    return _csv(["student", "rule", "metric", "week", "state", "values", "reason"], rows)


def cards(raised: Sequence[Card], reason: Callable[[Flag], str], form: str) -> str:
    """Write flags with their life: number, student, rule, metric, week, values, reason as in `flags`, and
    state (on, off, or empty where it is none any more), status, useful (yes, no, or empty), ended (why it is none any
    more), excused (weeks), version (of the rule; 0: a file has it), raised_at (ISO 8601, UTC).
    """
    rows: list[dict[str, object]] = [_card(card, reason) for card in raised]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False) + "\n"
    useful = {True: "yes", False: "no", None: ""}
    for row, card in zip(rows, raised, strict=True):
        row["values"], row["useful"] = json.dumps(row["values"]), useful[card.useful]
        row["excused"] = ";".join(str(week) for week in sorted(card.excused))
    return _csv(_CARD, rows)


def _card(card: Card, reason: Callable[[Flag], str]) -> dict[str, object]:
    flag = card.flag
    cells = (
        *(card.id, flag.student, rule_text(flag.rule), flag.rule.metric, flag.week),
        "" if card.ended else flag.state.value,
        *(card.status.value, card.useful, card.ended.value, sorted(card.excused), card.origin.version),
        *(_iso(card.raised_at), [list(pair) for pair in flag.values], reason(flag)),
    )
    return dict(zip(_CARD, cells, strict=True))


def _csv(columns: Sequence[str], rows: Iterable[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_object(report: LoadReport) -> dict[str, object]:
    """Write one file's report as the object of `load --json`; moments as ISO 8601 UTC."""
    found = report.as_json()
    found["period"] = [_iso(moment) for moment in report.period] if report.period else None
    found["coverage"] = {
        key: _iso(value) if key in ("since", "until") and isinstance(value, int) else value
        for key, value in report.coverage.items()
    }
    return found


def _iso(moment: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment)).isoformat()


def in_words(report: LoadReport, zone: ZoneInfo) -> str:
    """Say what became of one file."""
    if report.refused:
        return f"✗ {report.refused}"
    if not report.format:
        return f"– {report.path}: passed over, as it comes with an export and holds nothing that counts"
    counts = [f"{report.new} new", f"{report.known} known", f"{report.changed} changed"]
    lines = [f"✓ {report.path}: {report.label}, {', '.join(counts)}{_when(report, zone)}"]
    kinds = ((report.acts, "act", ""), (report.entries, "time entry", "time entries"), (report.visits, "visit", ""))
    held = [words.count(n, one, many) for n, one, many in kinds if n]
    if report.visits or len(held) > 1:
        lines.append(f"  in it: {words.together(held)}")
    if report.elsewhere:
        lines.append(f"  known from another source: {words.count(report.elsewhere, 'act')}, counted once")
    if report.skipped:
        left = ", ".join(f"{n} {reason}" for reason, n in report.skipped.most_common())
        lines.append(f"  left out: {left}")
    lines += [f"  not read: {reject['where']}: {reject['why']}" for reject in report.rejected[:_MOST_LISTED]]
    if len(report.rejected) > _MOST_LISTED:
        lines.append(f"  … and {len(report.rejected) - _MOST_LISTED} more that could not be read (see --json)")
    if report.unmatched:
        lines.append(f"  nobody on the roster: {_listed(report.unmatched)}")
    if report.coverage.get("cut_short"):
        lines.append("  cut short: the source shows only its newest items, so earlier weeks are unknown, not zero")
    lines += [f"  note: {note}" for note in report.notes]
    return "\n".join(lines)


def _when(report: LoadReport, zone: ZoneInfo) -> str:
    if not report.period:
        return ""
    first, last = (f"{local(moment, zone):%Y-%m-%d}" for moment in report.period)
    return f", {first}" if first == last else f", {first} to {last}"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_LISTED])
    return shown if len(names) <= _MOST_LISTED else f"{shown} and {len(names) - _MOST_LISTED} more"


def total(reports: Sequence[LoadReport]) -> str:
    """Say what all files brought together."""
    refused = sum(bool(report.refused) for report in reports)
    new = sum(report.new for report in reports)
    loaded = sum(bool(report.format and not report.refused) for report in reports)
    text = f"{words.sentence(words.count(loaded, 'file'))} loaded, {words.count(new, 'new row')}"
    return f"{text}; {words.count(refused, 'file')} could not be taken." if refused else f"{text}."


# Live feeds


def fetched_objects(told: Refreshed) -> list[dict[str, object]]:
    """Write what was fetched as the objects of `load --json`, with one key more: `fetch`, how the address answered.

    An address that could not be fetched is `refused`; one that had nothing new has no `format`.
    """
    return [
        {
            **as_object(outcome.report or LoadReport(outcome.address, refused=_refused(outcome))),
            "fetch": {
                "students": list(outcome.account.whose),
                "platform": outcome.account.platform,
                "part": outcome.part,
                "status": outcome.status,
                "problem": outcome.problem,
                "since": _iso(outcome.since) if outcome.since else None,
                "moved": outcome.moved,
            },
        }
        for outcome in _in_order(told)
    ]


def _in_order(told: Refreshed) -> list[Outcome]:
    return sorted(told.outcomes, key=lambda outcome: (outcome.account.whose, outcome.account.key, outcome.address))


def _refused(outcome: Outcome) -> str:
    return f"{outcome.address}: {outcome.problem}" if outcome.problem else ""


def fetched_in_words(told: Refreshed, zone: ZoneInfo) -> str:
    """Say what became of every address, and of all together."""
    if not told.total:
        return "There is nothing to ask: the roster names no blog, no Mastodon and no Bluesky account."
    return "\n".join([*(_outcome(outcome, zone) for outcome in _in_order(told)), fetched_total(told)])


def _outcome(outcome: Outcome, zone: ZoneInfo) -> str:
    moved = f"\n  moved for good to {outcome.moved}, and is asked there from now on" if outcome.moved else ""
    if outcome.problem:
        return f"✗ {outcome.address}: {outcome.problem}, since {local(outcome.since, zone):%Y-%m-%d}"
    if outcome.report is None:
        return f"= {outcome.address}: nothing new{moved}"
    return in_words(outcome.report, zone) + moved


def fetched_total(told: Refreshed) -> str:
    """Say what all addresses brought together."""
    new = sum(report.new for report in told.reports)
    parts = [f"{words.count(len(told.reports), 'address', 'addresses')} loaded, {words.count(new, 'new row')}"]
    if told.unchanged:
        parts.append(f"{told.unchanged} had nothing new")
    if told.problems:
        parts.append(f"{len(told.problems)} could not be fetched")
    return f"{words.sentence('; '.join(parts))}."
