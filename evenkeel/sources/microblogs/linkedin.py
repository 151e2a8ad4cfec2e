"""LinkedIn's larger data archive: the owner's posts, comments and reposts, from three files; all others stay shut.

Of a text in several lines each has quotation marks of its own in Shares.csv. Dates are UTC. A comment says under which
post it stands, and that post may bear another number there than in its author's archive; who is addressed is not told
and not guessed.
"""

import re
from collections.abc import Iterator
from datetime import UTC

from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.microblogs import linkedin_files
from evenkeel.sources.microblogs.linkedin_files import Listed
from evenkeel.sources.microblogs.unnumbered import Acts, apart, owner
from evenkeel.sources.reading.moments import Clock
from evenkeel.text import mentions
from evenkeel.words import count

LINKEDIN = "linkedin"
_URN = re.compile(
    r"urn(?::|%3A)li(?::|%3A)(activity|share|ugcPost|groupPost|article|linkedInArticle)(?::|%3A)([\w-]+)", re.ASCII
)
_BETWEEN_LINES = re.compile(r'"(\r?\n)"')
# Who can see a post: everybody, or every member. Whatever else it says is fewer.
_OPEN = frozenset({"", "PUBLIC", "ANYONE", "MEMBER_NETWORK", "LOGGED_IN", "LOGGED_IN_MEMBERS"})


def identify(export: Export) -> bool:
    """Tell an archive by which files lie in it, and a single file by its columns and addresses."""
    return linkedin_files.is_archive(export) if export.members else linkedin_files.kind_of(export) is not None


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield posts, comments and reposts, and until when the archive shows them."""
    files = linkedin_files.listed(export)
    if not files:
        raise export.refuse(
            "holds no posts or comments. In LinkedIn's settings, under “Get a copy of your data”, ask for the larger "
            "data archive; it comes within a day."
        )
    known = linkedin_files.named(export)
    if any(listed.kind is not Kind.POST for listed in files):  # posts have numbers of their own
        yield from apart(known)
    acts = Acts(LINKEDIN, owner(export, context, known))
    for listed in files:
        yield from _of(listed, acts, f"{listed.export.name}, " if export.members else "")
    shut = len(export.members) - len(files) - (linkedin_files.profile(export) is not None)
    if shut > 0:
        yield Note(f"Not opened, being private or no posts: {count(shut, 'other file')} of the archive.")
    kinds = frozenset(listed.kind for listed in files)
    yield Covers(kinds, acts.owner, None, linkedin_files.until(export, acts.last))


def _of(listed: Listed, acts: Acts, where: str) -> Iterator[Found]:
    read = {Kind.POST: _post, Kind.COMMENT: _comment, Kind.REPOST: _repost}[listed.kind]
    clock = Clock(UTC)
    for row in listed.rows():
        if isinstance(row, Skip | Reject):
            yield row._replace(where=where + row.where) if isinstance(row, Reject) else row
            continue
        line, cells = row
        try:
            yield read(acts, acts.saw(clock.moment(cells["date"])), cells)
        except ValueError as error:
            yield Reject(f"{where}line {line}", str(error))


def _post(acts: Acts, when: int, cells: dict[str, str]) -> Act | Skip:
    visible = cells.get("visibility", "").strip().upper()
    if visible not in _OPEN:
        return Skip("for connections only" if "CONNECTION" in visible else "not public")
    link = _address(cells["sharelink"])
    text = _BETWEEN_LINES.sub(r"\1", cells["sharecommentary"]).strip()
    item = _item(link)
    act = acts.act("shares", Kind.POST, when, text, url=link)
    return act._replace(ref=item) if item and isinstance(act, Act) else act


def _comment(acts: Acts, when: int, cells: dict[str, str]) -> Act | Skip:
    link, text = _address(cells["link"]), cells["message"].strip()
    item = _item(link)
    to = dict.fromkeys(Who(LINKEDIN, handle) for handle in mentions(text))
    return acts.act(
        "comments", Kind.COMMENT, when, text, item or link, to=tuple(to), parent=item or acts.unknown, url=link
    )


def _repost(acts: Acts, when: int, cells: dict[str, str]) -> Act | Skip:
    link = _address(cells["link"])
    item = _item(link)
    return acts.act("reposts", Kind.REPOST, when, "", item or link, parent=item or acts.unknown, url=link)


def _address(cell: str) -> str:
    """Return a web address; nothing where a cell holds another thing."""
    link = cell.strip()
    return link if link.startswith(("https://", "http://")) else ""


def _item(link: str) -> str:
    """Name the post that an address leads to, as its author's archive names it where that has the same number."""
    found = _URN.search(link)
    return f"{LINKEDIN}:{found[1]}:{found[2]}" if found else ""


SOURCE = Source(LINKEDIN, "LinkedIn archive", identify, extract)
