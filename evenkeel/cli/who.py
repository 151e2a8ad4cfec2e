"""Who is who: the accounts that wait for a word, and the words that somebody has said."""

import json
from pathlib import Path
from typing import Any

import click

from evenkeel import words
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.cli.asking import as_json_option, clock, course_option, open_course, told
from evenkeel.desk import Desk
from evenkeel.desk.naming import Waiting

_AT_ONCE = 200


@click.command()
@course_option
@click.argument("handle", required=False)
@click.argument("who", required=False)
@click.option("--forget", is_flag=True, help="Forget what was decided about HANDLE.")
@click.option("--decided", is_flag=True, help="List what was decided.")
@as_json_option
@told
def match(folder: Path, handle: str | None, who: str | None, forget: bool, decided: bool, as_json: bool) -> None:
    """Remember that HANDLE (a handle or name in the files) is WHO on the roster, or `nobody` of ours.

    HANDLE may be one account alone: `x:night_owl`. Without both, the accounts that wait for a word are listed, with
    whom they may belong to.
    """
    desk = open_course(folder)
    if decided:
        _list_decided(desk, as_json)
    elif handle is None:
        _list_waiting(desk, as_json)
    elif forget:
        found = desk.forget(LOCAL_INSTRUCTOR, handle)
        click.echo(f"{handle}: {'what was decided is forgotten' if found else 'nothing was decided'}.")
    elif who is None:
        raise click.MissingParameter(param_type="argument", param_hint="'WHO'")
    else:
        person = desk.match(LOCAL_INSTRUCTOR, handle, who, clock())
        click.echo(f"{handle} is {person.name} ({person.email})." if person else f"{handle} is not one of ours.")


def _list_waiting(desk: Desk, as_json: bool) -> None:
    found = desk.waiting(LOCAL_INSTRUCTOR, _AT_ONCE)
    if as_json:
        click.echo(json.dumps([_as_object(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one.key}  {one.shown}: {behind(one)}")
        for suggestion in one.suggestions:
            click.echo(f"    perhaps {suggestion.person.name} ({suggestion.person.email}): {suggestion.reason}")
    click.echo(f"{words.sentence(words.count(len(found), 'account waits', 'accounts wait'))} for a word.")


def behind(one: Waiting) -> str:
    """Say what stands behind an account: `2 acts and 1 time entry`."""
    parts = ((one.acts, "act", "acts"), (one.entries, "time entry", "time entries"), (one.visits, "visit", "visits"))
    return words.together([words.count(n, noun, many) for n, noun, many in parts if n])


def _as_object(one: Waiting) -> dict[str, Any]:
    return {
        "handle": one.key,
        "name": one.shown,
        "platform": one.platform,
        "acts": one.acts,
        "entries": one.entries,
        "visits": one.visits,
        "suggestions": [{"who": s.person.email, "name": s.person.name, "why": s.reason} for s in one.suggestions],
    }


def _list_decided(desk: Desk, as_json: bool) -> None:
    found = desk.decided(LOCAL_INSTRUCTOR)
    if as_json:
        keys = ("handle", "who", "by")
        rows = [dict(zip(keys, (one.spelling, one.email or "nobody", one.by), strict=True)) for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in found:
        who = f"{one.name or 'somebody no longer on the roster'} ({one.email})" if one.email else "not one of ours"
        click.echo(f"{one.spelling}  {one.shown}: {who}, said {one.by}")
    if not found:
        click.echo("Nothing was decided yet.")
