"""Reddit's answer to a data request: the tables of one account's posts and comments.

The archive holds its messages, chats, votes and addresses in tables of their own, which stay shut; of the
statistics only the account's name and the day of the export are kept. The column of IP addresses is never read.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from functools import partial

from evenkeel.model import Act, Covers, Found, Kind, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.moments import Clock, iso_moment
from evenkeel.sources.reading.tables import encoding_note, header, open_table

_FIELDS = ("id", "permalink", "date", "subreddit", "body", "title", "url", "link", "parent")
_POSTS = frozenset({"id", "permalink", "date", "subreddit", "title", "url", "body"})
_COMMENTS = frozenset({"id", "permalink", "date", "subreddit", "link", "parent", "body"})
_READ = re.compile(r"(?:posts|comments)(?:_\d+)?\.csv", re.ASCII)
# What lies in an archive. Another file there is somebody else's, and must not vanish in the bundle.
_OWN = re.compile(
    r"(?:account_gender|announcements|approved_submitter_subreddits|birthdate|chat_history|checkfile|comment_headers"
    r"|comments|comment_votes|drafts|friends|gilded_comments|gilded_content|gilded_posts|gold_received|hidden_posts"
    r"|ip_logs|linked_identities|linked_phone_number|message_headers|messages|messages_archive"
    r"|messages_archive_headers|moderated_subreddits|multireddits|payouts|persona|poll_votes|post_headers|posts"
    r"|post_votes|purchases|saved_comments|saved_posts|scheduled_posts|sensitive_ads_preferences|statistics|stripe"
    r"|subscribed_subreddits|subscriptions|twitter|user_preferences)(?:_\d+)?\.csv",
    re.ASCII,
)
_GONE = frozenset({"[deleted]", "[removed]"})
_POST_ID = re.compile(r"/comments/([a-z0-9]+)", re.ASCII | re.IGNORECASE)
_USER = re.compile(r"(?<![\w/])/?u/([\w-]{3,20})", re.ASCII)


def identify(export: Export) -> bool:
    """Tell an archive by its tables of posts or comments, and one of these by its columns."""
    if not export.members:
        return header(export) >= _POSTS or header(export) >= _COMMENTS
    names = _names(export)
    return all(map(_OWN.fullmatch, names)) and any(map(identify, _tables(export)))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the account's posts and comments, and until when the tables show them."""
    name, exported = _about(export)
    author = Who("reddit", name) if name else context.owner
    if author is None:
        raise export.refuse(
            "does not say whose posts and comments it holds. Load the whole archive, or put the file into "
            "inbox/<e-mail address>/, or name the student with --student."
        )
    tables = _tables(export) if export.members else [export]
    kinds, last = set[Kind](), exported
    for table in tables:
        kind = Kind.POST if header(table) >= _POSTS else Kind.COMMENT
        kinds.add(kind)
        for found in _acts(table, kind, author, f"{table.name}, " if export.members else ""):
            last = max(last, found.moment) if isinstance(found, Act) else last
            yield found
    yield Covers(frozenset(kinds), author, None, last or None)


def _names(export: Export) -> dict[str, Export]:
    return {member.path[len(export.path) + 1 :].casefold(): member for member in export.members}


def _tables(export: Export) -> list[Export]:
    return [member for name, member in sorted(_names(export).items()) if _READ.fullmatch(name) and identify(member)]


def _about(export: Export) -> tuple[str, int]:
    """Return the account's name and the moment of the export, as far as the statistics tell them."""
    statistics = _names(export).get("statistics.csv") if export.members else None
    table = open_table(statistics) if statistics else None
    if table is None:
        return "", 0
    columns = table.columns(("statistic", "value"), {})
    rows = (row[1] for row in table.rows(columns.values()) if not isinstance(row, Skip | Reject))
    told = {key: value for key, value in rows if key in ("account name", "export time")}
    return told.get("account name", "").strip(), iso_moment(told.get("export time")) or 0


def _acts(table_of: Export, kind: Kind, author: Who, place: str) -> Iterator[Found]:
    table = open_table(table_of)
    if table is None:
        return
    yield from encoding_note(table)
    moment = Clock(UTC).moment
    make = partial(_post if kind is Kind.POST else _comment, author=author)
    for row in table.rows(table.columns(_FIELDS, {}).values()):
        if isinstance(row, Skip):
            yield row
        elif isinstance(row, Reject):
            yield row._replace(where=place + row.where)
        else:
            line, cells = row
            number, date, body = cells[0].strip(), cells[2], cells[4]
            if body.strip() in _GONE:
                yield Skip("deleted")
                continue
            try:
                when = moment(date.removesuffix(" UTC"))
                if not number:
                    raise ValueError("has no id")
                yield make(cells, when)
            except ValueError as error:
                yield Reject(f"{place}line {line}", str(error))


def _post(cells: tuple[str, ...], when: int, author: Who) -> Act:
    number, permalink, _, subreddit, body, title, url, _, _ = cells
    text = body.strip() or (url.strip() if url.strip() != permalink.strip() else "")
    return Act(
        f"reddit:t3_{_bare(number)}",
        author,
        Kind.POST,
        when,
        "reddit",
        text,
        title.strip(),
        "",
        _users(body),
        (subreddit,) if subreddit else (),
        "",
        permalink.strip(),
    )


def _comment(cells: tuple[str, ...], when: int, author: Who) -> Act:
    number, permalink, _, subreddit, body, _, _, link, parent = cells
    return Act(
        f"reddit:t1_{_bare(number)}",
        author,
        Kind.COMMENT,
        when,
        "reddit",
        body.strip(),
        "",
        _answered(parent.strip(), link, permalink),
        _users(body),
        (subreddit,) if subreddit else (),
        "",
        permalink.strip(),
    )


def _answered(parent: str, link: str, permalink: str) -> str:
    """Name what a comment answers: another comment, or the post where none is named."""
    if parent:
        return f"reddit:{'t3' if parent.startswith('t3_') else 't1'}_{_bare(parent)}"
    post = _POST_ID.search(link) or _POST_ID.search(permalink)
    return f"reddit:t3_{post[1].casefold()}" if post else ""


def _bare(number: str) -> str:
    return number.strip().removeprefix("t1_").removeprefix("t3_").casefold()


def _users(body: str) -> tuple[Who, ...]:
    """Name the users that a text mentions as u/name."""
    return tuple(dict.fromkeys(Who("reddit", name.casefold()) for name in _USER.findall(body))) if "u/" in body else ()


SOURCE = Source("reddit", "Reddit data request", identify, extract)
