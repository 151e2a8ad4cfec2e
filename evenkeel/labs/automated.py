"""What speaks for an answer that no person wrote; the signs are shown, and a person decides."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

# An answer this quick was hardly typed, and texts this much alike are one text.
QUICK_SECONDS = 60
ALIKE = 0.9
_ENOUGH = 2
_HEADER = re.compile(r"^auto-submitted\s*:\s*(?!no\b)\S", re.IGNORECASE | re.MULTILINE)
_NO_REPLY = re.compile(r"\b(?:no|do[-_. ]?not)[-_. ]?reply\b|\bmailer-daemon\b", re.IGNORECASE)
_STOCK = re.compile(
    r"automat(?:ed|ic) (?:reply|response|message)|out of (?:the )?office|do not reply to this|"
    r"we have received your (?:message|e-?mail|request|enquiry|inquiry)|your (?:ticket|case|reference) number|"
    r"thank you for (?:contacting|reaching out|your (?:message|e-?mail|enquiry|inquiry))",
    re.IGNORECASE,
)


class Reply(NamedTuple):
    """An answer as it came: seconds after the question (None: not known), words, sender, mail headers."""

    seconds: float | None
    text: str = ""
    sender: str = ""
    headers: str = ""


def signs(reply: Reply, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what speaks for an automatic answer, in words; `others` are other answers of the same organisation.

    RFC 3834's header Auto-Submitted is one by itself.
    """
    found = [
        ("the header Auto-Submitted says so (RFC 3834)", bool(_HEADER.search(reply.headers))),
        (f"it came in under {QUICK_SECONDS} seconds", reply.seconds is not None and reply.seconds < QUICK_SECONDS),
        ("another answer has nearly the same words", any(alike(reply.text, other) for other in others)),
        ("it has a stock phrase", bool(_STOCK.search(reply.text))),
        ("its sender takes no replies", bool(_NO_REPLY.search(reply.sender))),
    ]
    return tuple(words for words, holds in found if holds)


def looks_automated(found: tuple[str, ...]) -> bool:
    """Tell whether signs are enough to ask a person: the header, or any two of the others."""
    return len(found) >= _ENOUGH or any("RFC 3834" in sign for sign in found)


def alike(one: str, other: str) -> bool:
    """Tell whether two texts are nearly the same, whatever their capitals and blanks."""
    a, b = (" ".join(text.casefold().split())[:2000] for text in (one, other))
    if not a or not b:
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    # The quick upper bounds spare most pairs the whole comparison.
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
