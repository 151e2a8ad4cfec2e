"""The linter and the type checker are satisfied; pyproject.toml has their rules and exceptions."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "--output-format=concise", "."], ["mypy", "--strict", "evenkeel"]],
    ids=lambda command: command[0],
)
def test_the_code_satisfies(command: list[str]) -> None:
    if importlib.util.find_spec(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed (requirements-dev.txt has it)")
    ended = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    said = (ended.stdout + ended.stderr).splitlines()
    assert ended.returncode == 0, "\n".join(["", *(line[:200] for line in said[:30])])
