"""The week's letter to the instructor: printed, written to a file, or sent; made for cron."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from evenkeel import mail, words
from evenkeel.access import LOCAL_INSTRUCTOR, Role
from evenkeel.cli.asking import DONE, FINDINGS, course_option, moment_of, now_option, open_course, stop, told
from evenkeel.desk import Desk
from evenkeel.mail.letter import is_address
from evenkeel.model import DAY
from evenkeel.reports.digest import Digest, NotYet
from evenkeel.reports.digest import digest as digest_of
from evenkeel.reports.digest_html import as_html
from evenkeel.reports.digest_text import as_text

# Where the app answers, for the letter's link.
URL = "EVENKEEL_URL"
_FORMS = {".html": as_html, ".htm": as_html, ".txt": as_text}


@click.command()
@course_option
@click.option("--week", type=int, help="Tell of this week (default: the last completed one).")
@now_option
@click.option(
    "-o", "target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write .html or .txt."
)
@click.option("--send", "sends", is_flag=True, help="Mail it to the roster's instructors (docs/mail.md).")
@click.option("--to", "to", multiple=True, metavar="ADDRESS", help="Mail it to this address instead; may be repeated.")
@told
def digest(folder: Path, week: int | None, now: str, target: Path | None, sends: bool, to: Sequence[str]) -> None:
    """Tell of the week that has ended: who is worth a look, what came in, what is missing."""
    _refuse_wrong_use(target, sends, to)
    server = mail.settings()
    if sends and not server.configured():
        stop(" ".join([*server.problems, "docs/mail.md explains the variables; nothing was sent."]))
    desk = open_course(folder)
    at = moment_of(now, desk)
    found = digest_of(desk, LOCAL_INSTRUCTOR, at, week, _url())
    if isinstance(found, NotYet):
        _say_not_yet(found, week)
    elif target is not None:
        target.write_text(_FORMS[target.suffix.casefold()](found), "utf-8")
        click.echo(f"{target}: {words.week(found.week)}.")
    elif not sends:
        click.echo(as_text(found), nl=False)
    if isinstance(found, Digest) and sends:
        _send(server, found, to or _instructors(desk), known=week is None and at - found.until >= 7 * DAY)


def _refuse_wrong_use(target: Path | None, sends: bool, to: Sequence[str]) -> None:
    if target is not None and target.suffix.casefold() not in _FORMS:
        stop(f"-o takes a file that ends in .html or .txt, found {str(target)!r}.")
    if to and not sends:
        stop("--to says where to send it; add --send.")
    for address in to:
        if not is_address(address):
            stop(f"--to takes an e-mail address, found {address!r}.")


def _url() -> str:
    """Return where the app answers, if the environment says so."""
    found = os.environ.get(URL, "").strip()
    if found and not found.startswith(("http://", "https://")):
        stop(f"{URL} takes an address such as http://localhost:8501, found {found!r}.")
    return found


def _say_not_yet(found: NotYet, week: int | None) -> None:
    """Say that there is nothing to tell: wrong use where a week was asked for, else no mistake of anybody."""
    if week is not None:
        stop(found.sentence)
    click.echo(found.sentence)


def _instructors(desk: Desk) -> tuple[str, ...]:
    """Return the instructors on the roster who can get mail."""
    everybody = [p for p in desk.people(LOCAL_INSTRUCTOR) if p.role == Role.INSTRUCTOR]
    return tuple(f"{p.name} <{p.email}>" for p in everybody if is_address(p.email))


def _send(server: mail.Settings, found: Digest, to: Sequence[str], known: bool) -> None:
    """Send the letter, and end with the exit code of what came of it."""
    if known:
        click.echo(
            f"No week has ended since {words.week(found.week)}, which was told of before; nothing was sent. "
            f"--week {found.week} sends it again."
        )
        return
    if not to:
        stop("No instructor on the roster has an e-mail address: name one with --to. Nothing was sent.")
    letter = mail.Message(tuple(to), found.subject, as_text(found), as_html(found), automatic=True)
    came = mail.send(server, letter)
    if isinstance(came, mail.NotSent):
        click.echo(came.sentence, err=True)
        sys.exit(FINDINGS)
    click.echo(f"{words.sentence(words.week(found.week))} was sent to {words.together(list(came.to))}.")
    for sentence in came.refused:
        click.echo(sentence, err=True)
    sys.exit(FINDINGS if came.refused else DONE)
