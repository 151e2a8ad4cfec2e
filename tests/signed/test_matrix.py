"""Every page for everybody: what is sent, byte for byte, holds nothing of another student's.

A class of fourteen, each with words that nobody else has. Ben and Ada have nothing to do with each other, so that not
one of Ben's words may ever reach Ada, on whatever page she asks for, however she asks.
"""

import pytest
from itsdangerous import URLSafeSerializer

from evenkeel.access import LOCAL_INSTRUCTOR, Role
from evenkeel.desk import Desk
from evenkeel.desk.signing import session_of
from evenkeel.web.navigation import PAGES
from tests.signed.served import Client, Served, asked_to_make, received, rerun, serving
from tests.web.opened import begin, load

ADA, BEN, PAT, LEE, GONE = (f"{name}@example.org" for name in ("ada", "ben", "pat", "lee", "gone"))
OTHERS = [f"student{n}@example.org" for n in range(12)]
# Words of Ben's alone: name, address, title, text, tag, handle, an answer he got, an activity and a file of his.
BENS = (
    "Benjamin Vale", "Benjamin", BEN, "Quincebutter", "Elderberry", "samphire", "benhandle", "Gooseberry", "Tamarind",
)  # fmt: skip
ADAS = ("Adelheid Example", ADA, "Marmalade", "Cardamom")
COURSE = """\
title: Small
timezone: UTC
starts_on: 2026-01-12
weeks: 15
purposes: {x: leisure, blog: coursework}
schedule:
  - {exercise: weekly-blog-post, every: week, release: "Mon 09:00", due: "Fri 23:59"}
rules:
  - {metric: leisure_minutes, above: 60, rule: "any week"}
  - {metric: acts, above: 900, rule: "any week", student: ben@example.org}
"""
NOW = "2026-02-03T12:00:00Z"


def roster() -> str:
    rows = [
        f"Adelheid Example,{ADA},student,@adahandle", f"Benjamin Vale,{BEN},student,@benhandle",
        f"Pat Help,{PAT},assistant,", f"Lee Teach,{LEE},instructor,", f"Gone Away,{GONE},student,",
        *(f"Student Number{n},{email},student," for n, email in enumerate(OTHERS)),
    ]  # fmt: skip
    return "\n".join(["name,email,role,x", *rows]) + "\n"


def acts() -> str:
    rows = ["id,author,kind,at,text,platform,in_reply_to,to,tags"]
    for week in range(3):
        day = 13 + 7 * week
        at = f"2026-01-{day}T10:0"
        rows += [
            f"a{week},{ADA},post,{at}0:00Z,Marmalade diary of a week,blog,,,cardamomtag",
            f"b{week},{BEN},post,{at}1:00Z,Quincebutter and Elderberry at length,blog,,,samphire",
            f"c{week},{OTHERS[0]},comment,{at}2:00Z,Gooseberry thanks,blog,b{week},,",
            f"d{week},{OTHERS[1]},comment,{at}3:00Z,Cardamom thanks,blog,a{week},,",
        ]
        for n, email in enumerate(OTHERS):
            rows.append(f"o{week}-{n},{email},post,{at}4:{n:02}Z,Words of number {n},blog,,,")
            rows.append(f"p{week}-{n},{email},comment,{at}5:{n:02}Z,An answer,blog,o{week}-{(n + 1) % 12},,")
    return "\n".join(rows) + "\n"


def hours() -> str:
    rows = ["student,start,end,minutes,activity,platform,purpose,meant_to_work,evidence"]
    for week in range(3):
        day = f"2026-01-{14 + 7 * week}"
        for who, activity in [(ADA, "Cardamom scrolling"), (BEN, "Tamarind scrolling"), *((o, "") for o in OTHERS)]:
            rows.append(f"{who},{day}T20:00:00Z,{day}T22:00:00Z,,{activity},x,leisure,no,measured")
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory):
    course = begin(tmp_path_factory.mktemp("matrix") / "course", roster(), acts=acts(), time=hours())
    (course / "course.yaml").write_text(COURSE, "utf-8")
    (course / "inbox" / BEN).mkdir()
    (course / "inbox" / BEN / "Tamarind.csv").write_text(hours().splitlines()[0] + "\n", "utf-8")
    load(course)
    with serving(course, EVENKEEL_NOW=NOW) as app:
        yield app


@pytest.fixture(scope="module")
def ada(served: Served) -> Client:
    return Client(served).sign_in(served.link_for(ADA))


@pytest.fixture(scope="module")
def ben(served: Served) -> Client:
    return Client(served).sign_in(served.link_for(BEN))


@pytest.fixture(scope="module")
def pat(served: Served) -> Client:
    return Client(served).sign_in(served.link_for(PAT))


@pytest.fixture(scope="module")
def lee(served: Served) -> Client:
    return Client(served).sign_in(served.link_for(LEE))


ALL = [entry.name for entry in PAGES]
OF_STUDENTS = [entry.name for entry in PAGES if Role.STUDENT in entry.roles]
NOT_OF_STUDENTS = [name for name in ALL if name not in OF_STUDENTS]


def address(page: str) -> str:
    return "" if page in ("this_week", "my_balance") else page


# The first thing that this server is asked for is a page by its own name: nobody has opened the front yet.
def test_on_a_cold_server_a_deep_link_shows_a_student_nothing_of_the_class(served: Served):
    fresh = Client(served).sign_in(served.link_for(ADA))
    run = fresh.run("balance", student=BEN)
    assert run.ended == "finished" and not run.holds(*BENS, *OTHERS)


