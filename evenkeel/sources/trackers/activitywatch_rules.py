"""The rules of ActivityWatch's categories: which windows they match, and what a category's name says of the purpose.

A rule is the student's own regular expression over app and title; of several that match, the deepest category wins,
as in ActivityWatch itself. Titles are looked at in memory and go nowhere. Only a name that says so outright gives a
purpose: “Media” is not yet leisure.
"""

import re
from collections.abc import Iterator
from typing import Any

from evenkeel import words
from evenkeel.accounts import folded
from evenkeel.model import Found, Note, Purpose, Reject
from evenkeel.sources.base import Export
from evenkeel.sources.reading.json_text import parsed
from evenkeel.sources.trackers import purposes

_NAMED = {**purposes.SAID, "school": Purpose.COURSEWORK, "study": Purpose.COURSEWORK}
# A group repeated without end, or an echo of one, can keep a search busy for years; so can many loose ends in a row.
_ENDLESS = re.compile(r"(?<!\\)\)(?:[*+]|\{\d*,)|\\[1-9]|\(\?P=")
_LOOSE = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\d*\})")
_MOST_LOOSE, _LONGEST_RULE, _LONGEST_TITLE = 2, 4_000, 300


class Rules:
    """Categories as (path, what they match), in the order of the file."""

    def __init__(self) -> None:
        self._rules: list[tuple[tuple[str, ...], re.Pattern[str]]] = []
        self._known: dict[tuple[str, str], str] = {}

    def purpose(self, app: str, title: str) -> str:
        """Say what a window was for; empty where no category says so."""
        if not self._rules:
            return ""
        window = (app, title[:_LONGEST_TITLE])
        if window not in self._known:
            self._known[window] = _said(self._deepest(*window))
        return self._known[window]

    def _deepest(self, app: str, title: str) -> tuple[str, ...]:
        matching = (path for path, rule in self._rules if rule.search(app) or rule.search(title))
        return max(matching, key=len, default=())  # of several as deep, the first

    def learn(self, export: Export) -> Iterator[Found]:
        """Take over the categories of a file; yield the rules that cannot be used, and what the names say."""
        found = parsed(export)
        for place, category in enumerate(found["categories"], 1):
            try:
                path = tuple(str(name) for name in category["name"])
                rule = category["rule"]
                if isinstance(rule, dict) and rule.get("type") == "regex" and rule.get("regex"):
                    self._rules.append((path, _compiled(rule)))
            except (KeyError, TypeError):
                yield Reject(f"category {place}", "has no name or rule")
            except (re.error, ValueError, OverflowError, RecursionError) as error:
                yield Reject(f"category {' > '.join(path)[:80]}", f"its rule cannot be used ({error})")
        named = sorted({path[-1] for path, _ in self._rules if _said(path)})
        yield Note(
            f"The purpose of windows was read from the {words.count(len(named), 'category', 'categories')} "
            f"{words.together([f'“{name}”' for name in named[:8]])}."
            if named
            else "No category is named coursework, study, school or leisure, so that they say nothing of the purpose."
        )


def _said(path: tuple[str, ...]) -> str:
    """Return what the last name of a path that says anything says."""
    return next((_NAMED[spelt].value for name in reversed(path) if (spelt := folded(name)) in _NAMED), "")


def _compiled(rule: dict[str, Any]) -> re.Pattern[str]:
    regex = str(rule["regex"])
    if len(regex) > _LONGEST_RULE:
        raise ValueError("it is too long")
    if _ENDLESS.search(regex) or any(len(_LOOSE.findall(part)) > _MOST_LOOSE for part in regex.split("|")):
        raise ValueError("matching it could take for ever; write it without repeated groups")
    return re.compile(regex, re.IGNORECASE if rule.get("ignore_case") else 0)
