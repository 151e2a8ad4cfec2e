"""Signing in and out, on the real server: links, codes, cookies, headers, and what is refused."""

import base64
import re

import pytest
from itsdangerous import URLSafeSerializer

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.desk.signing import session_of
from evenkeel.web.door import keeper
from evenkeel.web.door.limits import FOR_ONE_PERSON, FROM_ONE_PLACE, Attempts
from evenkeel.web.door.settings import Way, door
from tests.signed.served import Client, Served, serving
from tests.web.opened import begin, load

ROSTER = (
    "name,email,role\nAda Example,ada@example.org,student\nBen Vale,ben@example.org,student\n"
    "Lee Teach,lee@example.org,instructor\n"
)
ACTS = "id,author,kind,at,text,platform\n1,ada@example.org,post,2026-01-13T10:00:00Z,Marmalade diary,blog\n"
ADA, BEN = "ada@example.org", "ben@example.org"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory):
    course = begin(tmp_path_factory.mktemp("door") / "course", ROSTER, acts=ACTS)
    with serving(load(course)) as app:
        yield app


def test_without_sign_in_there_is_nothing_but_the_door(served: Served):
    stranger = Client(served)
    assert stranger.ask("/", accept="text/html").headers["location"] == "/sign-in"
    assert stranger.ask("/balance", accept="text/html").headers["location"] == "/sign-in"
    for path in ("/", "/static/js/index.js", "/_stcore/host-config", "/media/0123456789.csv", "/component/x/y"):
        assert stranger.ask(path).status == 401
    assert stranger.run("balance").ended == "refused with 403"
    assert stranger.ask("/_stcore/health").status == 200
    assert stranger.ask("/_stcore/metrics").status == 404


def test_looking_at_a_link_signs_nobody_in_and_its_button_does(served: Served):
    link = served.link_for(ADA)
    shown = Client(served).ask(link)
    assert shown.status == 200 and b"Sign in as Ada Example?" in shown.body and "set-cookie" not in shown.headers
    ada = Client(served).sign_in(link)
    assert ada.run("").holds("My balance")


def test_the_cookie_is_signed_unreadable_for_scripts_and_for_this_app_alone(served: Served):
    given = Client(served).ask(served.link_for(ADA), "POST").headers["set-cookie"]
    assert given.startswith("evenkeel=") and "HttpOnly" in given and "SameSite=lax" in given and "Path=/" in given


def altered(cookie: str) -> list[str]:
    """Return a cookie with each of its parts changed, with none, and with another's signature."""
    name, value = cookie.split("=", 1)
    body, signature = value.rsplit(".", 1)
    other = base64.urlsafe_b64encode(b'"another token"').decode().rstrip("=")
    return [
        f"{name}={body}",
        f"{name}={body}.",
        f"{name}={other}.{signature}",
        f"{name}={body}.{signature[::-1]}",
        name,
    ]


def test_an_altered_cookie_is_none(served: Served):
    good = Client(served).sign_in(served.link_for(ADA)).cookie
    assert Client(served, good).ask("/").status == 200
    for cookie in altered(good):
        assert Client(served, cookie).ask("/").status == 401, cookie
        assert Client(served, cookie).run("").ended == "refused with 403"


def test_a_replayed_cookie_is_none_once_its_owner_signed_out(served: Served):
    ada = Client(served).sign_in(served.link_for(ADA))
    gone = ada.ask("/sign-out", "POST")
    assert gone.status == 303 and 'evenkeel=""' in gone.headers["set-cookie"]
    assert ada.ask("/").status == 401 and ada.run("").ended == "refused with 403"


def test_a_code_signs_in_and_is_tried_eight_times_only(served: Served):

    desk = Desk(served.course)
    made = desk.invite(LOCAL_INSTRUCTOR, [BEN], keeper.now())[0]
    desk.close()
    ben = Client(served)
    assert ben.ask("/sign-in", "POST", f"email={BEN}&code={made.code}").status == 303
    answers = [ben.ask("/sign-in", "POST", f"email={BEN}&code=AAAA-AAAA") for _ in range(9)]
    assert [answer.status for answer in answers] == [403] * 8 + [429]
    assert b"go together" in answers[0].body and b"tried too often" in answers[8].body
    assert ben.ask("/sign-in", "POST", f"email={BEN}&code={made.code}").status == 429


