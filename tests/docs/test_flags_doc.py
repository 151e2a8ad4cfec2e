"""docs/flags.md: each example is read without a problem, previews on the sample class, and no kind is missing."""

import re
import shutil
from pathlib import Path

import pytest

import run
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.course.rule_reading import rules_from
from evenkeel.course.values import Against, Rule
from evenkeel.desk import Desk
from evenkeel.flags.chance import chance_of_a_flag, share_right
from evenkeel.metrics.registry import BOUNDS, METRICS
from tests.web.opened import NOW_MOMENT

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "flags.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def rules() -> list[Rule]:
    return [rule for example in EXAMPLES for rule in rules_from(example, BOUNDS, 15)[0]]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read_without_a_problem(example: str):
    found, problems = rules_from(example, BOUNDS, 15)
    assert problems == ()
    assert found


def test_every_kind_of_rule_has_an_example():
    found = rules()
    assert {rule.against for rule in found} == set(Against)
    assert {rule.above for rule in found} == {True, False}
    assert {(1, 1), (2, 3), (3, 3)} <= {(rule.k, rule.m) for rule in found}
    assert any(rule.also for rule in found) and any(rule.section for rule in found)
    assert any(rule.student for rule in found) and any(rule.since > 1 for rule in found)
    assert all(METRICS[condition.metric].weekly for rule in found for condition in rule.conditions)


def test_every_example_looks_at_somebody_of_the_sample_class(tmp_path: Path):
    folder = shutil.copytree(run.SAMPLE, tmp_path / "course", ignore=shutil.ignore_patterns("class.db*"))
    desk = Desk(folder)
    for rule in rules():
        assert desk.nobody(LOCAL_INSTRUCTOR, rule) == ""
        assert len(desk.replay(LOCAL_INSTRUCTOR, NOW_MOMENT, rule).weeks) == 14 - (rule.since - 1)
    desk.close()


def test_the_figures_are_the_ones_that_the_page_counts():
    for k, m, said in ((1, 1, "53.7 %"), (2, 3, "5.9 %"), (3, 3, "0.15 %")):
        digits = len(said.split(".")[1].split()[0])
        assert f"{100 * chance_of_a_flag(k, m, 15):.{digits}f} %" == said
        assert said in PAGE
    assert f"{100 * share_right(0.1, 0.8, 0.9):.0f}" == "47"
