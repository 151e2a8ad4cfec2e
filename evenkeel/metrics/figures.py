"""Figures beside the metrics: of a student's term, of pairs, of the class; explained as metrics are."""

from dataclasses import dataclass

from evenkeel.metrics.descriptions import Description


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as pages know it; `unit` as in `registry.Metric`, or empty for one that is words."""

    id: str
    title: str
    unit: str
    about: Description
