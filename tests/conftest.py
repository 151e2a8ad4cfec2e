"""Decides once whether the browser tests can run here, and says why where they cannot."""

import importlib.util
import os
import shutil

import pytest

BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


def installed_browser() -> str | None:
    """Return the first Chromium on the PATH."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def browser_lacks() -> str:
    """Return what the browser tests lack on this machine, or nothing."""
    if importlib.util.find_spec("playwright") is None:
        return "no browser tests: playwright is not installed (requirements-dev.txt has it)"
    if installed_browser() is None:
        return f"no browser tests: none of {', '.join(BROWSERS)} is on the PATH"
    return ""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a browser test where there is no browser, or fail it where EVENKEEL_BROWSER=required."""
    if item.get_closest_marker("browser") and (lack := browser_lacks()):
        if os.environ.get("EVENKEEL_BROWSER") == "required":
            pytest.fail(f"{lack}, and EVENKEEL_BROWSER=required", pytrace=False)
        pytest.skip(lack)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium that the browser tests drive."""
    found = installed_browser()
    assert found, browser_lacks()
    return found
