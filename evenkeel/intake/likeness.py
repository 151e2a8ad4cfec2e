"""What the words of two sources on one act have in common, but for who wrote it."""

import unicodedata

from evenkeel.model import SECOND, Act
from evenkeel.store.held import digest_of

# Tables somebody wrote by hand or by a program of theirs: each row is an act, whatever other files hold.
PLAIN = frozenset({"acts", "ties"})
# So many letters and digits of a title (or text) tell one act of a second from another.
LETTERS = 32


def likeness(act: Act) -> int:
    """Return 64 bits of an act's kind, second and first letters; without a letter they are its own alone."""
    begins = beginning(act.title) or beginning(act.text)
    return digest_of(f"{act.kind}\x1f{act.moment // SECOND}\x1f{begins}" if begins else f"\x1f{act.ref}")


def beginning(written: str) -> str:
    """Return the first letters and digits of a text, the same for every way of writing them."""
    found = ""
    for word in unicodedata.normalize("NFKC", written[: 8 * LETTERS]).casefold().split():
        found += "".join(letter for letter in word if letter.isalnum())
        if len(found) >= LETTERS:
            break
    return found[:LETTERS]
