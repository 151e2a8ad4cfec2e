"""What the course's own platforms give: the forum's export from Moodle, the gradebook from Canvas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from evenkeel.sample.corner import MOODLE
from evenkeel.sample.files import html, number_for
from evenkeel.sample.nouns import Act, Person, Written
from evenkeel.sample.story import ClassStory

FORUM = (
    *("id", "discussion", "parent", "userid", "userfullname", "created", "modified", "mailed", "subject", "message"),
    *("messageformat", "messagetrust", "attachment", "totalscore", "mailnow", "deleted", "privatereplyto"),
    *("privatereplytofullname", "wordcount", "charcount"),
)
GRADES = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Weekly posts (4711)", "Final Score")


def write_moodle(story: ClassStory) -> list[Written]:
    """The forum's CSV with a private reply and a deleted post in it, and the gradebook."""
    rows = [_row(story, act) for act in story.at_venue(MOODLE)]
    hidden = [_hidden(story, number, story.at_venue(MOODLE)[0]) for number in (1, 2)] if rows else []
    files = [Written("inbox/grades-PR_310.csv", _table(GRADES, _grades(story)))]
    if rows:
        skipped = {"deleted": 1, "private reply": 1}
        files.append(Written("inbox/moodle/discussion.csv", _table(FORUM, [*rows, *hidden]), skipped))
    return files


def _row(story: ClassStory, act: Act) -> list[str]:
    author = story.person(act.author)
    name = author.name if author else act.author
    thread = act
    while thread.parent is not None:
        thread = story.act(thread.parent)
    subject = thread.title if act is thread else f"Re: {thread.title}"
    answers = str(act.parent) if act.parent is not None else "0"
    return _cells(str(act.key), str(thread.key), answers, name, act.at, subject, html(act.text))


def _cells(
    number: str, thread: str, answers: str, name: str, at: datetime, subject: str, message: str, *, gone: bool = False
) -> list[str]:
    seconds, words = str(int(at.timestamp())), str(len(message.split()))
    who = [str(number_for(f"moodle:{name}", 5)), name]
    numbers = ["1", "0", "", "", "0", str(int(gone)), "0", "", words, str(len(message))]
    return [number, thread, answers, *who, seconds, seconds, "1", subject, message, *numbers]


def _hidden(story: ClassStory, number: int, thread: Act) -> list[str]:
    """A deleted reply to a thread (1) and a private one (2), which are nobody's business."""
    name, key = story.students[number].name, str(thread.key)
    text = "This is private and must never be read." if number == 2 else "Wrong forum, sorry."
    at = story.term.moment(1, 2, 9)
    row = _cells(str(70_000 + number), key, key, name, at, f"Re: {thread.title}", text, gone=number == 1)
    if number == 2:
        row[FORUM.index("privatereplyto")] = "2"
    return row


def _grades(story: ClassStory) -> Iterable[Sequence[str]]:
    yield ["    Points Possible", "", "", "", "", "10", "(read only)"]
    for at, person in enumerate(story.students, 1):
        last = person.name.split()[-1]
        name = f"{last}, {' '.join(person.name.split()[:-1])}"
        yield [name, str(90_000 + at), f"00{310_000 + at}", person.email, person.section, _points(person), "88"]
    yield ["Student, Test", "99999", "", "7f3a", "310-01", "", ""]


def _points(person: Person) -> str:
    return str(len(person.slug) % 10)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