def test_a_form_from_another_site_signs_nobody_in(served: Served):
    link = served.link_for(ADA)
    for origin in ("https://elsewhere.example.org", "null", ""):
        answer = Client(served).ask(link, "POST", Origin=origin)
        assert answer.status == 403 and "set-cookie" not in answer.headers
    assert Client(served).ask(link, "POST", "x" * 5000).status == 413


def test_no_header_from_outside_says_who_somebody_is(served: Served):

    lee = Client(served).sign_in(served.link_for("lee@example.org"))
    token = URLSafeSerializer("").loads_unsafe(lee.cookie.split("=", 1)[1])[1]
    for name in ("X-Evenkeel-Session", "x-evenkeel-session", "X_Evenkeel_Session"):
        forged = {name: session_of(token)}
        assert Client(served, headers=forged).run("").ended == "refused with 403"
        ada = Client(served, headers=forged).sign_in(served.link_for(ADA))
        assert ada.run("").holds("My balance", "Thresholds") == ["My balance"]


def test_another_name_for_the_server_is_not_answered(served: Served):
    assert Client(served).ask("/sign-in", Host="evil.example.org").status == 421


def test_every_answer_keeps_others_out(served: Served):
    ada = Client(served).sign_in(served.link_for(ADA))
    for answer in (ada.ask("/"), ada.ask("/sign-in"), Client(served).ask("/nowhere"), ada.ask("/static/none")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe-eval" not in policy and "frame-ancestors 'none'" in policy
        assert not re.search(r"script-src[^;]*unsafe-inline", policy) and "http" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
    assert ada.ask("/").headers["cache-control"] == "no-store"


def test_sign_in_is_taken_back_at_the_next_click(served: Served):

    ada = Client(served).sign_in(served.link_for(ADA))
    desk = Desk(served.course)
    desk.revoke(LOCAL_INSTRUCTOR, ADA, keeper.now())
    desk.close()
    assert ada.run("").ended == "refused with 403"


def test_a_record_that_cannot_be_read_lets_nobody_in_and_says_so(tmp_path):
    course = begin(tmp_path / "course", ROSTER)
    (course / "class.db").write_bytes(b"this is no database " * 100)
    with serving(course) as app:
        for cookie in ("", "evenkeel=something"):
            answer = Client(app, cookie).ask("/")
            assert answer.status == 503 and b"cannot be read at the moment" in answer.body
            assert b"Traceback" not in answer.body and b"class.db" not in answer.body


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"EVENKEEL_SIGN_IN": "maybe"}, "EVENKEEL_SIGN_IN is maybe. Expected: links or university"),
        ({"EVENKEEL_SIGN_IN": "links"}, "the app's own address is not"),
        ({"EVENKEEL_SIGN_IN": "links", "EVENKEEL_URL": "http://evenkeel.example.org"}, "without https"),
        ({"EVENKEEL_SIGN_IN": "links", "EVENKEEL_URL": "evenkeel.example.org"}, "no plain address"),
        ({"EVENKEEL_SIGN_IN": "links", "EVENKEEL_URL": "https://evenkeel.example.org/app"}, "no plain address"),
    ],
)
def test_a_door_that_is_set_up_wrong_says_how(said, sentence):

    assert sentence in door(said).wrong


def test_a_door_that_is_set_up_right_is_secure_by_https():

    found = door({"EVENKEEL_SIGN_IN": "Links", "EVENKEEL_URL": "https://evenkeel.example.org/"})
    assert (found.way, found.url, found.host, found.secure, found.wrong) == (
        Way.LINKS, "https://evenkeel.example.org", "evenkeel.example.org", True, "",
    )  # fmt: skip


def test_tries_are_counted_by_place_and_person_and_forgotten_in_time():

    attempts = Attempts()
    for _ in range(FOR_ONE_PERSON.tries):
        attempts.wrong("here", ADA, 0.0)
    assert attempts.too_many("there", ADA, 1.0) and not attempts.too_many("there", BEN, 1.0)
    assert not attempts.too_many("there", ADA, FOR_ONE_PERSON.seconds)
    for _ in range(FROM_ONE_PLACE.tries):
        attempts.wrong("here", "", 5.0)
    assert attempts.too_many("here", "", 6.0) and not attempts.too_many("there", "", 6.0)
