"""The house keeps its shape: who may import whom, where SQL and Streamlit stand, how long things get.

A failing test names the place and the rule; a rule that is wrong is changed here and in docs/architecture.md.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A room is a module or a folder of evenkeel/, a folder of pages, or the file that starts the app.
# room: the other rooms it may import. A room that is not built yet may stand here; one that is built must.
PLAIN = {"errors", "model", "accounts", "text", "words"}  # nouns, and helpers that know no class
KNOWN = PLAIN | {"access", "course"}  # and who is looking, and when the term is
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "accounts": set(),
    "text": set(),
    "words": set(),
    "model": {"errors"},
    "access": {"errors", "model"},
    "people": {"errors", "model", "accounts"},
    "course": PLAIN,
    "sources": PLAIN,
    "store": {"errors", "model", "access"},
    "metrics": KNOWN,
    "flags": KNOWN,
    "exercises": KNOWN,
    "labs": KNOWN | {"metrics"},
    "gradebooks": PLAIN | {"sources"},
    "charts": PLAIN,
    "intake": KNOWN | {"people", "sources", "store"},
    "layouts": PLAIN | {"sources"},
    "live": PLAIN,
    "refresh": KNOWN | {"people", "sources", "store", "intake", "live"},
    "inbox": KNOWN | {"people", "sources", "store", "intake", "layouts"},
    "leaving": KNOWN | {"people", "sources", "store", "intake", "inbox"},
    "tables": KNOWN | {"people", "sources", "store", "intake", "inbox", "layouts"},
    "desk": KNOWN
    | {"people", "store", "metrics", "flags", "exercises", "labs", "intake", "inbox", "refresh", "tables", "leaving"}
    | {"gradebooks", "live"},
    "printing": KNOWN | {"flags", "intake", "refresh"},
    "reports": KNOWN | {"metrics", "flags", "desk"},
    "mail": {"errors", "words"},
    "web": KNOWN
    | {"metrics", "flags", "exercises", "labs", "charts", "intake", "inbox", "refresh", "layouts", "tables", "desk"}
    | {"reports", "mail", "leaving", "gradebooks"},
    "sample": PLAIN | {"course"},
    "cli": KNOWN
    | {
        "metrics",
        "flags",
        "exercises",
        "labs",
        "intake",
        "inbox",
        "refresh",
        "layouts",
        "desk",
        "printing",
        "sample",
        "leaving",
    }
    | {"reports", "mail", "gradebooks"},
    "__main__": {"cli"},
    "pages": {"web", "charts", "metrics"},
    "app": KNOWN | {"web"},
}
# All that pages see of these rooms: a page asks web for its numbers, and the registry for their names.
PAGES_ONLY = {"metrics": {"evenkeel.metrics", "evenkeel.metrics.registry"}}

SQL_ROOMS = {"store", "metrics"}
STREAMLIT_ROOMS = {"web", "pages", "app"}
SQL = re.compile(r"^\s*(SELECT|INSERT|CREATE|UPDATE|DELETE|WITH)\s")

LONGEST_FILE = 350
LONGEST_FUNCTION = 50
# "path" or "path:function": why it is better long.
LONG_FOR_A_REASON: dict[str, str] = {}

# Folders that exist on one machine only.
OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(?:work|farm|tmp|root|home/\w+|Users/\w+)/|\b[A-Z]:\\Users\\")
NOT_READ = {".png", ".jpg", ".gif", ".pdf", ".zip", ".gz", ".xlsx", ".db", ".sqlite", ".woff2"}


def rooms() -> Iterator[tuple[str, Path]]:
    """Yield every Python file of the product with its room."""
    for path in sorted((ROOT / "evenkeel").rglob("*.py")):
        parts = path.relative_to(ROOT / "evenkeel").with_suffix("").parts
        if parts != ("__init__",):
            yield parts[0], path
    for path in sorted((ROOT / "pages").glob("*.py")):
        yield "pages", path
    if (ROOT / "app.py").exists():
        yield "app", ROOT / "app.py"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def place(path: Path, line: int = 0) -> str:
    return path.relative_to(ROOT).as_posix() + (f":{line}" if line else "")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of whatever a file imports, also inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = absolute(node, path)
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def absolute(node: ast.ImportFrom, path: Path) -> str:
    """Return what `from … import` names, with leading dots resolved."""
    if not node.level:
        return node.module or ""
    package = path.relative_to(ROOT).parts[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def room_of(name: str) -> str:
    """Return the room of an imported name, or nothing if it is not one of ours."""
    first, _, rest = name.partition(".")
    return rest.partition(".")[0] if first == "evenkeel" else first if first in ("pages", "app") else ""


def module_of(name: str) -> str:
    """Return the module that an imported name is, or is taken from."""
    path = ROOT.joinpath(*name.split("."))
    return name if path.is_dir() or path.with_suffix(".py").exists() else name.rpartition(".")[0]


def wrong_import(room: str, name: str) -> bool:
    target = room_of(name)
    if target in ("", room) or target == "__version__":
        return False
    if room == "pages" and target in PAGES_ONLY:
        return module_of(name) not in PAGES_ONLY[target]
    return target not in ROOMS[room]


def test_every_room_stands_in_the_table() -> None:
    assert {room for room, _ in rooms()} - set(ROOMS) == set(), "say in ROOMS what these may import"


def test_imports_point_one_way() -> None:
    found = [
        f"{place(path, line)}: {room} may not import {name}"
        for room, path in rooms()
        if room in ROOMS
        for line, name in imported(path)
        if wrong_import(room, name)
    ]
    assert found == []


def test_the_table_has_no_circles() -> None:
    left = {room: set(others) for room, others in ROOMS.items()}
    while ready := {room for room, others in left.items() if not others & set(left)}:
        left = {room: others for room, others in left.items() if room not in ready}
    assert left == {}


def test_the_rooms_that_explain_a_class_never_know_each_other() -> None:
    apart = {"sources", "metrics", "flags", "exercises", "charts"}
    assert {room: known for room in apart if (known := ROOMS[room] & apart)} == {}


def test_streamlit_stays_in_web_and_pages() -> None:
    found = [
        f"{place(path, line)}: streamlit"
        for room, path in rooms()
        if room not in STREAMLIT_ROOMS
        for line, name in imported(path)
        if name.partition(".")[0] == "streamlit"
    ]
    assert found == []


def test_sql_stays_in_store_and_metrics() -> None:
    found = [
        f"{place(path, node.lineno)}: {node.value.strip()[:40]!r}"
        for room, path in rooms()
        if room not in SQL_ROOMS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    homes = [ROOT / "evenkeel" / room for room in SQL_ROOMS]
    files = (ROOT / "evenkeel").rglob("*.sql")
    found += [place(path) for path in files if not set(homes) & set(path.parents)]
    assert found == []


def test_a_page_begins_with_its_guard() -> None:
    unguarded = [place(path) for room, path in rooms() if room == "pages" and not guarded(tree(path))]
    assert unguarded == [], "a deep link runs the page alone, so its first statement is the guard"


def guarded(page: ast.Module) -> bool:
    """Tell whether the first statement after docstring and imports calls a function named `…require…`."""
    first = next((node for node in page.body if not introduces(node)), ast.Pass())
    return any("require" in name for name in called(first))


def introduces(node: ast.stmt) -> bool:
    """Tell whether a statement is an import or a docstring."""
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or isinstance(node, ast.Import | ast.ImportFrom)


def called(statement: ast.stmt) -> Iterator[str]:
    """Yield the names of the functions that a bare call or an assignment calls; a definition calls none."""
    if isinstance(statement, ast.Expr | ast.Assign | ast.AnnAssign):
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func).rpartition(".")[2]


def test_no_file_and_no_function_is_too_long() -> None:
    found = {name: lines for _, path in rooms() for name, lines in too_long(path)}
    assert {name: lines for name, lines in found.items() if name not in LONG_FOR_A_REASON} == {}
    assert set(LONG_FOR_A_REASON) <= set(found), "no longer long: take it off the list"


def too_long(path: Path) -> Iterator[tuple[str, int]]:
    lines = len(path.read_text("utf-8").splitlines())
    if lines > LONGEST_FILE:
        yield place(path), lines
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{place(path)}:{node.name}", lines


def test_no_tracked_file_names_a_folder_of_one_machine() -> None:
    found = [
        f"{name}:{number}: {match.group()}"
        for name in tracked()
        for number, line in enumerate(readable(ROOT / name).splitlines(), start=1)
        if (match := OF_ONE_MACHINE.search(line))
    ]
    assert found == []


def tracked() -> list[str]:
    """Return what git keeps; skip where this is not a clone."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git clone: nothing says which files are kept")
    return [name for name in listed.stdout.decode().split("\0") if name]


