"""Starts the app for a test with exercises that have a rubric: `python app_with_rubric.py run app.py …`."""

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

WORDS = {"none": "Nobody is named.", "one": "One person or paper.", "several": "Several, who disagree."}


def main() -> None:
    """Give every class such exercises, then hand over to Streamlit."""
    from streamlit.web import cli

    from evenkeel.desk import exercise_files
    from evenkeel.exercises.definitions import read_exercises
    from evenkeel.exercises.values import Counts, Criterion, Level

    rubric = (
        Criterion("Sources", tuple(Level(name, points, WORDS[name]) for points, name in enumerate(WORDS))),
        Criterion("Voice", (Level("stiff", 0.5), Level("warm", 1.5))),
    )
    counts = Counts(words_from=150, words_to=400, links=1, classmates=2, answer_everybody=True)

    def with_rubric(folders, metrics):
        found, problems = read_exercises(folders, metrics)
        return {name: replace(one, rubric=rubric, counts=counts) for name, one in found.items()}, problems

    exercise_files.read_exercises = with_rubric
    cli.main()


if __name__ == "__main__":
    main()
