"""Two labs gone through as a person does: rows entered, changed and taken along; and how the pages read aloud."""

import csv
import re
import zipfile

import pytest

PROBES = re.compile(r"_stcore/(health|host-config)")
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def lab_app(app_server):
    """The app on a copy of the sample class that the tests here may change."""
    return app_server()


def until(page, words: str) -> None:
    page.locator("h1", has_text=words).first.wait_for(timeout=30_000)


def test_a_customer_is_asked_entered_and_taken_along(page, lab_app, tmp_path) -> None:
    page.goto(f"{lab_app.url}/labs")
    until(page, "What do you want to find out?")
    page.get_by_role("button", name="Value of social customers").click()
    until(page, "of followers bought")
    page.get_by_role("textbox", name="Brand", exact=True).fill("Tea & Co")
    for question in ("Follows the brand", "Bought there in the last four weeks"):
        page.get_by_role("radiogroup", name=question, exact=True).get_by_text("yes", exact=True).click()
    page.get_by_role("button", name="Add this answer").click()
    page.get_by_text("Answer added.").wait_for(timeout=20_000)
    page.get_by_text("One by one:").click()
    page.get_by_role("cell", name="Tea & Co").first.wait_for()
    page.get_by_text("From a CSV, and as a CSV").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Answers as CSV").click()
    download.value.save_as(tmp_path / "answers.csv")
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 169
    assert (rows[-1]["by"], rows[-1]["brand"], rows[-1]["bought"]) == ("", "Tea & Co", "yes")


def test_a_release_is_written_looked_at_changed_and_taken_to_word(page, lab_app, tmp_path) -> None:
    page.goto(f"{lab_app.url}/labs?lab=social-media-release")
    until(page, "releases have every part")
    page.get_by_role("textbox", name="Headline").fill("A <b>garden</b> opens")
    page.get_by_role("textbox", name="Core facts (optional)").fill("It opens on Monday.\nIt is free.")
    page.get_by_role("button", name="Add this release").click()
    page.get_by_text("Release added.").wait_for(timeout=20_000)
    page.get_by_text("Missing: quotes, links, multimedia, tags, boilerplate and contact").wait_for()
    page.get_by_text("A <b>garden</b> opens").first.wait_for()
    page.get_by_text("Change a release, or take it back").click()
    page.get_by_role("button", name="Change it").click()
    page.get_by_text("You change No.").wait_for(timeout=20_000)
    page.get_by_role("textbox", name="Tags (optional)").fill("#garden")
    page.get_by_role("button", name="Keep the change").click()
    page.get_by_text("Missing: quotes, links, multimedia, boilerplate and contact").wait_for(timeout=20_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="For Word").click()
    download.value.save_as(tmp_path / "release.docx")
    with zipfile.ZipFile(tmp_path / "release.docx") as archive:
        assert "A &lt;b&gt;garden&lt;/b&gt; opens" in archive.read("word/document.xml").decode()


def test_a_lab_reads_aloud_and_says_nothing_in_the_console(any_page, lab_app) -> None:
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    failed: list[str] = []
    any_page.on("pageerror", lambda error: said.append(str(error)))
    any_page.on("console", lambda m: said.append(m.text) if m.type == "error" and "404" not in m.text else None)
    any_page.on("response", lambda r: failed.append(r.url) if r.status >= 400 and not PROBES.search(r.url) else None)
    any_page.goto(f"{lab_app.url}/labs?lab=response-audit")
    until(any_page, "A person answered")
    any_page.locator('path[aria-label^="e-mail:"]').first.wait_for(timeout=30_000)
    any_page.get_by_text("What this does not show").wait_for(timeout=20_000)
    any_page.wait_for_timeout(1500)
    found = Axe().run(any_page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in SERIOUS] == []
    assert (said, failed) == ([], [])
    assert any_page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
