"""What the words of two sources on one act have in common, but for who wrote it."""

import re
import unicodedata
from zlib import crc32

from evenkeel.model import SECOND, Act

# Tables somebody wrote by hand or by a program of theirs: each row is an act, whatever other files hold.
PLAIN = frozenset({"acts", "ties"})
# So many letters and digits of a title (or text) tell one act of a second from another.
LETTERS, _NEAR = 32, 96
_OTHER = re.compile(r"[\W_]+")
_OTHER_ASCII = bytes(sign for sign in range(128) if not chr(sign).isalnum())
_BITS = 30


def likeness(act: Act) -> int:
    """Return a number of an act's second, kind and first letters; without a letter it is the act's own alone.

    The second leads, so that acts in order of time have numbers nearly in order, which an index takes quickly.
    """
    begins = (act.title and beginning(act.title)) or beginning(act.text)
    print_ = crc32(
        f"{act.kind}\x1f{begins}".encode("utf-8", "replace") if begins else act.ref.encode("utf-8", "replace")
    )
    return (act.moment // SECOND << _BITS) | (print_ & ((1 << _BITS) - 1))


def beginning(written: str) -> str:
    """Return the first letters and digits of a text, the same for every way of writing them."""
    found = ""
    for reach in (_NEAR, 16 * _NEAR):  # nearly always the nearer is enough
        part = written[:reach]
        if part.isascii():
            found = part.encode().translate(None, _OTHER_ASCII).decode().lower()
        else:
            found = _OTHER.sub("", unicodedata.normalize("NFKC", part).casefold())
        if len(found) >= LETTERS or len(written) <= reach:
            break
    return found[:LETTERS]
