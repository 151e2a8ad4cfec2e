"""What of a name, a handle or an address is compared when somebody is to be suggested."""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

# Letters that are no other letter with a mark; and the German way of writing marks out.
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "'": "", "’": ""}
)
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\"[^\"]*\"|“[^”]*”")
_PART = re.compile(r"\s*[|•·~/]\s*|\s+[-–—]+\s+")
_WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_NAME = frozenset({"dr", "prof", "mr", "mrs", "ms", "mx", "phd", "jr", "sr", "ii", "iii"})
# Hosts that carry many people's pages under a path; elsewhere the first part of the host is the name.
_SHARED = frozenset({"medium", "tumblr", "blogspot", "wordpress", "substack", "youtube", "linkedin", "github", "sites"})

# Short forms of first names that share no beginning with them, or that several names share; each group is one name.
NICKNAMES = (
    {"elizabeth", "liz", "lizzie", "beth", "betty", "eliza"}, {"katherine", "catherine", "kate", "katie", "kathy"},
    {"william", "will", "bill", "billy", "liam"}, {"robert", "rob", "bob", "bobby"}, {"richard", "rick", "dick"},
    {"margaret", "maggie", "meg", "peggy", "greta"}, {"james", "jim", "jimmy", "jamie"}, {"john", "jack", "johnny"},
    {"charles", "charlie", "chuck"}, {"edward", "ed", "eddie", "ted", "ned"}, {"henry", "harry", "hank"},
    {"alexander", "alex", "xander", "sasha", "sandy"}, {"alexandra", "alex", "sasha", "sandra", "lexi"},
    {"michael", "mike", "mick", "misha"}, {"anthony", "tony"}, {"christopher", "chris"}, {"joseph", "joe", "pepe"},
    {"francisco", "paco", "pancho", "francis", "frank"}, {"jose", "pepe"}, {"maria", "mia", "mariela"},
    {"patricia", "pat", "patty", "trish"}, {"susan", "sue", "suzy"}, {"rebecca", "becky", "becca"},
    {"abigail", "abby", "gail"}, {"theodore", "theo", "ted"}, {"samuel", "sam"}, {"samantha", "sam", "sammy"},
    {"nicholas", "nick", "nico", "klaus"}, {"matthew", "matt"}, {"andrew", "andy", "drew"}, {"dmitri", "dima", "mitya"},
    {"yekaterina", "ekaterina", "katya"}, {"aleksandr", "sasha", "alex"}, {"giovanni", "gianni", "vanni"},
)  # fmt: skip


def plain(text: str) -> str:
    """Fold case, and letters with a mark to the letter alone."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def written_out(text: str) -> str:
    """Fold as `plain` does, but with ü as ue."""
    return plain(unicodedata.normalize("NFC", text).casefold().translate(_WRITTEN_OUT))


def letters(text: str) -> str:
    """Return the letters alone, folded."""
    return "".join(_WORD.findall(plain(text)))


def parts(name: str, fold: Callable[[str], str] = plain) -> tuple[str, ...]:
    """Return a name's parts, folded, first name first: without titles, pictures, asides and what stands after a bar."""
    text = next((part for part in _PART.split(_ASIDE.sub(" ", name)) if _WORD.search(part)), "")
    last, comma, first = text.partition(",")
    if comma and not (set(_WORD.findall(plain(first))) <= _NO_NAME):
        text = f"{first} {last}"
    return tuple(word for word in _WORD.findall(fold(text)) if word not in _NO_NAME)


def stem(handle: str) -> str:
    """Return the letters and digits of a handle, without the host it may name; nothing of one that no person chose."""
    name = handle.strip().lstrip("@")
    if name.startswith("did:") or name.casefold().startswith(("mail:", "site:", "name:")):
        return ""
    if "/" in name:
        return page(name)
    name = name.partition("@")[0]
    found = plain(name.split(".bsky.")[0] if ".bsky." in name else name)
    return "".join(letter for letter in found if letter.isalnum())


def page(address: str) -> str:
    """Return the name in the address of somebody's page: the host's first part, or the path where hosts are shared."""
    try:
        parsed = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return ""
    host = parsed.netloc.casefold().removeprefix("www.").split(".")
    path = [part.lstrip("@~") for part in parsed.path.split("/") if part]
    name = path[-1] if path and (host[0] in _SHARED or len(host) < 2) else host[0]
    return "".join(letter for letter in plain(name) if letter.isalnum())


def pieces(handle: str) -> tuple[str, ...]:
    """Return the words of a handle that are told apart by capitals, dots, lines or digits, folded."""
    return tuple(_WORD.findall(plain(_CAMEL.sub(" ", handle.partition("@")[0] or handle).replace("_", " "))))


def one_name(one: str, other: str) -> bool:
    """Tell whether a first name is a short form of another, or both are of a third."""
    return any(one in group and other in group for group in NICKNAMES)


def apart(one: str, other: str, most: int) -> int:
    """Count the letters to change, add, drop or swap to turn one word into another; more than `most` is `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, against in enumerate(other, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > most:
            return most + 1
        before, above = above, here
    return min(above[-1], most + 1)
