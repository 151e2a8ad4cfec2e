"""The week's letter says what a hand can count, in text and HTML alike, and nothing of a week that still runs."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.course.calendar import moment
from evenkeel.desk import Desk
from evenkeel.errors import NotAllowed
from evenkeel.flags.life import Step
from evenkeel.flags.standing import headline, standing
from evenkeel.reports.digest import CAUTION, Digest, Lacking, Noticed, NotYet, digest
from evenkeel.reports.digest_html import as_html
from evenkeel.reports.digest_text import as_text
from tests.class_folder import load, write_course

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
# Weeks 1 to 6 begin on 12, 19, 26 January and 2, 9, 16 February 2026.
ACTS = """id,author,kind,at,text,in_reply_to,to
p1,anna@example.org,post,2026-01-13T10:00,First words,,
c1,ben@example.org,comment,2026-01-14T10:00,I think so,p1,
t1,Anna Ash,tweet,2026-01-21T10:00,@ben look,,
p2,ben@example.org,post,2026-02-09T10:00,Late words,,
p3,Carla Nobody,post,2026-01-21T10:00,Who am I,,
"""
TIME = """student,start,end,minutes,platform,purpose,meant_to_work,evidence
anna@example.org,2026-01-13T10:00,2026-01-13T16:00,,x,leisure,yes,measured
anna@example.org,2026-01-20T10:00,2026-01-20T16:00,,x,leisure,yes,measured
anna@example.org,2026-01-27T10:00,2026-01-27T11:00,,x,leisure,yes,measured
anna@example.org,2026-02-03T10:00,2026-02-03T11:00,,x,leisure,yes,measured
"""
RULE = {"metric": "procrastination_minutes", "above": 300, "rule": "2 of 3"}
WEEK_5 = datetime(2026, 2, 10, 12, tzinfo=UTC)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Desk]:
    """Anna is past 5 h in weeks 1 and 2 and calm in 3 and 4; nobody knows of Ben's time, nor of any Carla."""
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": ACTS, "inbox/time.csv": TIME}, rules=[RULE])
    load(folder)
    with closing(Desk(folder)) as desk:
        yield desk


def told(desk: Desk, week: int | None = None, at: datetime = WEEK_5, url: str = "") -> Digest:
    found = digest(desk, LOCAL_INSTRUCTOR, moment(at, desk.course.zone), week, url)
    assert isinstance(found, Digest)
    return found


def refused(desk: Desk, week: int | None, at: datetime) -> str:
    found = digest(desk, LOCAL_INSTRUCTOR, moment(at, desk.course.zone), week)
    assert isinstance(found, NotYet)
    return found.sentence


def test_a_week_is_told_as_a_hand_counts_it(small: Desk) -> None:
    found = told(small, 2)
    assert (found.course, found.week, found.dates) == ("Small", 2, "19–25 January")
    assert found.headline == "1 of 2 is worth a look in week 2; it is new"
    assert found.new == (
        Noticed(
            "Anna Ash",
            2,
            (
                "Anna Ash spent 6 h and 6 h on leisure while work was due in weeks 1 and 2, past the line of 5 h in "
                "2 of the last 2 weeks.",
            ),
        ),
    )
    assert (found.still, found.calm) == ((), ())
    assert found.came_in == "1 act in week 2, more than in a usual week (0)."
    assert found.rows == (("Short posts", "1", "0", "1 of 2"),)
    assert found.missing == (
        Lacking("No tracker or diary data", ("Ben Birk",), "Minutes are estimated from posting times and never flag."),
    )
    assert found.unmatched == "1 account with 1 act fits nobody on the roster, and is counted for nobody."
    assert found.as_of == "10 February 2026, 07:00"


