"""What the page writes is the YAML that is read, and says the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel import accounts
from evenkeel.course.values import Against, Condition, Rule
from evenkeel.exercises.definitions import SHIPPED, exercise_from, files, read_exercises
from evenkeel.exercises.values import Counts, Criterion, Exercise, Level, PrModel
from evenkeel.exercises.writing import exercise_yaml
from evenkeel.metrics.registry import BOUNDS
from evenkeel.model import Kind

_PRINTABLE = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")
TEXTS = st.text(_PRINTABLE, min_size=1, max_size=200).map(lambda text: " ".join(text.split())).filter(bool)
TAGS = TEXTS.map(accounts.tag).filter(lambda tag: tag and tag == accounts.tag(tag))
LISTS = st.lists(TEXTS, max_size=4).map(tuple)
COUNTS = st.builds(
    Counts,
    words_from=st.none() | st.integers(1, 500),
    words_to=st.none() | st.integers(500, 20_000),
    links=st.none() | st.integers(1, 50),
    video=st.booleans(),
    classmates=st.none() | st.integers(1, 200),
    answer_everybody=st.booleans(),
)
NAMES = st.lists(TEXTS, min_size=2, max_size=4, unique_by=accounts.folded)


@st.composite
def criteria(draw: st.DrawFn, name: str) -> Criterion:
    worth = draw(st.booleans())
    points = st.floats(0, 1000, width=16).map(float) if worth else st.none()
    looks = st.just("") | TEXTS
    return Criterion(name, tuple(Level(level, draw(points), draw(looks)) for level in draw(NAMES)))


@st.composite
def exercises(draw: st.DrawFn) -> Exercise:
    return Exercise(
        id=draw(TAGS),
        title=draw(TEXTS),
        kind=draw(st.sampled_from([Kind.POST, Kind.TWEET])),
        tags=tuple(draw(st.lists(TAGS, max_size=3))),
        to_classmate=draw(st.booleans()),
        purpose=draw(st.just("") | TEXTS),
        steps=draw(LISTS),
        counts=draw(COUNTS),
        evidence=draw(LISTS),
        rubric=tuple(draw(criteria(name)) for name in draw(st.just([]) | NAMES)),
        model=draw(st.none() | st.sampled_from(PrModel)),
        rule=draw(st.sampled_from([None, Rule("words", 120), PAIR])),
        references=draw(LISTS),
    )


PAIR = Rule("posts", 3, False, 1, 1, Against.OWN, also=Condition("engagement_balance", 0.25, above=False), since=3)


@settings(max_examples=25, deadline=None)
@given(exercises())
def test_what_was_written_is_read_as_it_was(exercise: Exercise):
    text = exercise_yaml(exercise)
    assert exercise_from(text.encode(), "f", exercise.id, BOUNDS) == (exercise, ())


@pytest.mark.parametrize("word", ["no", "null", "~", "12:30", "2026-03-09", "- a", "a: b", "#x y", "'", '"', "1e3"])
def test_a_word_that_yaml_would_take_for_something_else_stays_a_word(word: str):
    exercise = Exercise("x", word, Kind.POST, purpose=word, steps=(word, word), evidence=(word,))
    assert exercise_from(exercise_yaml(exercise), "f", "x", BOUNDS) == (exercise, ())


def test_what_asks_for_nothing_is_left_out():
    assert exercise_yaml(Exercise("talk", "A talk", Kind.POST)) == "id: talk\ntitle: A talk\nkind: post\n"


def test_a_long_text_stands_folded_on_lines_of_its_own():
    exercise = Exercise("talk", "A talk", Kind.POST, ("talk", "q and a"), steps=("word " * 29 + "end",))
    assert exercise_yaml(exercise).splitlines()[3:] == [
        "tags: [talk, q and a]",
        "steps:",
        "  - >-",
        "    " + ("word " * 22).strip(),
        "    " + "word " * 7 + "end",
    ]


def test_what_is_shipped_is_written_as_the_page_writes_it():
    found, _ = read_exercises([SHIPPED], BOUNDS)
    for path in files([SHIPPED]):
        assert path.read_text("utf-8") == exercise_yaml(found[path.stem]), path.name
