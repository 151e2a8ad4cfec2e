"""docs/labs.md says of every lab what the product has, and of no other."""

from pathlib import Path

import pytest

from evenkeel.desk.lab_work import OTHERS
from evenkeel.labs import LABS
from evenkeel.labs.crisis_response import SOON_HOURS
from evenkeel.labs.readability import LEAST_WORDS
from evenkeel.labs.response_audit import WATCH_DAYS
from evenkeel.labs.shape import Lab
from evenkeel.metrics.groups import FLOOR
from evenkeel.metrics.oversaturation import WEEKS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "labs.md").read_text("utf-8")
PARTS = dict(part.split("\n", 1) for part in PAGE.split("\n## ")[1:])


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_page_has_every_lab_and_no_other() -> None:
    assert list(PARTS)[1:] == [lab.title for lab in LABS.values()]


@pytest.mark.parametrize("lab", LABS.values(), ids=LABS)
def test_a_labs_part_has_its_columns_its_purpose_and_its_limits(lab: Lab) -> None:
    part = PARTS[lab.title]
    rows = [line.split(" | ")[0].strip("| `") for line in part.splitlines() if line.startswith("| `")]
    assert rows == [field.name for field in lab.fields]
    assert f"`labs/{lab.id}.csv`" in part
    for said in (lab.question, lab.purpose, lab.limits):
        assert said in words(part)


def test_every_choice_of_ours_stands_there() -> None:
    said = words(PAGE)
    choices = [f"once {OTHERS} others", f"Groups under {FLOOR}", f"watched for {WATCH_DAYS} days"]
    choices += [f"{SOON_HOURS} hours is our", f"From {WEEKS} weeks", f"from {LEAST_WORDS} words on"]
    assert [choice for choice in choices if choice not in said] == []
