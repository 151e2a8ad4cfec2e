"""An exercise as students read it."""

from collections.abc import Iterable

from evenkeel import words
from evenkeel.exercises import wording
from evenkeel.exercises.values import Criterion, Exercise, Level, PrModel
from evenkeel.web.listing import Html, lead, section, terms, text

_MODELS = {
    PrModel.PRESS_AGENTRY: "press agentry: being noticed",
    PrModel.PUBLIC_INFORMATION: "public information: telling what is so",
    PrModel.TWO_WAY_ASYMMETRIC: "two-way asymmetric: listening in order to persuade",
    PrModel.TWO_WAY_SYMMETRIC: "two-way symmetric: a talk that may change both sides",
}


def shown(exercise: Exercise) -> Html:
    """Write a whole exercise: why, what to do, what counts, how it is judged, where its ideas are from."""
    parts = [
        Html(f'<h2 class="ek-part">{text(exercise.title)}</h2>'),
        lead(exercise.purpose) if exercise.purpose else Html(),
        _listed("What to do", exercise.steps, "ol"),
        section("What to hand in", Html(f"<p>{text(wording.recognised(exercise))}</p>")),
        _listed("What is counted", wording.asked(exercise.counts)),
        _listed("What you can show for it", exercise.evidence),
        _rubric(exercise.rubric),
        _trains(exercise.model),
        _listed("Where it comes from", exercise.references),
    ]
    return Html(f'<article class="ek-exercise">{"".join(parts)}</article>')


def model_words(model: PrModel) -> str:
    """Say what one of the four models means."""
    return _MODELS[model]


def _listed(title: str, said: Iterable[str], kind: str = "ul") -> Html:
    items = "".join(f"<li>{text(line)}</li>" for line in said)
    return section(title, Html(f'<{kind} class="ek-steps">{items}</{kind}>')) if items else Html()


def _rubric(rubric: Iterable[Criterion]) -> Html:
    """Write each criterion with its levels, their points and what they look like."""
    body = "".join(terms(each.name, [(_level(level), level.looks) for level in each.levels]) for each in rubric)
    return section("How it is judged", Html(body)) if body else Html()


def _level(level: Level) -> str:
    if level.points is None:
        return level.name
    return f"{level.name} ({words.number(level.points)} {'point' if level.points == 1 else 'points'})"


def _trains(model: PrModel | None) -> Html:
    if model is None:
        return Html()
    said = f"{model_words(model)}. That is what it is meant for; whether it came to that is another question."
    return section("What it trains", Html(f"<p>{text(said[0].upper() + said[1:])}</p>"))
