"""The question of the fortnight: the instructor asks on the course's Moodle, and some of the class answer."""

from __future__ import annotations

from evenkeel.sample import bank, words
from evenkeel.sample.nouns import Kind, Person, Story
from evenkeel.sample.plan import Plan

MOODLE = "moodle"
AWAY = (Story.SILENT, Story.QUIET, Story.BROADCASTER)


def plan_corner(plan: Plan) -> None:
    """Ask in every second course week; three to five students answer, and now and then each other."""
    teacher = next(person for person in plan.cast if person.role == "instructor")
    for week in plan.term.course_weeks[::2]:
        rng = plan.dice("corner", week)
        topic = rng.choice(bank.TOPICS)
        title = words.fill(rng.choice(topic.titles), topic, rng)
        asked = words.fill(rng.choice(topic.points), topic, rng)
        last = plan.add(
            Kind.POST, teacher.email, plan.at(week, 0, 10, rng), MOODLE, [f"{asked} What do you think?"], title=title
        )
        thread = last.key
        for at, student in enumerate(_who_answers(plan, week)):
            to = last.key if last.key != thread and rng.random() < 0.5 else thread
            moment = plan.at(week, 1 + at, 12.5 + rng.randrange(60) / 60, rng)
            last = plan.add(Kind.COMMENT, student.email, moment, MOODLE, words.comment(topic, rng), parent=to)


def _who_answers(plan: Plan, week: int) -> list[Person]:
    rng = plan.dice("corner", "who", week)
    willing = [person for person in plan.students if person.part.story not in AWAY]
    return rng.sample(willing, min(len(willing), rng.choice((3, 4, 5))))
