"""Blog files that were cut, shuffled or overwritten: read, rejected or refused, and never anything else."""

from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Note, Reject, Skip, Who
from evenkeel.sources.blogs import SOURCES
from tests.sources.golden import CONTEXT, GOLDEN, export_of

NAMES = ("ghost.json", "json_feed.json")
FILES = sorted(path.read_bytes() for path in GOLDEN.iterdir() if path.suffix in (".xml", ".atom") or path.name in NAMES)
for archive in ("medium.zip", "substack.zip"):
    with ZipFile(GOLDEN / archive) as opened:
        FILES += [opened.read(name) for name in opened.namelist() if name.startswith("posts")]
OWNER = Who(handle="ann@example.org")
PIECES = [
    b"<",
    b"&",
    b"]]>",
    b"\x00",
    b"\x08",
    b"\xff",
    b"http://[",
    b"0000-00-00",
    b"<!ENTITY",
    b"#comment-",
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    content = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 40)))
        kind = draw(st.sampled_from(["cut", "shuffle", "write"]))
        if kind == "cut":
            content = content[:start] + draw(st.sampled_from([b"", content[end:]]))
        elif kind == "shuffle":
            content = content[:start] + bytes(draw(st.permutations(content[start:end]))) + content[end:]
        else:
            content = content[:start] + draw(st.sampled_from(PIECES)) + content[end:]
    return content


@settings(max_examples=200, deadline=None)
@given(damaged())
def test_a_damaged_file_is_read_rejected_or_refused(content: bytes) -> None:
    export = export_of(content)
    assert sum(source.identify(export) for source in SOURCES) <= 1
    for source in SOURCES:
        try:
            found = list(source.extract(export, CONTEXT._replace(owner=OWNER)))
        except ExportRefused as refusal:
            assert str(refusal).startswith("export.xml")
            continue
        assert all(isinstance(one, Act | Covers | Note | Reject | Skip) for one in found)
        assert all(any(one.author) for one in found if isinstance(one, Act) and isinstance(one.author, Who))
