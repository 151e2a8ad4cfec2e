"""The settings of ours behind numbers, said where the numbers are shown: no published value exists for them."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from evenkeel import words
from evenkeel.course.values import Settings
from evenkeel.metrics.class_figures import CLASS_FIGURES
from evenkeel.metrics.descriptions import SENSIBLE, SETTINGS, Description, setting
from evenkeel.metrics.registry import METRICS
from evenkeel.metrics.student_figures import STUDENT_FIGURES

FIGURES = {**STUDENT_FIGURES, **CLASS_FIGURES}
# What a rule adds to the settings of its number.
RULE = ("calm_share", "calm_weeks")
FIXED = "Estimated minutes alone never flag: that is fixed on purpose, and no setting."


def about(number: str) -> Description:
    """Return what a metric or a figure means, by its id."""
    return METRICS[number].about if number in METRICS else FIGURES[number].about


def names(numbers: Iterable[str], rules: bool = False) -> tuple[str, ...]:
    """List the settings behind metrics and figures, each once; `rules`: those of flags too."""
    found = [name for number in numbers if number in METRICS or number in FIGURES for name in about(number).settings]
    return tuple(dict.fromkeys([*found, *(RULE if rules else ())]))


def sentence(settings: Settings, numbers: Iterable[str], rules: bool = False) -> str:
    """Say with which settings numbers were counted, nothing where there are none."""
    held = [setting(name, settings) for name in names(numbers, rules) if name in SETTINGS]
    if not held:
        return ""
    fixed = f" {FIXED}" if rules else ""
    return f"Counted with (settings of ours, each can be set for this course): {words.together(held)}.{fixed}"


def show(settings: Settings, numbers: Iterable[str], rules: bool = False) -> None:
    """Put the sentence on the page, small and in quiet ink."""
    if said := sentence(settings, numbers, rules):
        st.html(f'<p class="ek-quiet" style="margin:0;max-width:48rem;font-size:.875rem">{escape(said)}</p>')


def rows(settings: Settings, number: str) -> list[tuple[str, str, str]]:
    """Write a number's settings as a table: what it does, the value here, and how course.yaml says it."""
    return [_row(settings, name) for name in about(number).settings if name in SETTINGS]


def _row(settings: Settings, name: str) -> tuple[str, str, str]:
    sensible = f" ({SENSIBLE[name]})" if name in SENSIBLE else ""
    default = getattr(Settings(), name)
    value = getattr(settings, name)
    whose = "as it comes with Evenkeel" if value == default else f"set for this course; it comes as {_plain(default)}"
    return f"{words.sentence(setting(name, settings))}{sensible}", whose, f"{name}: {_plain(value)}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else f"{value:g}"
