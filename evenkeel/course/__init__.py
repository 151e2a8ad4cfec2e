"""The course: its calendar, what was asked and when, its rules and settings."""
