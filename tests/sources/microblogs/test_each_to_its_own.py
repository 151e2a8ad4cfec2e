"""Of all importers, exactly one takes each invented export: what one network writes is not taken for another's."""

import pytest

from evenkeel.sources import SOURCES, is_bundle
from evenkeel.sources.base import Export
from evenkeel.sources.opening.files import uploaded
from tests.sources.golden import GOLDEN, SAMPLES, sample

NAMES = sorted(path.name for path in GOLDEN.iterdir() if path.with_name(f"{path.name}.json").exists())
REAL = sorted(
    path.relative_to(SAMPLES).as_posix()
    for folder in ("bluesky", "twarc-v2", "wxr", "feeds-misc", "ghost", "medium", "google-takeout")
    for path in (SAMPLES / folder).rglob("*")
    if path.is_file() and "__MACOSX" not in path.parts
)


def taking(export: Export) -> list[str]:
    return [source.name for source in SOURCES if source.identify(export)]


@pytest.mark.parametrize("name", NAMES)
def test_one_importer_takes_an_invented_export(name: str) -> None:
    for export in uploaded(name, (GOLDEN / name).read_bytes(), is_bundle):
        assert isinstance(export, Export) and len(taking(export)) == 1, taking(export)


@pytest.mark.parametrize("path", REAL)
def test_at_most_one_importer_takes_a_real_file(path: str) -> None:
    taken = taking(sample(path))
    assert len(taken) <= 1
    if path.startswith("bluesky/"):
        assert taken in (["bluesky"], ["bluesky-car"])
    elif path.startswith("twarc-v2/"):
        assert taken == ["twarc"] or not path.endswith(".jsonl")
