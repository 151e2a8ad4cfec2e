"""Words from outside on a page of ours: names and reasons are shown as text and never read as Markdown."""

_MARKS = frozenset("\\`*_[]<>$#|~:")


def plain(text: str) -> str:
    """Give a text so that Markdown shows it as it stands; line breaks stay."""
    safe = "".join(f"\\{letter}" if letter in _MARKS else letter for letter in text)
    return safe.replace("\n", "  \n")