def test_who_still_is_and_who_is_calm_again_have_their_own_places(small: Desk) -> None:
    third, fourth = told(small, 3), told(small, 4)
    assert third.headline == "1 of 2 is worth a look in week 3, as the week before"
    assert (third.new, [(one.name, one.since) for one in third.still], third.calm) == ((), [("Anna Ash", 2)], ())
    assert fourth.headline == "Nobody of 2 is worth a look in week 4"
    assert (fourth.new, fourth.still, fourth.calm) == ((), (), ("Anna Ash",))


def test_what_was_done_about_a_flag_stands_behind_the_name(small: Desk) -> None:
    now = moment(WEEK_5, small.course.zone)
    small.keep(now)
    [card] = small.cards(LOCAL_INSTRUCTOR, now)
    small.mark(LOCAL_INSTRUCTOR, card.id, Step.TALKED, now)
    [anna] = told(small, 3, at=WEEK_5).still
    assert anna.done == ("talked about",)
    assert "Anna Ash (since week 2, talked about)" in as_text(told(small, 3, at=WEEK_5))
    assert "talked about" in as_html(told(small, 3, at=WEEK_5))


def test_unless_asked_it_is_the_last_week_that_has_ended(small: Desk) -> None:
    assert told(small).week == 4
    assert told(small, at=datetime(2026, 2, 16, 5, 0, tzinfo=UTC)).week == 5  # midnight in New York
    assert told(small, at=datetime(2026, 2, 16, 4, 59, tzinfo=UTC)).week == 4
    assert told(small, at=datetime(2027, 1, 1, tzinfo=UTC)).week == 6


def test_a_week_that_runs_or_has_not_begun_is_never_told_of(small: Desk) -> None:
    assert (
        refused(small, 5, WEEK_5) == "Week 5 is still running; it can be told of when it has ended, after 15 February."
    )
    assert refused(small, 6, WEEK_5).startswith("Week 6 has not begun; ")
    assert refused(small, 7, WEEK_5) == "There is no week 7 to tell of: the course has weeks 1 to 6."
    assert refused(small, 0, WEEK_5) == "There is no week 0 to tell of: the course has weeks 1 to 6."


def test_before_the_first_week_has_ended_it_says_so(small: Desk) -> None:
    early = datetime(2026, 1, 14, tzinfo=UTC)
    assert refused(small, None, early) == (
        "Week 1 is still running; it can be told of when it has ended, after 18 January."
    )
    assert refused(small, None, datetime(2025, 12, 1, tzinfo=UTC)).startswith("Week 1 has not begun; ")


def test_a_break_is_no_week(tmp_path: Path) -> None:
    with closing(Desk(write_course(tmp_path / "class", breaks=[2]))) as desk:
        assert refused(desk, 2, WEEK_5) == "There is no week 2 to tell of: it is a break."
        assert told(desk, at=datetime(2026, 1, 26, 12, tzinfo=UTC)).week == 1


def test_a_student_may_not_ask_for_it(small: Desk) -> None:
    with pytest.raises(NotAllowed):
        digest(small, Viewer(Role.STUDENT, "anna@example.org"), moment(WEEK_5, small.course.zone))
    assert isinstance(
        digest(small, Viewer(Role.ASSISTANT, "tim@example.org"), moment(WEEK_5, small.course.zone)), Digest
    )


def test_a_class_without_data_says_that_nothing_was_loaded(tmp_path: Path) -> None:
    with closing(Desk(write_course(tmp_path / "class", rules=[RULE]))) as desk:
        found = told(desk)
    assert found.headline == "Nobody of 2 is worth a look in week 4"
    assert [(each.what, each.names) for each in found.missing] == [
        ("Nothing has been loaded", ("Anna Ash", "Ben Birk"))
    ]
    assert (found.rows, found.unmatched) == ((), "")
    assert "No acts in week 4" in as_text(found) and "<table>" not in as_html(found)


