"""The record of a class: SQLite holds what is known, a DuckDB snapshot of it is what numbers come from."""
