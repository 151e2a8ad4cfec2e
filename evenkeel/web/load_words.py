"""What became of loaded files, in words: a sentence for all, a row for each, and why something was not read."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from evenkeel import words
from evenkeel.course.calendar import date_words, local
from evenkeel.intake import LoadReport

# The page has a form where the command line has options.
_OPTIONS = re.compile(
    r"\s*(?:Say which is which|; say which with|: name the columns|Choose one: --map).*$|,? or --map .*$", re.DOTALL
)
DROP_AGAIN = "Drop it again and the page asks you about it; what lies in the inbox is asked about below"
_SEVERAL = 8
# A sentence that goes on after the file's name lacks its subject once the name stands apart.
_VERBS = frozenset({"is", "has", "does", "holds", "says", "was", "cannot", "looks"})


@dataclass(frozen=True, slots=True)
class Told:
    """A load report as the page shows it, kept from now or read back from the record."""

    path: str
    label: str = ""
    new: int = 0
    known: int = 0
    changed: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    rejected: Sequence[Mapping[str, str]] = ()
    unmatched: Sequence[str] = ()
    notes: Sequence[str] = ()
    period: Sequence[int] = ()
    cut_short: bool = False
    refused: str = ""
    stopped: bool = False
    acts: int = 0
    entries: int = 0
    visits: int = 0
    roster: int = 0
    elsewhere: int = 0
    rejects: int = 0

    @property
    def unread(self) -> int:
        """How many rows could not be read; not all of very many are kept."""
        return max(self.rejects, len(self.rejected))

    @property
    def taken(self) -> bool:
        """Tell whether anything of the file could be taken."""
        return not (self.refused or self.stopped)


def told(report: LoadReport) -> Told:
    """Take over a report."""
    return read_back(report.as_json())


def read_back(report: Mapping[str, Any]) -> Told:
    """Take over a report as the record keeps it; what an older record does not have is empty."""
    return Told(
        path=str(report.get("path", "")),
        label=str(report.get("label") or report.get("format") or ""),
        new=int(report.get("new", 0)),
        known=int(report.get("known", 0)),
        changed=int(report.get("changed", 0)),
        skipped=dict(report.get("skipped") or {}),
        rejected=list(report.get("rejected") or ()),
        unmatched=list(report.get("unmatched") or ()),
        notes=list(report.get("notes") or ()),
        period=tuple(report.get("period") or ()),
        cut_short=bool((report.get("coverage") or {}).get("cut_short")),
        refused=str(report.get("refused", "")),
        acts=int(report.get("acts", 0)),
        entries=int(report.get("entries", 0)),
        visits=int(report.get("visits", 0)),
        roster=int(report.get("roster", 0)),
        elsewhere=int(report.get("elsewhere", 0)),
        rejects=int(report.get("rejects", 0)),
    )


def summary(reports: Sequence[Told]) -> str:
    """Say what a load brought: `2 files loaded: 214 new rows, …; 1 file was refused and nothing of it stored.`"""
    taken = [report for report in reports if report.taken]
    refused, stopped = sum(bool(report.refused) for report in reports), sum(report.stopped for report in reports)
    rejected = sum(report.unread for report in taken)
    skipped = sum(sum(report.skipped.values()) for report in taken)
    parts = [_counts(taken)] if taken else []
    if skipped:
        parts.append(f"{words.count(skipped, 'item')} left out on purpose")
    if rejected:
        parts.append(f"{words.count(rejected, 'row')} could not be read")
    said = [f"{words.sentence(words.count(len(taken), 'file'))} loaded: {words.together(parts)}."] if taken else []
    if refused:
        several = words.sentence(words.count(refused, "file"))
        said.append(f"{several} could not be loaded; nothing of {_them(refused)} was stored.")
    if stopped:
        was = "was" if stopped == 1 else "were"
        said.append(
            f"Loading was stopped: {words.count(stopped, 'file')} {was} not loaded, and nothing of {_them(stopped)} "
            "was stored."
        )
    return " ".join(said) or "Nothing was loaded."


def _them(n: int) -> str:
    return "it" if n == 1 else "them"


def _counts(taken: Iterable[Told]) -> str:
    total: Counter[str] = Counter()
    for report in taken:
        total.update(new=report.new, changed=report.changed, known=report.known)
    parts = [words.count(total["new"], "new row")]
    if total["changed"]:
        parts.append(f"{total['changed']:,} changed")
    if total["known"]:
        parts.append(f"{total['known']:,} known already")
    return ", ".join(parts)


HEADINGS = ("File", "What it is", "Holds", "New", "Changed", "Known already", "Left out", "Not read", "From – to")
NUMBERS = frozenset({3, 4, 5, 6, 7})


def row(report: Told, zone: ZoneInfo) -> tuple[str, ...]:
    """Write a report as a row of the table with these headings."""
    if not report.taken:
        return name(report.path), "stopped" if report.stopped else "not loaded", *("" for _ in HEADINGS[2:])
    counts = (report.new, report.changed, report.known, sum(report.skipped.values()), report.unread)
    return name(report.path), report.label, holds(report), *(f"{n:,}" for n in counts), period(report, zone)


def holds(report: Told) -> str:
    """Say what stands in a file: `212 acts and 3 visits`."""
    parts = (
        (report.acts, "act", "acts"),
        (report.entries, "time entry", "time entries"),
        (report.visits, "visit", "visits"),
        (report.roster, "person", "people"),
    )
    return words.together([words.count(n, one, many) for n, one, many in parts if n])


def brought(report: Told, zone: ZoneInfo) -> str:
    """Say what a file brought, in a line: `212 new, 3 changed, 40 known already, 2 not read; 12 January – 3 May`."""
    parts = (
        (report.new, "new"),
        (report.changed, "changed"),
        (report.known, "known already"),
        (sum(report.skipped.values()), "left out"),
        (report.unread, "not read"),
    )
    said = ", ".join(f"{n:,} {what}" for n, what in parts if n) or "nothing in it counts"
    when = period(report, zone)
    return f"{said}; {when}" if when else said


def name(path: str) -> str:
    """Shorten a path to its file and the folder it lies in, and whose folder that is in."""
    *folders, folder, file = ["", *path.split("/")]
    short = f"{folder}/{file}" if folder else file
    whose = next((each for each in reversed(folders) if "@" in each), "")
    return f"{whose}/…/{short}" if whose else short


def period(report: Told, zone: ZoneInfo) -> str:
    """Say from when to when a file's rows are, and whether its source left older ones out."""
    if len(report.period) != 2:
        return ""
    first, last = (date_words(local(at, zone).date()) for at in report.period)
    years = {local(at, zone).year for at in report.period}
    year = f" {max(years)}" if len(years) == 1 else ""
    when = f"{first} – {last}{year}" if first != last else f"{first}{year}"
    return f"{when} (cut short)" if report.cut_short else when


