"""Figures of the class and of pairs in it: the network, and the stairway of relationships."""

from evenkeel.metrics.figures import Figure

CLASS_FIGURES: dict[str, Figure] = {}
