"""Evenkeel: engagement balance against procrastination time, for a public-relations class."""

__version__ = "0.1.0"
