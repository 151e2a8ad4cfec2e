"""What became of loaded files, in words: a sentence for all, a row for each, and why something was not read."""

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
_SEVERAL = 8


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
    )


def summary(reports: Sequence[Told]) -> str:
    """Say what a load brought: `2 files loaded: 214 new rows, …; 1 file was refused and nothing of it stored.`"""
    taken = [report for report in reports if not report.refused]
    refused = len(reports) - len(taken)
    rejected = sum(len(report.rejected) for report in taken)
    skipped = sum(sum(report.skipped.values()) for report in taken)
    parts = [_counts(taken)] if taken else []
    if skipped:
        parts.append(f"{words.count(skipped, 'item')} left out on purpose")
    if rejected:
        parts.append(f"{words.count(rejected, 'row')} could not be read")
    said = [f"{words.sentence(words.count(len(taken), 'file'))} loaded: {words.together(parts)}."] if taken else []
    if refused:
        which = "it" if refused == 1 else "them"
        said.append(
            f"{words.sentence(words.count(refused, 'file'))} could not be loaded; nothing of {which} was stored."
        )
    return " ".join(said) or "Nothing was loaded."


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


HEADINGS = ("File", "What it is", "New", "Changed", "Known already", "Left out", "Not read", "Acts from – to")
NUMBERS = frozenset({2, 3, 4, 5, 6})


def row(report: Told, zone: ZoneInfo) -> tuple[str, ...]:
    """Write a report as a row of the table with these headings."""
    if report.refused:
        return name(report.path), "not loaded", "", "", "", "", "", ""
    counts = (report.new, report.changed, report.known, sum(report.skipped.values()), len(report.rejected))
    return (name(report.path), report.label, *(f"{n:,}" for n in counts), period(report, zone))


def name(path: str) -> str:
    """Shorten a path to its file and the folder it lies in, and a web address by its scheme."""
    if path.startswith(("http://", "https://")):
        return path.partition("://")[2].rstrip("/")
    return "/".join(path.split("/")[-2:])


def period(report: Told, zone: ZoneInfo) -> str:
    """Say from when to when a file's acts are, and whether its source left older ones out."""
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
    if report.skipped:
        reasons = [f"{n:,} × {reason}" for reason, n in sorted(report.skipped.items(), key=lambda kv: -kv[1])]
        found.append(("Left out on purpose", ", ".join(reasons)))
    found += [(f"Not read: {reject.get('where', '')}", reject.get("why", "")) for reject in report.rejected[:_SEVERAL]]
    if len(report.rejected) > _SEVERAL:
        found.append(("Not read", f"and {len(report.rejected) - _SEVERAL:,} more rows"))
    if report.unmatched:
        shown = ", ".join(report.unmatched[:_SEVERAL])
        more = f" and {len(report.unmatched) - _SEVERAL:,} more" if len(report.unmatched) > _SEVERAL else ""
        found.append(("Nobody on the roster", shown + more))
    return found


def refusal(report: Told) -> str:
    """Say why a file was refused, without its name before it, and what to do on the page."""
    said = report.refused.removeprefix(f"{report.path}: ").removeprefix(report.path).lstrip(", ")
    plain = _OPTIONS.sub("", said).rstrip(". ")
    if plain != said.rstrip(". "):
        plain += ". Drop it again and the page asks you about it; what lies in the inbox is asked about below"
    return f"{words.sentence(plain)}."


def crashed(path: str) -> Told:
    """Tell of a file that an error of ours kept from being read."""
    return Told(
        path,
        refused=f"{path}: an error inside Evenkeel stopped the reading. Nothing of it was stored, and all other "
        "files are as they were. The terminal has the details; please report them.",
    )
