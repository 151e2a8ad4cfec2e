"""Signing in with a university's account: st.login against a real OpenID Connect provider on this computer."""

import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import run
from tests.browser.conftest import answer, free_port
from tests.web.opened import begin, load

ROSTER = (
    "name,email,role\nAda Example,ada@example.org,student\nBen Vale,ben@example.org,student\n"
    "Lee Teach,lee@example.org,instructor\n"
)
ACTS = "id,author,kind,at,text,platform\n1,ada@example.org,post,2026-01-13T10:00:00Z,Marmalade diary,blog\n"
CLAIMS = {
    "ada": {"email": "Ada@example.org", "email_verified": True},
    "lee": {"email": "lee@example.org", "email_verified": True},
    "unvouched": {"email": "lee@example.org", "email_verified": False},
    "stranger": {"email": "eve@example.org", "email_verified": True},
}
SECRETS = """\
[auth]
redirect_uri = "{url}/oauth2callback"
cookie_secret = "a secret of this test alone, long enough"
client_id = "evenkeel"
client_secret = "another"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email" }}
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A provider that knows four people by one click each."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import User, run_server_in_thread
    people = [User(sub=name, claims=claims) for name, claims in CLAIMS.items()]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def app(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The app of a class of two, opened by that provider's accounts."""
    home = tmp_path_factory.mktemp("university")
    course = load(begin(home / "course", ROSTER, acts=ACTS))
    port, log, secrets = free_port(), home / "app.log", home / "secrets.toml"
    url = f"http://localhost:{port}"
    secrets.write_text(SECRETS.format(url=url, provider=provider), "utf-8")
    environ = {**os.environ, "EVENKEEL_COURSE": str(course), "EVENKEEL_NOW": "2026-02-03T12:00:00Z"}
    environ |= {"EVENKEEL_SIGN_IN": "university", "EVENKEEL_URL": url}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--secrets.files={secrets}"]
    with log.open("wb") as said:
        running = subprocess.Popen(
            [*command, *run.streamlit_options(port)], cwd=run.ROOT, env=environ, stdout=said, stderr=said
        )
    try:
        answer(running, port, log)
        yield url, course
    finally:
        run.stop(running)


def sign_in(page: Any, url: str, who: str) -> None:
    """Go the whole way: the app's button, the provider's page, back again."""
    page.goto(url)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=who).or_(page.get_by_role("link", name=who)).first.click()
    page.wait_for_url(f"{url}/**", timeout=30_000)
    page.get_by_role("button", name="Sign out").wait_for(timeout=30_000)


def test_a_verified_address_on_the_roster_opens_the_pages_of_its_role(app: tuple[str, Path], open_page: Any) -> None:
    url, course = app
    ada, lee = open_page("light", "wide"), open_page("dark", "phone")
    ada.goto(f"{url}/balance")
    ada.get_by_role("button", name="Sign in").wait_for(timeout=30_000)
    assert "Marmalade" not in ada.content() and "Ben Vale" not in ada.content()

    sign_in(ada, url, "ada")
    ada.get_by_text("Ada Example, student").wait_for()
    assert ada.get_by_role("link", name="My balance").count() and not ada.get_by_role("link", name="Thresholds").count()

    sign_in(lee, url, "lee")
    lee.get_by_text("Lee Teach, instructor").wait_for()

    # A right that is withdrawn ends at the next click.
    (course / "roster.csv").write_text(ROSTER.replace("Ada Example,ada@example.org,student\n", ""), "utf-8")
    lee.goto(f"{url}/people")
    lee.get_by_role("heading", name="1 student").wait_for(timeout=30_000)
    ada.get_by_role("link", name="My data").click()
    ada.get_by_text("ada@example.org is not on this class's roster").wait_for(timeout=30_000)
    (course / "roster.csv").write_text(ROSTER, "utf-8")


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("stranger", "eve@example.org is not on this class's roster."),
        ("unvouched", "Your university does not vouch for the address lee@example.org as yours"),
    ],
)
def test_any_other_account_gets_a_sentence_and_no_page(
    app: tuple[str, Path], page: Any, who: str, sentence: str
) -> None:
    sign_in(page, app[0], who)
    page.get_by_text(sentence).wait_for()
    assert page.get_by_role("link", name="Balance").count() == 0 and "Ada Example" not in page.content()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/end_session**")  # the provider is told too, and asks in its own words
    page.goto(app[0])
    page.get_by_role("button", name="Sign in").wait_for(timeout=30_000)