def test_a_class_of_one_and_a_class_of_nobody_have_their_letters(tmp_path: Path) -> None:
    head = "name,email,role,section,blog,x,mastodon\n"
    one = write_course(tmp_path / "one", roster=f"{head}Anna Ash,anna@example.org,student,,,,\n")
    none = write_course(tmp_path / "none", roster=f"{head}Ida Ingle,ida@example.org,instructor,,,,\n")
    with closing(Desk(one)) as desk:
        assert told(desk).headline == "Nobody of 1 is worth a look in week 4"
    with closing(Desk(none)) as desk:
        assert told(desk).headline == "Nobody is on the roster yet"


def test_where_no_rule_is_in_force_the_letter_says_so(tmp_path: Path) -> None:
    with closing(Desk(write_course(tmp_path / "class", rules=[]))) as desk:
        found = told(desk)
    assert found.notes == ("No rule is in force, so nobody can be flagged.",)
    assert found.notes[0] in as_text(found) and found.notes[0] in as_html(found)


def test_there_is_a_link_only_where_the_app_has_an_address(small: Desk) -> None:
    without, linked = told(small, 2), told(small, 2, url="https://example.org/evenkeel/")
    assert "http" not in as_text(without) and "http" not in as_html(without) and "<a" not in as_html(without)
    assert linked.link == "https://example.org/evenkeel/?week=2"
    assert linked.link in as_text(linked) and f'<a href="{linked.link}">' in as_html(linked)


# Text and HTML


