"""Writing, copying and saving an exercise without touching YAML."""

import pytest

from evenkeel.access import Role, Viewer
from evenkeel.exercises.definitions import SHIPPED, exercise_from, read_exercises
from evenkeel.exercises.values import Criterion, Level
from evenkeel.exercises.writing import as_written
from evenkeel.metrics.registry import BOUNDS
from evenkeel.web import exercise_draft
from tests.web.opened import begin, html_of

SHIPPED_EXERCISES = read_exercises([SHIPPED], BOUNDS)[0]


@pytest.mark.parametrize("name", SHIPPED_EXERCISES)
def test_fields_that_nobody_touched_say_what_the_file_says(name: str) -> None:
    exercise = SHIPPED_EXERCISES[name]
    draft = exercise_draft.read(as_written(exercise))
    assert draft.exercise == exercise
    assert draft.text == (SHIPPED / f"{name}.yaml").read_text("utf-8")


def test_what_was_left_empty_asks_for_nothing() -> None:
    empty = {"words": {"from": None, "to": None}, "links": None, "video": False}
    draft = exercise_draft.read({"title": " A  talk ", "id": "talk", "kind": "post", "tags": [], "counts": empty})
    assert draft.text == "id: talk\ntitle: A talk\nkind: post\n"


def test_a_problem_is_shown_at_its_field_and_what_is_only_missing_waits() -> None:
    rubric = [{"criterion": "", "levels": [{"level": "there", "points": 2.0}, {"level": "", "points": None}]}]
    draft = exercise_draft.read({"title": "", "id": "Our Talk", "kind": "post", "rubric": rubric})
    places = ["title", "id", "rubric[1].criterion", "rubric[1]"]
    early = exercise_draft.placed(exercise_draft.worth_saying(draft.problems, tried=False), places)
    late = exercise_draft.placed(exercise_draft.worth_saying(draft.problems, tried=True), places)
    assert draft.exercise is None
    assert early == {"id": ["expected small letters, digits and hyphens, as in local-news-item"]}
    assert set(late) == {"title", "id", "rubric[1].criterion", "rubric[1]"}


def test_lines_and_tags_are_read_as_people_write_them() -> None:
    assert exercise_draft.lines("- Ask\n\n• Listen, and wait \n") == ["Ask", "Listen, and wait"]
    assert exercise_draft.tags("#Interview, q and a,, ") == ["Interview", "q and a"]


def test_a_copy_has_a_name_of_its_own_and_no_tags() -> None:
    video = SHIPPED_EXERCISES["video"]
    copy = exercise_draft.copied(video, ["video", "video-2"])
    assert (copy.id, copy.title, copy.tags) == ("video-3", "A short video (copy)", ())
    assert copy.rubric == video.rubric


def test_a_new_criterion_has_the_levels_of_the_one_before() -> None:
    before = Criterion("Questions", (Level("yes", 1, "They invite."), Level("no", 0, "They do not.")))
    assert exercise_draft.usual_criterion([before]) == Criterion("", (Level("yes", 1), Level("no", 0)))
    assert [level.points for level in exercise_draft.usual_criterion([]).levels] == [2, 1, 0]


# The page


def field(kind, label: str):
    """The one field of a kind with a label."""
    [found] = [each for each in kind if each.label == label]
    return found


def press(at, label: str):
    return field(at.button, label).click().run()


def test_an_exercise_is_written_saved_and_read_without_yaml(open_page, tmp_path) -> None:
    folder = begin(tmp_path / "course")
    at = open_page("exercise", folder)
    assert not at.exception
    at = press(at, "Save this exercise")
    assert "mend what is marked" in at.warning[0].value
    assert sum("missing, and needed here" in m.value for m in at.markdown) == 2
    field(at.text_input, "Title").set_value("An *interview*")
    field(at.text_area, "What to do, one step a line").set_value("Ask: who, what?\nListen")
    field(at.number_input, "Fewest words").set_value(300)
    at = press(at, "Add a criterion")
    field(at.text_input, "Criterion 1").set_value("Questions")
    at.run()
    assert "<h2" in html_of(at) and "An *interview*" in html_of(at)
    at = press(at, "Save this exercise")
    assert not at.exception
    path = folder / "exercises" / "an-interview.yaml"
    exercise, problems = exercise_from(path.read_bytes(), path.name, path.stem, BOUNDS)
    assert problems == () and exercise is not None
    assert exercise.steps == ("Ask: who, what?", "Listen")
    assert exercise.counts.words_from == 300
    assert [level.name for level in exercise.rubric[0].levels] == ["there", "in part", "not yet"]
    assert "Saved as exercises/an-interview.yaml" in at.success[0].value
    assert at.query_params["exercise"] == "an-interview"


def test_a_file_that_stands_there_is_replaced_only_after_asking(open_page, tmp_path) -> None:
    folder = begin(tmp_path / "course")
    at = open_page("exercise", folder, exercise="video")
    field(at.text_input, "Title").set_value("Our video")
    at = press(at, "Save this exercise")
    path = folder / "exercises" / "video.yaml"
    assert "title: Our video" in path.read_text("utf-8")
    field(at.text_input, "Title").set_value("Another video")
    at = press(at, "Save this exercise")
    assert "Replace it?" in at.warning[0].value
    assert "title: Our video" in path.read_text("utf-8")
    at = press(at, "Keep the old one")
    assert "title: Our video" in path.read_text("utf-8")
    at = press(press(at, "Save this exercise"), "Replace it")
    assert "title: Another video" in path.read_text("utf-8")
    assert "title: A short video" in (SHIPPED / "video.yaml").read_text("utf-8")


def test_a_copy_is_begun_by_a_button(open_page, tmp_path) -> None:
    at = press(open_page("exercise", begin(tmp_path / "course"), exercise="video"), "Copy it")
    assert field(at.text_input, "Name of its file").value == "video-2"
    assert field(at.text_input, "Tags or categories, divided by commas").value == ""
    assert len([each for each in at.text_input if each.label.startswith("Criterion")]) == 4


def test_a_student_is_shown_nothing(open_page, tmp_path) -> None:
    at = open_page("exercise", begin(tmp_path / "course"), viewer=Viewer(Role.STUDENT, "ada@example.org"))
    assert not at.text_input and "not open to you" in at.error[0].value
