from pathlib import Path

import pandas as pd
import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.charts.network import ALONE, TIED, UNANSWERED
from evenkeel.course.values import Settings
from evenkeel.metrics.conversation import STAIRS
from evenkeel.web import conversation_frames, conversation_stairs, conversation_words
from evenkeel.web.conversation_words import Talk
from tests.metrics.small_class import AFTER, micros, opened
from tests.metrics.talk import roster, write_talk
from tests.web.opened import begin, html_of, load

NOW = micros(AFTER)
PEOPLE = roster(["ada", "ben", "cy", "dan"], {"tess": "instructor"})
NAMES = {f"{name}@example.org": name.title() for name in ("ada", "ben", "cy", "dan", "tess")}


def talk(folder: Path, acts: list[tuple[str, tuple[str, ...], int, str]], people: str = PEOPLE) -> Talk:
    with opened(write_talk(folder, acts, people)) as desk:
        return Talk(desk.network(LOCAL_INSTRUCTOR, NOW), desk.nodes(LOCAL_INSTRUCTOR, NOW), NAMES, "Weeks 1 to 6")


def said(of: Talk) -> dict[str, str]:
    return dict(conversation_words.sentences(of))


def test_the_sentences_name_who_is_on_the_edge_and_who_is_answered_by_nobody(tmp_path: Path) -> None:
    """Ada and Ben answer each other; Cy turns to Ada, who does not; Dan writes to nobody; Tess says nothing."""
    acts = [("ada", ("ben",), 1, ""), ("ben", ("ada",), 2, ""), ("cy", ("ada",), 2, ""), ("dan", (), 3, "")]
    found = talk(tmp_path, acts)
    assert conversation_words.title(found) == "1 of 4 students is on the edge of the conversation"
    assert said(found) == {
        "On the edge": "Of 4 students with something on record, 1 has no tie to anybody in the class: Dan.",
        "Answered by nobody": "Of 3 students who addressed somebody, 1 was addressed back by none of them: Cy.",
        "Through the instructor": "0 of 3 ties (0%) touch an instructor; if everybody talked with everybody alike it "
        "would be 40%.",
        "Returned": "2 of 3 ties (67%) lead back as well, and 67% of what was said is matched, over 3 acts.",
    }


def test_of_whom_nothing_is_on_record_nothing_is_said_but_that(tmp_path: Path) -> None:
    found = talk(tmp_path, [("ada", ("ben", "tess"), 1, "")])
    assert said(found)["On the edge"] == (
        "Of 1 student with something on record, each has a tie to somebody in the class. No data of Ben, Cy and Dan."
    )
    assert conversation_words.title(found) == "Everybody takes part; 1 of 1 is answered by nobody"


def test_a_class_that_says_nothing_to_itself_has_no_shares(tmp_path: Path) -> None:
    found = talk(tmp_path / "posts", [("ada", (), 1, "")])
    assert conversation_words.title(found) == "Nobody has addressed anybody in the class"
    assert said(found)["Returned"] == said(found)["Through the instructor"] == "There is no tie yet."
    assert said(found)["Answered by nobody"] == "No student addressed anybody in the class."
    alone = talk(tmp_path / "alone", [("ada", (), 1, "")], roster(["ada"]))
    assert said(alone)["Through the instructor"] == "No instructor is on the roster."


def test_evenly_is_the_share_of_all_pairs_that_touch_an_instructor() -> None:
    everybody = range(10)
    pairs = [(a, b) for a in everybody for b in everybody if a != b]
    assert conversation_words.evenly(10, 2) == pytest.approx(sum(a < 2 or b < 2 for a, b in pairs) / len(pairs))
    assert conversation_words.evenly(1, 1) == 0


def test_a_long_list_of_names_is_cut_and_counted() -> None:
    people = [f"s{n:02}" for n in range(15)]
    assert conversation_words.named(people, {}).endswith("s11 and 3 more")
    assert conversation_words.named(["b", "a"], {"a": "Ada"}) == "Ada and b"


# Frames