def readable(path: Path) -> str:
    """Return a file's text; nothing where it is no text, or gone, or this file with its patterns."""
    if path.suffix in NOT_READ or path == Path(__file__).resolve() or not path.is_file():
        return ""
    return path.read_text("utf-8", errors="replace")


# The rules themselves, on small examples: a test that cannot fail guards nothing.


@pytest.mark.parametrize(
    ("room", "name", "wrong"),
    [
        ("model", "evenkeel.errors.EvenkeelError", False),
        ("errors", "evenkeel.model.Act", True),
        ("flags", "evenkeel.metrics.METRICS", True),
        ("store", "evenkeel.store.record.connect", False),
        ("store", "evenkeel.words", True),
        ("web", "evenkeel.sources.find", True),
        ("web", "evenkeel.sample", True),
        ("pages", "evenkeel.metrics.METRICS", False),
        ("pages", "evenkeel.store.record", True),
        ("pages", "streamlit", False),
    ],
)
def test_the_contract_tells_right_from_wrong(room: str, name: str, wrong: bool) -> None:
    assert wrong_import(room, name) is wrong


@pytest.mark.parametrize(
    ("page", "guards"),
    [
        ("'Who is late.'\nfrom evenkeel.web import require_instructor\nrequire_instructor()", True),
        ("require_instructor(viewer())", True),
        ("viewer = guard.require_viewer()", True),
        ("st.title('Balance')", False),
        ("def page(): require_instructor()", False),
        ("if odd: require_instructor()", False),
        ("", False),
    ],
)
def test_only_a_call_that_always_happens_first_is_a_guard(page: str, guards: bool) -> None:
    assert guarded(ast.parse(page)) is guards


@pytest.mark.parametrize(
    ("pattern", "text", "hit"),
    [
        (SQL, "\n  SELECT 1", True),
        (SQL, "WITH late AS", True),
        (SQL, "Select a week", False),
        (SQL, "With 3 of 24", False),
        (OF_ONE_MACHINE, "open('/home/ada/x')", True),
        (OF_ONE_MACHINE, "https://example.org/home/ada/", False),
    ],
)
def test_the_patterns_hit_what_they_should(pattern: re.Pattern[str], text: str, hit: bool) -> None:
    assert bool(pattern.search(text)) is hit
