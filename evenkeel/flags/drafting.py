"""A kind letter to a student about a flag, in the instructor's own words; pure, and sent by nobody here."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from urllib.parse import quote

# What may stand in braces, and what it stands for.
PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "name": "the student's name as on the roster",
        "first_name": "the student's first name",
        "sentence": "the flag, said to the student: “You …”",
        "week": "the number of the week in which the flag went on",
        "course": "what the course is called",
        "instructor": "your name",
    }
)
# Longer links are cut by some mail programs.
MAILTO_LONGEST = 2_000

_IN_BRACES = re.compile(r"\{([^{}\n]{0,60})\}|[{}]")
# Line ends of every kind, what else moves or hides text, and halves of characters. Emoji keep their joiners.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\\[\]]+@[^\s@<>(),;:\"\\\[\]]+")
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss"})


@dataclass(frozen=True, slots=True)
class Template:
    """A letter before it is anybody's: braces stand for placeholders alone."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Fields:
    """What a letter may say of a student's flag; `sentence` is `wording.reason` said to "You"."""

    name: str
    sentence: str
    week: int
    course: str
    instructor: str

    def values(self) -> dict[str, str]:
        """Return the text of each placeholder, each on one line."""
        texts = {
            "name": self.name,
            "first_name": first_name(self.name),
            "sentence": self.sentence,
            "week": str(self.week),
            "course": self.course,
            "instructor": self.instructor,
        }
        return {name: _one_line(text) for name, text in texts.items()}


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to one student; `problems` are sentences on what should be mended before it goes out."""

    subject: str
    body: str
    problems: tuple[str, ...] = ()


DEFAULT = Template(
    subject="A question about week {week} in {course}",
    body="""Hello {first_name},

Each week I look at how everybody in {course} is getting on, and this seemed worth a look:

{sentence}

I mean this as a question and not as a verdict. The numbers come from files and feeds, which can be wrong or miss \
something, and they do not know the reasons. If something is not as it was (a file is missing, an hour is counted as \
the wrong thing, you were away), tell me and I will have it corrected.

How do you see it? A line in reply is enough. If you would rather talk, name a time that suits you; there is no need \
to tell me anything private.

Kind regards
{instructor}
""",
)


def draft(template: Template, fields: Fields) -> Draft:
    """Write the letter; what is no placeholder stays as it is and is named among the problems."""
    values = fields.values()
    problems = [*check(template), *_holes(template, values)]
    subject = _one_line(_filled(template.subject, values))
    body = _clean(_filled(template.body, values)).strip("\n") + "\n"
    return Draft(subject, body, tuple(problems))


def check(template: Template) -> tuple[str, ...]:
    """Return what is wrong with a template, each a sentence; nothing where it can be used."""
    parts = (("subject", template.subject), ("text", template.body))
    empty = [f"The {where} is empty." for where, text in parts if not _clean(text).strip()]
    return (*empty, *(problem for where, text in parts for problem in _problems(text, where)))


def first_name(name: str) -> str:
    """Return the first name as far as a roster's spelling tells: "Ash, Anna" and "Dr. Anna Ash" are Anna."""
    last, comma, rest = name.partition(",")
    pieces = (rest if comma and rest.strip() else last).split()
    untitled = [piece for piece in pieces if piece.rstrip(".").casefold() not in _TITLES]
    return (untitled or pieces or [""])[0]


def mailto(address: str, letter: Draft) -> str:
    """Return the link that opens the letter in the reader's own mail program (RFC 6068).

    Empty where the address is none (a login). See `too_long` before offering it.
    """
    if not _ADDRESS.fullmatch(address.strip()):
        return ""
    body = quote(_clean(letter.body).replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(address.strip(), safe='@')}?subject={quote(_one_line(letter.subject), safe='')}&body={body}"


def too_long(link: str) -> str:
    """Say that a link is longer than mail programs take; empty where it is not."""
    if len(link) <= MAILTO_LONGEST:
        return ""
    return "This letter is too long to be handed to some mail programs, which would cut it: copy the text instead."


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Put the values in, in one pass: a brace in a name is only a brace."""
    return _IN_BRACES.sub(lambda found: values.get(_named(found), found.group()), text)


def _problems(text: str, where: str) -> Iterator[str]:
    """Yield what stands in braces and should not."""
    for found in _IN_BRACES.finditer(text):
        whole = found.group()
        place = f"line {text.count(chr(10), 0, found.start()) + 1} of the {where}"
        if whole in ("{", "}"):
            yield f"There is a single {whole} in {place}; braces come in pairs around a name, like {{name}}."
        elif _named(found) not in PLACEHOLDERS:
            yield f"Nothing is called {whole} (in {place}). {_instead(_named(found))}"


def _instead(name: str) -> str:
    near = get_close_matches(name, PLACEHOLDERS, n=1)
    there_are = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
    return f"Perhaps {{{near[0]}}}?" if near else f"There are {there_are}."


def _holes(template: Template, values: Mapping[str, str]) -> list[str]:
    used = {_named(found) for text in (template.subject, template.body) for found in _IN_BRACES.finditer(text)}
    return [
        f"Nothing is known for {{{name}}} here; write it yourself."
        for name in PLACEHOLDERS
        if name in used and not values[name]
    ]


def _named(found: re.Match[str]) -> str:
    """Return what a pair of braces names: `{ First name }` is first_name."""
    return "_".join((found.group(1) or "").casefold().split())


def _clean(text: str) -> str:
    """Keep what can be read: lines end in one way, and nothing moves or hides text."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _one_line(text: str) -> str:
    """Write a text in one line, so that no line of it can become a header."""
    return " ".join(_UNSEEN.sub(" ", text).split())
