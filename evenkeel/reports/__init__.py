"""The same numbers and words on paper: what a page says, for mail, print and files."""
