"""A flag's whole life in a real browser: looked at, talked about, written about by mail, excused, resolved, told."""

import re
from collections.abc import Iterator

import pytest

from tests.mail_server import Postbox, mail_server
from tests.web.flagged import ROSA, leisure, write

# Streamlit asks for these below a deep link first, and then at the root.
PROBES = re.compile(r"_stcore/(health|host-config)")


@pytest.fixture(scope="module")
def post() -> Iterator[tuple[Postbox, int]]:
    """A mail server on this computer."""
    box = Postbox()
    with mail_server(box) as port:
        yield box, port


@pytest.fixture(scope="module")
def flagged_app(app_server, tmp_path_factory, post):
    """The app on a class in which Rosa has a flag, set up for the mail server."""
    return app_server(
        write(tmp_path_factory.mktemp("flagged") / "course", leisure("rosa@example.org", ROSA)),
        EVENKEEL_NOW="2026-04-27T14:00:00Z",
        EVENKEEL_SMTP_HOST="127.0.0.1",
        EVENKEEL_SMTP_PORT=str(post[1]),
        EVENKEEL_SMTP_FROM="Ida Ingle <ida@example.org>",
        EVENKEEL_SMTP_SECURITY="none",
    )


def press(page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def until(page, words: str) -> None:
    """Wait until words stand on the page to be read."""
    page.get_by_text(words).first.wait_for(timeout=30_000)


def test_a_flag_is_looked_at_written_about_talked_over_excused_and_resolved(page, flagged_app, post) -> None:
    page.goto(f"{flagged_app.url}/?week=9")
    page.get_by_role("link", name="New. Open the flag").click()
    until(page, "1 flag is new")

    press(page, "Seen")
    until(page, "Seen. Still worth a look.")
    page.get_by_label("A note").fill("Works nights since March.")
    press(page, "Keep the note")
    until(page, "Works nights since March.")

    press(page, "Write to Rosa Reed…")
    page.get_by_label("Subject", exact=True).fill("How was week 9?")
    page.get_by_label("Subject", exact=True).blur()
    page.locator("code", has_text="How was week 9?").wait_for()
    press(page, "Send it to rosa@example.org")
    until(page, "The letter to Rosa Reed is in the history.")
    letter = post[0].letter()
    assert (letter["To"], letter["Subject"]) == ("Rosa Reed <rosa@example.org>", "How was week 9?")
    assert "You spent 3 h on leisure in week 9, past the line of 1 h." in letter.get_content()

    page.get_by_label("A few words").fill("Met after class.")
    press(page, "Talked")
    until(page, "Talked about. Still worth a look.")
    press(page, "Useful")
    until(page, "1 of 1 that was marked was useful")

    press(page, "Excuse…")
    press(page, "Excuse these weeks")
    until(page, "Excused, and not looked at: week 9.")
    press(page, "Open again")
    until(page, "Seen. Still worth a look.")
    press(page, "Resolved")
    until(page, "Resolved. The numbers have not been calm since.")

    page.get_by_text("Everything that was decided").click()
    history = page.locator("table", has_text="About").last
    history.get_by_text("Leisure, flag of week 9: resolved").wait_for()
    told = [row.rpartition(": ")[2] for row in history.locator("td[data-of=What]").all_inner_texts()]
    assert told == [
        *("resolved", "opened again", "excused for week 9", "the flag was useful"),
        *("talked about", "a letter went out", "note", "seen"),
    ]
    with page.expect_download() as taken:
        press(page, "Download as CSV")
    assert "sent from here: “How was week 9?”" in taken.value.path().read_text("utf-8")


def test_the_page_reads_aloud_and_says_nothing_in_the_console(any_page, flagged_app) -> None:
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    failed: list[str] = []
    any_page.on("pageerror", lambda error: said.append(str(error)))
    any_page.on("console", lambda m: said.append(m.text) if m.type == "error" and "404" not in m.text else None)
    any_page.on("response", lambda r: failed.append(r.url) if r.status >= 400 and not PROBES.search(r.url) else None)
    any_page.goto(f"{flagged_app.url}/flags?flag=1")
    press(any_page, "Write to Rosa Reed…")
    any_page.get_by_label("Subject", exact=True).wait_for()
    any_page.get_by_text("Everything that was decided").click()
    any_page.get_by_label("About").wait_for()
    any_page.wait_for_timeout(1500)
    found = Axe().run(any_page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []
    assert (said, failed) == ([], [])
    # Nothing wider than the screen: a phone must not have to be pushed sideways.
    assert any_page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
