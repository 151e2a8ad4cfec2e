"""The class as one student may see it, through the desk."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from evenkeel.access import Viewer
from evenkeel.desk import Desk
from evenkeel.metrics.quartiles import Quartiles
from evenkeel.model import Role
from tests.metrics.small_class import micros, opened, write_acts, write_course

WHO = [f"s{n:02}@example.org" for n in range(12)]
# Two sections, so that ten others are found in neither alone.
ROSTER = "name,email,role,section\n" + "".join(f"S {n},{who},student,{'AB'[n % 2]}\n" for n, who in enumerate(WHO))
IN_WEEK_2 = datetime(2025, 9, 10, 12, tzinfo=UTC)
AFTER_WEEK_2 = datetime(2025, 9, 16, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Student n writes n posts in week 2 and one in week 3; the last of them wrote nothing at all in week 1."""
    folder = write_course(tmp_path_factory.mktemp("class"), ROSTER)
    lines = [f"{who},post,2025-09-09T{hour:02}:00" for n, who in enumerate(WHO) for hour in range(n)]
    write_acts(folder, [*lines, *(f"{who},post,2025-09-15T09:00" for who in WHO)])
    with opened(folder) as found:
        yield found


def student(n: int) -> Viewer:
    return Viewer(Role.STUDENT, WHO[n])


def test_the_middle_half_is_of_the_others_of_all_sections(desk: Desk) -> None:
    now = micros(AFTER_WEEK_2)
    # Without the one who wrote none: 1 to 11; without the one who wrote eleven: 0 to 10.
    assert desk.class_quartiles(student(0), now, 2, ["acts"]) == {"acts": Quartiles(4, 6, 9)}
    assert desk.class_quartiles(student(11), now, 2, ["acts"]) == {"acts": Quartiles(3, 5, 8)}


def test_a_running_week_and_a_running_term_are_not_compared(desk: Desk) -> None:
    assert desk.class_quartiles(student(0), micros(IN_WEEK_2), 2, ["acts"]) is None
    assert desk.class_quartiles(student(0), micros(AFTER_WEEK_2), 0, ["acts"]) is None


def test_all_the_numbers_asked_for_are_needed_of_each(desk: Desk) -> None:
    now = micros(AFTER_WEEK_2)
    assert desk.class_quartiles(student(0), now, 2, ["acts", "procrastination_minutes"]) is None


def test_a_week_that_is_none_has_no_class(desk: Desk) -> None:
    assert desk.class_quartiles(student(0), micros(AFTER_WEEK_2), 99, ["acts"]) is None
