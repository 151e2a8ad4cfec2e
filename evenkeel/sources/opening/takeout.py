"""Google Takeout: a folder of products, few of which hold anything that is read here.

Names of products and files are in the user's language, brands are not: files of YouTube, Chrome, Blogger and of My
Activity there are looked into and told by their content. All others are passed over unopened, and counted by product.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from evenkeel.errors import ExportRefused
from evenkeel.sources.base import Export
from evenkeel.sources.opening.media import beside

# The folder itself, or the one of YouTube (YouTube and YouTube Music, … und …, … et …) where that alone was packed.
_ROOT = re.compile(r"takeout|youtube .{1,8} youtube music")
_BRANDS = ("youtube", "chrome", "blogger", "android")


def is_root(path: str) -> bool:
    """Tell whether a folder is Google's Takeout, by its name."""
    return _ROOT.fullmatch(path.rpartition("/")[2].casefold()) is not None


def parted(path: str, members: Iterable[Export], known: Callable[[Export], bool]) -> tuple[list[Export], Counter[str]]:
    """Part the files of a Takeout folder into those to be read, or to be spoken of, and counts of others by folder."""
    kept: list[Export] = []
    others: Counter[str] = Counter()
    for member in members:
        if beside(member.path) or _is_read(member, path, known):
            kept.append(member)
        else:
            product, below, _ = member.path[len(path) + 1 :].partition("/")
            others[f"{path}/{product}" if below else path] += 1
    return kept, others


def _is_read(member: Export, path: str, known: Callable[[Export], bool]) -> bool:
    inside = member.path[path.rfind("/") + 1 :].casefold().split("/")
    brand = next((one for part in inside[:-1] for one in _BRANDS if part.startswith(one)), "")
    if not brand:
        return False
    if inside[-1].endswith((".html", ".htm")):  # the history in the wrong format: what to choose has to be said
        return brand == "youtube" and "search" not in inside[-1]
    try:
        return known(member)
    except ExportRefused:
        return True  # a file that is broken is told of