def large(people: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return nodes and ties of a class in which everybody addresses everybody, the later the more."""
    who = [f"s{n}@example.org" for n in range(people)]
    ties = [(a, b, float(n + 1), n + 1) for n, a in enumerate(who) for b in who if a != b]
    frame = pd.DataFrame(ties, columns=["giver", "taker", "weight", "acts"])
    degree = {"wrote": True, "in_degree": people - 1, "out_degree": people - 1, "given": 1.0, "received": 1.0}
    nodes = pd.DataFrame({"person": who, "name": who, "role": "student"}).assign(**degree, answered=people - 1)
    return nodes.assign(reciprocity=1.0, betweenness=0.0), frame


def test_a_small_class_is_drawn_whole_and_a_large_one_by_its_heaviest_ties() -> None:
    _, ties = large(60)
    assert len(conversation_frames.drawn_ties(ties, 60)) == 60 * 59
    nodes, ties = large(200)
    drawn = conversation_frames.drawn_ties(ties, 200)
    assert len(drawn) == conversation_frames.MOST_TIES
    assert drawn["weight"].min() >= ties[~ties.index.isin(drawn.index)]["weight"].max()
    people = conversation_frames.people_drawn(nodes, nodes[["person"]].assign(x=0.5, y=0.5), drawn, {})
    assert set(people["person"]) == {*drawn["giver"], *drawn["taker"]}
    assert conversation_frames.left_out(160, len(ties), len(people), 200).startswith(
        "The class is large: drawn are the 160"
    )
    assert conversation_frames.left_out(5, 5, 9, 9) == ""


def test_the_ties_of_one_person_are_theirs_alone() -> None:
    _, ties = large(5)
    drawn = conversation_frames.drawn_ties(ties, 5, "s1@example.org")
    assert len(drawn) == 8 and all(
        "s1@example.org" in pair for pair in zip(drawn["giver"], drawn["taker"], strict=True)
    )


@pytest.mark.parametrize(("people", "rest"), [(30, ""), (31, ""), (32, "the other 2"), (200, "the other 170")])
def test_the_matrix_folds_all_but_the_busiest_and_loses_nothing(people: int, rest: str) -> None:
    nodes, ties = large(people)
    cells, order, folded = conversation_frames.matrix(ties, nodes, {p: p for p in nodes["person"]})
    assert folded == rest and len(order) == min(people, 31)
    assert cells["acts"].sum() == ties["acts"].sum()


def test_tables_of_a_large_class_end_and_begin_with_who_has_fewest_ties() -> None:
    nodes, ties = large(210)
    nodes.loc[205, ["in_degree", "out_degree"]] = 0
    names = {p: p for p in nodes["person"]}
    rows = conversation_frames.node_rows(nodes, names)
    assert len(rows) == len(conversation_frames.tie_rows(ties, names)) == conversation_frames.LISTED
    assert rows[0][0] == "s205@example.org"


def test_names_that_two_people_share_are_told_apart_and_staff_is_hidden_too() -> None:
    rows = [("a.ash@example.org", "Ash", "student"), ("b.ash@example.org", "Ash", "student")]
    rows += [("t@example.org", "Tess", "instructor"), ("u@example.org", "Udo", "instructor")]
    nodes = pd.DataFrame(rows, columns=["person", "name", "role"])
    students = {"a.ash@example.org": "Ash", "b.ash@example.org": "Ash"}
    shown = conversation_frames.class_names(nodes, students, shown=True)
    assert list(shown.values()) == ["Ash (a.ash)", "Ash (b.ash)", "Tess", "Udo"]
    hidden = conversation_frames.class_names(
        nodes, dict(zip(students, ["Student 1", "Student 2"], strict=True)), shown=False
    )
    assert list(hidden.values()) == ["Student 1", "Student 2", "Instructor", "Instructor 2"]


def test_how_somebody_stands_decides_their_mark(tmp_path: Path) -> None:
    acts = [("ada", ("ben",), 1, ""), ("ben", ("ada",), 2, ""), ("cy", ("ada",), 2, ""), ("dan", (), 3, "")]
    nodes = talk(tmp_path, acts).nodes
    people = conversation_frames.people_drawn(nodes, nodes[["person"]].assign(x=0.5, y=0.5), pd.DataFrame(), NAMES)
    marks = people.set_index("name")
    assert marks["kind"].to_dict() == {"Ada": TIED, "Ben": TIED, "Cy": UNANSWERED, "Dan": ALONE, "Tess": ALONE}
    assert marks["said"]["Ada"] == "addressed 1, of whom 1 addressed back; addressed by 2"
    assert (marks["said"]["Dan"], marks["said"]["Tess"]) == ("no tie in this window", "no data")


# The stairs


def test_hidden_names_hide_small_groups_too_and_the_sentence_gives_none_away() -> None:
    found = dict(zip((*STAIRS, "cannot tell"), (2, 90, 7, 30, 40, 0), strict=True))
    assert conversation_stairs.shown(found, LOCAL_INSTRUCTOR, names_shown=True) == found
    hidden = conversation_stairs.shown(found, LOCAL_INSTRUCTOR, names_shown=False)
    assert conversation_stairs.shown(found, Viewer(Role.ASSISTANT), names_shown=True) == hidden
    assert [stair for stair, n in hidden.items() if n is None] == ["champion", "giver"]
    assert [row[1] for row in conversation_stairs.rows(hidden, Settings())] == [
        "hidden",
        "90",
        "hidden",
        "30",
        "40",
        "0",
    ]
    assert "hidden, and the next with them" in conversation_stairs.sentence(hidden, 169)
    few = conversation_stairs.shown({"champion": 2, "giver": 1}, LOCAL_INSTRUCTOR, names_shown=False)
    assert conversation_stairs.sentence(few, 3) == "Too few to print: every group is under 5 pairs."


def test_every_stair_says_with_which_cuts_it_was_decided() -> None:
    rows = conversation_stairs.rows(dict.fromkeys((*STAIRS, "cannot tell"), 9), Settings(stairway_champion_weeks=3))
    assert (
        "A champion has addressed one at least 3 times; a champion has been in touch in at least 3 weeks" in rows[0][3]
    )
    assert "an act has substance with more than 5 words" in rows[1][3]


# The page


def test_the_page_says_who_is_on_the_edge_in_the_week_and_over_the_term(open_page, sample_class) -> None:
    at = open_page("conversation", sample_class, week="14")
    assert not at.exception
    assert at.title[0].value == "2 of 23 students are on the edge of the conversation"
    assert any("Chiara Bellandi and Mei Tanakawa" in m.value for m in at.markdown)
    assert "Weeks 11 to 14." in html_of(at)
    at.toggle(key="whole_term").set_value(True).run()
    assert at.title[0].value.startswith("Everybody takes part")
    assert "Weeks 1 to 15." in html_of(at) or "still running" in html_of(at)


def test_no_name_is_left_on_the_page_when_names_are_hidden(open_page, sample_class) -> None:
    at = open_page("conversation", sample_class, week="14")
    assert "Chiara" in page_text(at) and "Ruth" in page_text(at)
    at.toggle(key="names_shown").set_value(False).run()
    assert not at.exception
    for name in ("Chiara", "Bellandi", "Ruth", "Amsterling", "example.org"):
        assert name not in page_text(at)


def page_text(at) -> str:
    """Return all that the page says: its HTML, its Markdown, its charts' data, its choices."""
    charts = [str(e.proto) for e in at.get("vega_lite_chart")]
    choices = [option for box in at.selectbox for option in box.options]
    return "\n".join([html_of(at), at.title[0].value, *(m.value for m in at.markdown), *charts, *choices])


def test_the_ties_of_one_person_can_be_asked_for_without_a_mouse(open_page, sample_class) -> None:
    at = open_page("conversation", sample_class, week="14")
    before = page_text(at)
    at.selectbox(key="ties_of").set_value("mei.tanakawa@example.org").run()
    assert not at.exception and len(page_text(at)) < len(before)


def test_a_term_that_has_not_begun_has_no_conversation(open_page, sample_class) -> None:
    at = open_page("conversation", sample_class, now="2025-12-01T12:00:00Z")
    assert not at.exception
    assert at.title[0].value == "The term has not begun"


def test_one_student_alone_is_no_conversation_and_no_error(open_page, tmp_path) -> None:
    folder = load(begin(tmp_path / "c", acts="author,kind,at\nada@example.org,post,2026-01-13T10:00\n"))
    at = open_page("conversation", folder)
    assert not at.exception
    assert at.title[0].value == "Nobody has addressed anybody in the class"
    assert any("There is no tie in this window." in m.value for m in at.markdown)
