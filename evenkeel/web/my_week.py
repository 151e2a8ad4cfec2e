"""A student's own week at the top of *My balance*: the sentence, the numbers, and who waits for an answer."""

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.course.calendar import WEEKDAYS, date_words, local
from evenkeel.web import listing, my_words, navigation, numbers_choice
from evenkeel.web import student_numbers as numbers
from evenkeel.web.listing import Line
from evenkeel.web.myself import Mine
from evenkeel.web.saying import plain, quiet

_AT_ONCE = 5
_KINDS = {"post": "post", "comment": "comment", "tweet": "short post"}


def heading(mine: Mine) -> None:
    """Say first what the student did, then what others did."""
    did = mine.person.found.get(("acts", mine.week))
    st.title(plain(my_words.finding(mine.talk, did, mine.when)), anchor=False)
    st.html(listing.lead(my_words.own_part(mine.talk, mine.person.found, mine.week)))
    quiet(my_words.others_part(mine.talk, mine.person.found, mine.week))


def table(mine: Mine) -> None:
    """Show the week beside the own past: what is in the student's own hands, then what others have a part in."""
    own, others = _rows(mine, my_words.OWN), _rows(mine, my_words.OF_OTHERS)
    headings = ["", "This term"] if not mine.week else ["", f"Week {mine.week}", "Your usual week"]
    st.header("In your own hands", anchor=False)
    st.html(listing.table(headings, own, folds=True))
    st.html(listing.section("Where others have a part", listing.table(headings, others, folds=True)))
    st.page_link(
        navigation.page("numbers"),
        label="What these numbers mean, and how yours are made",
        query_params=numbers_choice.numbers_link("reply_back_rate", "", mine.week),
    )


def _rows(mine: Mine, metrics: tuple[str, ...]) -> list[tuple[str, ...]]:
    found, course = mine.person.found, mine.person.course
    rows = []
    for reading in my_words.known(metrics, found, mine.week):
        value = numbers.why_none(reading, course) or numbers.cell(reading)
        past = (my_words.usual_words(found, reading.metric.id, mine.week),) if mine.week else ()
        rows.append((reading.metric.title, value, *past))
    return rows


def waiting(mine: Mine) -> None:
    """List who of the class waits for an answer, the newest first."""
    held = mine.talk.waiting
    if held.empty:
        return
    who = words.count(len(held), "person waits", "people wait")
    st.header(f"{words.sentence(who)} for an answer from you", anchor=False)
    st.html(listing.lines(_lines(held.head(_AT_ONCE), mine)))
    if len(held) > _AT_ONCE:
        with st.expander(f"The other {len(held) - _AT_ONCE}"):
            st.html(listing.lines(_lines(held.iloc[_AT_ONCE:], mine)))


def _lines(held: pd.DataFrame, mine: Mine) -> list[Line]:
    columns = ["with_whom", "kind", "moment", "title", "text", "url"]
    return [
        Line(f"{who}, {_KINDS.get(str(kind), 'message')} on {_day(int(at), mine)}", title, text, url=url)
        for who, kind, at, title, text, url in held[columns].itertuples(index=False)
    ]


def _day(at: int, mine: Mine) -> str:
    day = local(at, mine.person.course.zone)
    return f"{WEEKDAYS[day.weekday()]} {date_words(day.date())}"
