"""Frame in, chart out: pure functions whose docstrings name the columns they read."""
