"""Pages run on a course folder of their own, without a server."""

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import run
from evenkeel.access import Viewer
from evenkeel.web import identity
from tests.web.opened import NOW, Open, load


@pytest.fixture(scope="session")
def sample_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A loaded copy of the sample class, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("sample") / "course"
    shutil.copytree(run.SAMPLE, folder, ignore=shutil.ignore_patterns("class.db*"))
    return load(folder)


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Run a page on a course folder: `open_page("student", folder, student="ada@example.org")`.

    `viewer`: who looks, where it is not the instructor at this computer.
    """

    def open_(name: str, course: Path, now: str = NOW, viewer: Viewer | None = None, **asked: str) -> AppTest:
        if viewer:
            monkeypatch.setattr(identity, "viewer", lambda: viewer)
        monkeypatch.setenv("EVENKEEL_COURSE", str(course))
        monkeypatch.setenv("EVENKEEL_NOW", now)
        st.cache_data.clear()
        st.cache_resource.clear()
        at = AppTest.from_file(str(run.ROOT / "pages" / f"{name}.py"), default_timeout=60)
        for key, value in asked.items():
            at.query_params[key] = value
        return at.run()

    return open_
