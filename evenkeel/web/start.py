"""What happens once, when the server starts."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit import config

from evenkeel.web import address, navigation
from evenkeel.web.door import downloads
from evenkeel.web.door.gate import Gate
from evenkeel.web.door.headers import SafeHeaders
from evenkeel.web.door.routes import routes as door_routes
from evenkeel.web.door.settings import door

# By its place: what it imports must not be imported before the server runs.
SHELL = Path(__file__).with_name("shell.py")
# What the first page would otherwise wait for, about half a second.
_NAMES = ("week", "balance", "student", "flags", "conversation", "thresholds", "load", "numbers", "exercise")
_VIEWS = tuple(f"evenkeel.web.{name}_view" for name in _NAMES)
_HEAVY = ("altair", "duckdb", "pandas", "pyarrow", "evenkeel.charts.balance", "evenkeel.charts.weeks")


def refuse_the_network() -> None:
    """End the process with a sentence unless the app is to be served to this computer alone."""
    if why := address.refusal():
        sys.exit(why)
    if host := door().host:
        # Hidden in Streamlit: the one way to add to what .streamlit/config.toml allows.
        config._set_option("server.allowedHosts", [*config.get_option("server.allowedHosts"), host], "EVENKEEL_URL")


def middleware() -> list[Middleware]:
    """List what every request passes first."""
    if door().signs_in:
        return [Middleware(SafeHeaders), Middleware(Gate)]
    return [Middleware(SafeHeaders), Middleware(address.ThisComputerOnly), Middleware(Gate)]


def routes() -> list[Route]:
    """Lead the first pages' own names to the front: Streamlit keeps them at "/" and knows them by no other name."""
    return [*(Route(f"/{name}", _to_the_front) for name in navigation.FRONTS), *door_routes()]


def _to_the_front(request: Request) -> RedirectResponse:
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Warm up before the server answers: who is told the address finds the first page ready."""
    downloads.take_over()
    await asyncio.to_thread(warm_up)
    yield None


def warm_up() -> None:
    """Import what the first page needs, and count the class's numbers."""
    for module in _HEAVY:
        import_module(module)
    # Not imported above: what is cached must not be declared before the server runs.
    for view in _VIEWS:
        import_module(view)
    _draw_once()
    import_module("evenkeel.web.reads").warm_up()


def _draw_once() -> None:
    """Draw one chart of nobody: Altair's first takes ten times as long as any later one."""
    pandas, charts = import_module("pandas"), import_module("evenkeel.charts.balance")
    theme = import_module("evenkeel.charts.theme")
    nobody = pandas.DataFrame({"student": [], "name": [], "hours": [], "balance": [], "evidence": []})
    nobody = nobody.assign(flagged=False, named=False)
    theme.spec(charts.chart(nobody, theme.LIGHT))
