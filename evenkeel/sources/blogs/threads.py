"""What an item of a feed says it answers (Atom threading, RFC 4685)."""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from evenkeel.sources.reading.xml_text import name

# How WordPress and Blogger address a comment, and how Blogger's interface does.
_A_COMMENT = re.compile(r"#(?:comment-|c)\d+$|/comments/default/\d+$", re.ASCII)


class Answer(NamedTuple):
    """What is answered: its id, the page it can be read on, and the feed or entry that holds it."""

    ref: str = ""
    href: str = ""
    source: str = ""


def answers(item: Element) -> list[Answer]:
    """List what an item says it answers, in its order; a feed reader keeps only the last."""
    found = (child for child in item if name(child.tag) == "thr:in-reply-to")
    return [Answer(*(child.get(key, "").strip() for key in Answer._fields)) for child in found]


def nearest(found: Sequence[Answer], comments: Container[str] = ()) -> Answer | None:
    """Return the comment among the post and the comment that are answered, else the last that is named.

    `comments` are ids that are known to be comments'.
    """
    named = [answer for answer in found if any(answer)]
    direct = [one for one in named if one.ref in comments or any(map(_A_COMMENT.search, one))]
    return next(reversed(direct or named), None)
