"""No read without a viewer, and no cache without one in its key: what the code itself says."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from evenkeel.desk import Desk
from evenkeel.desk.signing import Doorkeeper

ROOT = Path(__file__).resolve().parents[2]
# What of a desk asks for no viewer, and why it may.
WITHOUT = {
    "close": "lets go",
    "stamp": "a number that changes",
    "weeks": "the calendar",
    "matches": "the exercises' own definitions",
    "analysis": "what the readers filter; it is theirs alone, see below",
    "own_exercises": "which exercises are the course's own",
    "occasions": "the calendar of what is asked",
    "require_task": "the calendar of what is asked",
    "rubric": "how an exercise is judged, which everybody may know",
    "keep": "keeps what is raised, and tells how many",
    "sentence": "a rule in words",
    "expired": "whether a day is over",
    "refuse_expired": "whether a day is over",
    "name_on_link": "at the door: by a key that only its owner has",
    "sign_in_by_key": "at the door",
    "sign_in_by_code": "at the door",
    "sign_out": "at the door",
    "viewer_by_session": "says who the viewer is",
    "viewer_by_email": "says who the viewer is",
    "the_only_student": "says who the viewer is",
    "name_of": "at the door: the viewer's own name",
    "cookie_secret": "at the door",
}
# What may be cached in web/ without a look in the key, and why.
CACHED_WITHOUT = {
    "_opened": "the desk itself, which asks every reader who they are",
    "_first_seen": "a moment",
    "_kept": "a number",
}
CACHES = {"cache_data", "cache_resource", "lru_cache", "cache"}


def public(of: type) -> Iterator[tuple[str, inspect.Signature]]:
    for name, member in inspect.getmembers(of):
        if not name.startswith("_") and inspect.isfunction(member):
            yield name, inspect.signature(member)


@pytest.mark.parametrize("name", [name for name, _ in public(Desk)])
def test_whatever_a_desk_tells_it_tells_to_somebody(name: str) -> None:
    parameters = list(dict(public(Desk))[name].parameters.values())
    takes = len(parameters) > 1 and parameters[1].name == "viewer" and parameters[1].default is inspect.Parameter.empty
    assert takes != (name in WITHOUT), f"Desk.{name} takes no viewer" if not takes else f"strike {name} from the list"


def test_the_list_of_what_needs_no_viewer_holds_nothing_that_is_gone() -> None:
    assert {name for name, _ in public(Desk)} >= set(WITHOUT) - {"matches"}
    assert {name for name, _ in public(Doorkeeper)} >= {"viewer_by_session", "cookie_secret"}


def sources(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))


def test_only_the_desk_reads_what_is_not_filtered_yet() -> None:
    found = [
        f"{path}:{node.lineno}"
        for folder in ("evenkeel/web", "evenkeel/cli", "evenkeel/reports", "pages")
        for path, tree in sources(folder)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("analysis", "record", "snapshots")
    ]
    assert found == []


def decorated(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, set[str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = {n.attr if isinstance(n, ast.Attribute) else n.id for d in node.decorator_list
                     for n in ast.walk(d) if isinstance(n, ast.Attribute | ast.Name)}  # fmt: skip
            yield node, names


def test_whatever_a_page_caches_it_caches_for_one_viewer() -> None:
    wrong = []
    for folder in ("evenkeel/web", "pages"):
        for path, tree in sources(folder):
            for function, names in decorated(tree):
                first = function.args.args[0] if function.args.args else None
                kind = ast.unparse(first.annotation) if first and first.annotation else ""
                if "cached" in names and kind != "Look":
                    wrong.append(f"{path}:{function.name} is cached, and its first argument is no Look")
                if names & CACHES and function.name not in CACHED_WITHOUT and reads_people(function):
                    wrong.append(f"{path}:{function.name} is cached without a viewer in its key")
    assert wrong == []


def reads_people(function: ast.FunctionDef) -> bool:
    """Tell whether a function touches a desk or a look at all."""
    named = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    said = {ast.unparse(arg.annotation) for arg in function.args.args if arg.annotation}
    return bool(named & {"desk", "look", "Desk", "Look"} or said & {"Desk", "Look"})


def test_the_key_of_a_cached_read_holds_viewer_state_and_moment() -> None:
    tree = ast.parse((ROOT / "evenkeel/web/reads.py").read_text("utf-8"))
    key = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "_key")
    held = ast.unparse(key)
    for part in ("who.role", "who.email", "who.names", "who.looking_as", "look.stamp", "look.now", "look.desk.folder"):
        assert part in held, f"the key lacks {part}"