@pytest.mark.parametrize("page", ALL)
def test_who_is_not_signed_in_is_sent_nothing(served: Served, page: str):
    run = Client(served).run(address(page))
    assert run.ended == "refused with 403" and not run.holds(*BENS, *ADAS, *OTHERS)
    assert not Client(served).ask(f"/{page}", accept="text/html").body


@pytest.mark.parametrize("page", ALL)
def test_a_student_is_sent_nothing_of_anothers_whatever_page_they_ask_for(ada: Client, page: str):
    for asked in (
        {},
        {"student": BEN, "flag": "1", "week": "3", "number": "leisure_minutes"},
        {"student": "Student 2"},
    ):
        run = ada.run(page, **asked)
        assert run.ended == "finished"
        assert run.holds(*BENS) == [], f"{page} {asked}"
        # Student number one answered Ada, and may be named to her; the others may not.
        assert run.holds(OTHERS[0], *OTHERS[2:], "Number0", "Number2", "Number11") == [], f"{page} {asked}"


@pytest.mark.parametrize("page", NOT_OF_STUDENTS)
def test_a_page_that_is_not_a_students_says_so_or_is_not_there(ada: Client, page: str):
    run = ada.run(page)
    assert run.holds("This page is not open to you", "You do not have access") or run.holds("My balance")


def test_a_students_own_pages_do_show_what_is_theirs(ada: Client, ben: Client):
    shown = b"".join(ada.run(page).sent for page in OF_STUDENTS)
    assert b"Adelheid Example" in shown and b"Cardamom thanks" in shown
    assert ben.run("my_flags").holds("leisure") and not ben.run("my_flags").holds(*ADAS)


@pytest.mark.parametrize("page", [name for name in NOT_OF_STUDENTS if name != "people"])
def test_those_who_review_the_class_are_served(lee: Client, pat: Client, page: str):
    for client in (lee, pat):
        run = client.run(address(page), student=BEN)
        assert run.ended == "finished" and not run.holds("not open to you")


def test_the_words_that_are_looked_for_are_there_to_be_found(lee: Client):
    shown = lee.run("student", student=BEN, week="3")
    assert set(shown.holds(*BENS)) >= {"Benjamin Vale", "Gooseberry"}


@pytest.mark.parametrize("page", NOT_OF_STUDENTS)
def test_a_message_that_asks_for_a_page_by_its_number_is_no_way_in(lee: Client, ada: Client, page: str):
    number = lee.run(address(page)).number
    run = ada.run("my_data", number=number)
    assert number and run.ended == "finished" and run.holds(*BENS, *OTHERS[2:]) == []


def test_an_assistant_does_not_see_who_may_sign_in(pat: Client, lee: Client):
    assert not pat.run("people").holds("link good until", BEN)
    assert lee.run("people").holds("Benjamin Vale")


def test_an_assistant_without_names_is_sent_none(served: Served, pat: Client):
    desk = Desk(served.course)
    try:
        desk.let_assistants_see_names(LOCAL_INSTRUCTOR, False)
        for page in NOT_OF_STUDENTS:
            for asked in ({}, {"student": BEN}, {"student": "Student 2", "number": "leisure_minutes"}):
                run = pat.run(address(page), **asked)
                named = [word for word in BENS if word != BEN or "student" not in asked or asked["student"] != BEN]
                assert run.holds(*named, "Number7", OTHERS[7]) == [], f"{page} {asked}"
    finally:
        desk.let_assistants_see_names(LOCAL_INSTRUCTOR, True)
        desk.close()


def test_a_session_is_not_given_to_anybody_else(ada: Client, ben: Client, served: Served):
    first = ben.run("my_balance")
    resumed = ada.run("my_balance", session=first.session)
    assert resumed.session != first.session and not resumed.holds(*BENS)
    assert Client(served).run("", session=first.session).ended == "refused with 403"


def test_a_file_is_its_own_sessions_alone(lee: Client, ada: Client, served: Served):
    token = URLSafeSerializer("").loads_unsafe(lee.cookie.split("=", 1)[1])[1]
    with lee.connected() as line:
        line.send(rerun("load"))
        files = received(line).files
        assert files, "the page offers the sample files for download"
        for path in files:
            assert lee.ask(path).status == 200
            assert ada.ask(path).status == 404
            assert ada.ask(path, **{"X-Evenkeel-Session": session_of(token)}).status == 404
            assert Client(served).ask(path).status == 401


def test_a_file_made_at_a_click_is_made_and_fetched_by_its_own_session_alone(lee: Client, ada: Client):
    with lee.connected() as mine, ada.connected() as hers:
        mine.send(rerun("conversation"))
        run = received(mine)
        hers.send(rerun(""))
        other = received(hers)
        assert run.buttons, "the page offers the ties, made when they are asked for"
        assert asked_to_make(hers, other.session, run.buttons[-1]) == ""
        path = asked_to_make(mine, run.session, run.buttons[-1])
        assert path.startswith("/media/") and lee.ask(path).status == 200
        assert ada.ask(path).status == 404


def test_who_was_taken_off_the_roster_is_out_at_the_next_click(served: Served):
    gone = Client(served).sign_in(served.link_for(GONE))
    assert gone.run("").ended == "finished"
    text = (served.course / "roster.csv").read_text("utf-8")
    (served.course / "roster.csv").write_text(text.replace(f"Gone Away,{GONE},student,\n", ""), "utf-8")
    Desk(served.course).close()
    for page in ALL:
        assert gone.run(address(page)).ended == "refused with 403"
