"""What if: two more answers, an hour less; worked out only when asked, by the code that counts everything else."""

import streamlit as st

from evenkeel import words
from evenkeel.metrics.registry import METRICS
from evenkeel.metrics.supposing import Leeway
from evenkeel.web import listing, my_reads
from evenkeel.web import student_numbers as numbers
from evenkeel.web.myself import Mine
from evenkeel.web.saying import quiet

SHOWN = ("engagement_balance", "reply_back_rate", "procrastination_minutes", "leisure_minutes")
_STEP = 15


def show(mine: Mine) -> None:
    """Show the fold; nothing is worked out before it is opened."""
    if not mine.week:
        return
    fold = st.expander("What if?", key="my_what_if", on_change="rerun")
    if not fold.open:
        return
    with fold:
        held = my_reads.leeway(mine.look, mine.week)
        replies, minutes = _asked(mine.week, held)
        if replies or minutes:
            _result(mine, replies, minutes)
        st.html(listing.paragraphs(["What is assumed:"]))
        days = mine.person.course.settings.answer_within_days
        told = "".join(f"<li>{listing.text(one)}</li>" for one in assumptions(replies, minutes, days))
        st.html(f"<ul>{told}</ul>")


def _asked(week: int, held: Leeway) -> tuple[int, int]:
    """Draw the two sliders, each only as far as there is something to change."""
    people, most = len(held.waiting), int(held.minutes) // _STEP * _STEP
    replies = minutes = 0
    if people:
        replies = st.slider(
            "More answers, to people of the class who wait for one",
            0,
            people,
            min(2, people),
            key=f"what_if_answers {week}",
        )
    else:
        quiet("Nobody of the class waits for an answer from you in these weeks.")
    if most:
        minutes = st.slider(
            "Minutes less of leisure while work was due", 0, most, min(60, most), _STEP, key=f"what_if_minutes {week}"
        )
    else:
        quiet("There is no recorded leisure while work was due that could be less in this week.")
    return replies, minutes


def _result(mine: Mine, replies: int, minutes: int) -> None:
    found = my_reads.what_if(mine.look, mine.week, replies, minutes)
    after, before = numbers.readings(found.measures, mine.me), mine.person.found
    rows = [
        (METRICS[name].title, numbers.cell(before[name, mine.week]), numbers.cell(after[name, mine.week]))
        for name in SHOWN
        if (name, mine.week) in before and (name, mine.week) in after
    ]
    st.html(listing.lead(sentence(replies, minutes, mine.week)))
    st.html(listing.table(["", "As it is", "As it would be"], rows, folds=True))


def sentence(replies: int, minutes: int, week: int) -> str:
    """Say what is supposed: "With 2 more answers and 1 h less of leisure in week 9:"."""
    parts = [words.count(replies, "more answer")] if replies else []
    parts += [f"{words.hours(minutes)} less of leisure while work was due"] if minutes else []
    return f"With {words.together(parts)} in week {week}:"


def assumptions(replies: int, minutes: int, days: float) -> list[str]:
    """Say exactly what is assumed."""
    told = ["Everything else stays as it is, what others did too. Nothing is kept of what you try here."]
    if replies:
        told.append(
            "Each answer goes to the newest thing that somebody of the class said to you and that had none by the end "
            "of the week, the newest first; it comes an hour later, within the week, and is not counted in words."
        )
        told.append(f"An answer enters the reply-back rate once what it answers is {days:g} days old.")
        told.append("Writing takes time too: where no tracker watches, an answer adds some estimated minutes.")
    if minutes:
        told.append(
            "The minutes are the last recorded ones of leisure while work was due in the week, as if nothing had been "
            "there instead; estimated minutes stay."
        )
    return told
