"""A web server for each test."""

from collections.abc import Iterator

import pytest

from tests.live.web import Web, running


@pytest.fixture
def web() -> Iterator[Web]:
    """A web server on this computer."""
    with running() as server:
        yield server
