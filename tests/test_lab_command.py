"""The command `lab`: rows in from a CSV, what they amount to, rows out."""

from pathlib import Path

import pytest

from tests.class_folder import run, write_course

TABLE = "by,brand,follows,bought,customer_before\n" + (
    ",Heron,yes,yes,yes\n" * 6 + ",Heron,yes,no,no\n" * 4 + ",Heron,no,no,\n" * 10
)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "class", {})


def test_rows_come_from_a_csv_are_read_out_and_go_along(course: Path, tmp_path: Path) -> None:
    table, out = tmp_path / "in.csv", tmp_path / "out.csv"
    table.write_text(TABLE, "utf-8")
    ran = run("lab", "social-customers", "--course", course, "--csv", table, "-o", out)
    assert ran.code == 0
    assert "in.csv: Value of social customers, 20 new answers, 0 known, 0 refused" in ran.out
    assert "60 % of followers bought, and 0 % of others." in ran.out
    again = run("lab", "social-customers", "--course", course, "--csv", out)
    assert again.code == 0 and "no new answers, 20 known" in again.out


def test_refused_lines_are_a_finding_and_a_file_of_something_else_is_wrong_use(course: Path, tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text(TABLE + "Who,Heron,yes,no,\n,Heron,perhaps,no,\n", "utf-8")
    ran = run("lab", "social-customers", "--course", course, "--csv", table)
    assert ran.code == 1
    assert "line 22: by: “Who” fits nobody" in ran.out and "line 23: follows: “perhaps” is not" in ran.out
    wrong = run("lab", "four-models", "--course", course, "--csv", table)
    assert wrong.code == 2 and "For Four models the first line must name the columns" in wrong.err


def test_load_takes_the_courses_own_tables_along(course: Path) -> None:
    (course / "labs").mkdir()
    (course / "labs" / "social-customers.csv").write_text(TABLE, "utf-8")
    ran = run("load", "--course", course)
    assert "labs/social-customers.csv: Value of social customers, 20 new answers" in ran.out
    assert "no new answers, 20 known" in run("load", "--course", course).out