def details(report: Told) -> list[tuple[str, str]]:
    """List what else is to be said of a file: notes, what was left out and why, which rows could not be read."""
    found = [("Note", note) for note in report.notes]
    if report.cut_short:
        found.append(
            ("Cut short", "The source left older items out: weeks before its first item have no data from it.")
        )
    if report.elsewhere:
        found.append(
            ("Known from another source", f"{words.count(report.elsewhere, 'act')}: told of twice, counted once.")
        )
    if report.skipped:
        reasons = [f"{n:,} × {reason}" for reason, n in sorted(report.skipped.items(), key=lambda kv: -kv[1])]
        found.append(("Left out on purpose", ", ".join(reasons)))
    found += [(f"Not read: {reject.get('where', '')}", reject.get("why", "")) for reject in report.rejected[:_SEVERAL]]
    if report.unread > _SEVERAL:
        found.append(("Not read", f"and {report.unread - _SEVERAL:,} more rows"))
    if report.unmatched:
        shown = ", ".join(report.unmatched[:_SEVERAL])
        more = f" and {len(report.unmatched) - _SEVERAL:,} more" if len(report.unmatched) > _SEVERAL else ""
        found.append(("Nobody on the roster", shown + more))
    return found


def rejected_csv(reports: Iterable[Told]) -> str:
    """Write every row that could not be read as CSV: file, where, why; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("file", "where", "why"))
    for report in reports:
        writer.writerows(
            [_cell(report.path), _cell(r.get("where", "")), _cell(r.get("why", ""))] for r in report.rejected
        )
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") else text


def refusal(report: Told, then: str = DROP_AGAIN) -> str:
    """Say why a file was refused, without its name before it, and what to do where a command would take options."""
    said = report.refused.removeprefix(f"{report.path}: ").removeprefix(report.path).lstrip(", ")
    plain = _OPTIONS.sub("", said).rstrip(". ")
    if plain != said.rstrip(". "):
        plain += f". {then}"
    subject = "It " if plain.partition(" ")[0] in _VERBS else ""
    return f"{words.sentence(subject + plain)}."


def crashed(path: str) -> Told:
    """Tell of a file that an error of ours kept from being read."""
    return Told(
        path,
        refused=f"{path}: an error inside Evenkeel stopped the reading. Nothing of it was stored, and all other "
        "files are as they were. The terminal has the details; please report them.",
    )