def words_of(page: str) -> str:
    """Return what a reader of an HTML page sees, in one line."""
    body = page.split("</head>")[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


FULL = Digest(
    course="PR 310",
    week=5,
    dates="9–15 February",
    until=0,
    headline="3 of 9 are worth a look in week 5; 1 is new",
    notes=("A note on all.",),
    new=(Noticed("Rosa Quispe", 5, ("Rosa Quispe wrote 0 comments in week 5, under the line of 2.",)),),
    still=(Noticed("Bo Birk", 3, ("One reason.", "Another reason.")), Noticed("Cy Cole", 4, ("A third.",))),
    calm=("Dee Day", "Eli Ek"),
    came_in="9 acts in week 5, fewer than in a usual week (20).",
    rows=(("Posts", "at least 9", "20", "4 of 9"), ("Reposts", "0", "–", "0 of 9")),
    missing=(Lacking("No export shows this week", ("Fay Fox", "Gus Gray"), "It is unknown, not nothing."),),
    unmatched="2 accounts with 3 acts fit nobody on the roster, and are counted for nobody.",
    as_of="16 February 2026, 07:00",
    link="https://example.org/?week=5",
)


def test_the_subject_names_the_course_and_nobody() -> None:
    assert FULL.subject == "PR 310: 3 of 9 are worth a look in week 5; 1 is new"


def test_both_say_everything() -> None:
    text, page = " ".join(as_text(FULL).split()), words_of(as_html(FULL))
    for said in (
        *(FULL.course, FULL.dates, FULL.headline, *FULL.notes, FULL.came_in, FULL.unmatched, FULL.as_of, CAUTION),
        *("New this week", "Still worth a look", "since week 3", "since week 4", "since week 5", "Dee Day and Eli Ek"),
        *(reason for one in (*FULL.new, *FULL.still) for reason in one.reasons),
        *("Posts", "at least 9", "20", "4 of 9", "No export shows this week", "(2): Fay Fox, Gus Gray.", "not nothing"),
    ):
        assert said in text, said
        assert said in page, said


def test_the_text_is_narrow_enough_for_any_mail_program() -> None:
    lines = as_text(replace(FULL, headline="word " * 80, link="")).splitlines()
    assert max(map(len, lines)) <= 76


def test_the_names_stand_in_the_order_of_the_alphabet_and_not_of_the_numbers(tmp_path: Path) -> None:
    wild = (("Zoë Zinn", "a", 9), ("anna Ash", "z", 6), ("Ben Birk", "m", 7))
    roster = "name,email,role\n" + "".join(f"{name},{who}@example.org,student\n" for name, who, _ in wild)
    days = "".join(
        f"{who}@example.org,2026-01-{day}T00:00,2026-01-{day}T0{hours}:00,leisure,yes\n"
        for _, who, hours in wild
        for day in (13, 20)
    )
    time = "student,start,end,purpose,meant_to_work\n" + days
    folder = write_course(tmp_path / "class", {"inbox/time.csv": time}, roster=roster, rules=[RULE])
    load(folder)
    with closing(Desk(folder)) as desk:
        assert [one.name for one in told(desk, 2).new] == ["anna Ash", "Ben Birk", "Zoë Zinn"]


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.found


def test_whatever_comes_from_outside_is_text_and_never_markup() -> None:
    bad = "<script>alert(1)</script>\"'&<img src=x onerror=y>"
    hostile = Digest(
        *(bad, 5, bad, 0, bad, (bad,), (Noticed(bad, 5, (bad,)),), (Noticed(bad, 4, (bad,)),), (bad,), bad),
        *(((bad, bad, bad, bad),), (Lacking(bad, (bad,), bad),), bad, bad, f"https://example.org/?{bad}"),
    )
    page = as_html(hostile)
    allowed = {tag for tag, _ in tags(as_html(FULL))}
    assert {tag for tag, _ in tags(page)} == allowed
    attributes = {name for _, held in tags(page) for name in held}
    assert attributes == {"lang", "charset", "name", "content", "class", "scope", "href"}
    assert words_of(page).count(bad) == 19


def test_a_hostile_roster_is_escaped_on_its_way_to_the_page(tmp_path: Path) -> None:
    roster = 'name,email,role\n"<b>Eve</b> & ""Co""",eve@example.org,student\n'
    with closing(Desk(write_course(tmp_path / "class", roster=roster, title="<i>PR</i>"))) as desk:
        page = as_html(told(desk))
    assert "&lt;b&gt;Eve&lt;/b&gt; &amp; &quot;Co&quot;" in page and "&lt;i&gt;PR&lt;/i&gt;" in page
    assert "<b>" not in page and "<i>" not in page


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    page = as_html(replace(FULL, link=""))
    assert not {tag for tag, _ in tags(page)} & {"img", "script", "link", "iframe", "object", "form", "a"}
    assert not re.search(r"https?:|url\(|@import|//", page)


def contrast(ink: str, ground: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    one, other = sorted((light(ink), light(ground)))
    return (other + 0.05) / (one + 0.05)


def test_every_ink_can_be_read_on_its_ground_by_day_and_by_night() -> None:
    css = as_html(FULL).split("<style>")[1].split("</style>")[0]
    day, night = css.split("@media screen and (prefers-color-scheme: dark)")
    night = night.split("@media print")[0]
    for part in (day, night):
        grounds = re.findall(r"background: (#\w{6})", part)
        inks = re.findall(r"[{;] color: (#\w{6})", part)
        assert len(grounds) == 2 and len(inks) == 4
        assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= 4.5


# The sample class


def test_every_ended_week_of_the_sample_class_is_told_as_its_flags_stand(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(SAMPLE, folder)
    load(folder)
    now = datetime(2026, 4, 27, 14, tzinfo=UTC)
    with closing(Desk(folder)) as desk:
        at = moment(now, desk.course.zone)
        flags = desk.flags(LOCAL_INSTRUCTOR, at)
        students = {p.email: p.name for p in desk.people(LOCAL_INSTRUCTOR) if p.role == Role.STUDENT}
        for week in desk.weeks():
            found, stands = told(desk, week.number, now), standing(flags, week.number, students)
            assert found.headline == headline(stands, 24)
            assert {one.name for one in found.new} == {students[who] for who in stands.newly}
            assert {one.name for one in (*found.new, *found.still)} == {students[who] for who in stands.students}
            assert found.headline in as_text(found) and found.headline in as_html(found)
    assert flags, "a sample without flags shows nothing"
