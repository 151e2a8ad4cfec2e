"""Visits (a film begun, a page opened) shape estimated sessions as acts do, and are no acts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.intake import Registrar
from evenkeel.model import Who
from evenkeel.store import visits
from evenkeel.store.record import transaction
from tests.metrics.small_class import ADA, AFTER, micros, opened, row, write_course, write_time

LEAD = 430 / 60


def watch(desk: Desk, *clocks: str, purpose: str = "") -> None:
    """Let Ada open YouTube at these times of Tuesday 2 September 2025."""
    with transaction(desk.record):
        account = Registrar(desk.record).account(Who(handle=ADA))
        at = [micros(datetime.fromisoformat(f"2025-09-02T{clock}+00:00")) for clock in clocks]
        rows = [visits.VisitRow(f"v:{moment}", account, moment, "youtube", purpose) for moment in at]
        visits.keep(desk.record, rows)


def test_visits_make_sessions_of_their_own(tmp_path: Path) -> None:
    """10:00, 10:20 and 12:00: a session of 20 minutes and its lead, and one of a lead alone."""
    write_course(tmp_path, purposes={"youtube": "leisure"})
    with opened(tmp_path) as desk:
        watch(desk, "10:00", "10:20", "12:00")
        found = row(desk, ADA, "leisure_minutes", 1)
        assert found["value"] == pytest.approx(LEAD + 20 + LEAD)
        assert found["evidence"] == {"estimated": pytest.approx(20 + 2 * LEAD)}
        assert found["n"] == 3
        assert row(desk, ADA, "social_minutes", 1)["value"] == pytest.approx(20 + 2 * LEAD)


def test_a_visit_is_no_act(tmp_path: Path) -> None:
    write_course(tmp_path)
    with opened(tmp_path) as desk:
        watch(desk, "10:00")
        for metric in ("acts", "posts", "tweets"):
            assert row(desk, ADA, metric, 1)["state"] == "no data"


def test_acts_and_visits_shape_one_session(tmp_path: Path) -> None:
    """A post at 10:10 between visits at 10:00 and 10:30: 30 minutes and one lead, ten of them the post's."""
    write_course(tmp_path, purposes={"youtube": "leisure", "blog": "coursework"}, class_tags=["pr"])
    (tmp_path / "inbox" / "acts.csv").write_text(f"author,kind,at,platform\n{ADA},post,2025-09-02T10:10Z,blog\n")
    with opened(tmp_path) as desk:
        watch(desk, "10:00", "10:30")
        assert row(desk, ADA, "coursework_minutes", 1)["value"] == pytest.approx(10)
        assert row(desk, ADA, "leisure_minutes", 1)["value"] == pytest.approx(LEAD + 20)


def test_measured_time_takes_the_place_of_what_visits_only_estimate(tmp_path: Path) -> None:
    write_course(tmp_path, purposes={"youtube": "leisure"})
    write_time(tmp_path, [f"{ADA},2025-09-02T10:05Z,2025-09-02T10:15Z,leisure,measured"])
    with opened(tmp_path) as desk:
        watch(desk, "10:00", "10:20")
        found = row(desk, ADA, "leisure_minutes", 1)
        assert found["value"] == pytest.approx(LEAD + 20)
        assert found["evidence"] == {"measured": pytest.approx(10), "estimated": pytest.approx(LEAD + 10)}


def test_visits_alone_never_raise_a_flag(tmp_path: Path) -> None:
    write_course(
        tmp_path, purposes={"youtube": "leisure"}, rules=[{"metric": "leisure_minutes", "above": 5, "rule": "any week"}]
    )
    with opened(tmp_path) as desk:
        watch(desk, "10:00", "10:50", "11:40")
        assert row(desk, ADA, "leisure_minutes", 1)["value"] > 100
        assert desk.flags(LOCAL_INSTRUCTOR, micros(AFTER)) == []


def test_what_lies_after_now_is_not_seen(tmp_path: Path) -> None:
    write_course(tmp_path, purposes={"youtube": "leisure"})
    with opened(tmp_path) as desk:
        watch(desk, "10:00", "10:20")
        early = datetime(2025, 9, 2, 10, 10, tzinfo=UTC)
        assert row(desk, ADA, "leisure_minutes", 1, early)["value"] == pytest.approx(LEAD)
