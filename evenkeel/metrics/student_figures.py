"""Figures of one student's term: own baseline, response by cadence, lateness of a task."""

from evenkeel.metrics.figures import Figure

STUDENT_FIGURES: dict[str, Figure] = {}
