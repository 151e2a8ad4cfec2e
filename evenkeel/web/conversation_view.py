"""The page of the conversation: sentences, then the picture, then who addresses whom, then the stairs."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.access import Viewer
from evenkeel.charts import key, matrix, network, theme
from evenkeel.course.calendar import WeekState
from evenkeel.metrics import exports
from evenkeel.metrics.descriptions import setting
from evenkeel.metrics.measures import TERM
from evenkeel.metrics.network import Network
from evenkeel.web import (
    controls,
    conversation_frames,
    conversation_stairs,
    conversation_words,
    listing,
    reads,
    style,
)
from evenkeel.web.controls import Chosen
from evenkeel.web.conversation_words import Talk
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_EVERYBODY = ""


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.class_with_data(viewer)
    listing.put_on(style.shades())
    heading = st.container(gap="xsmall")
    chosen = controls.row(look, section=False, steps=True, term=True)
    if chosen.week is None:
        heading.title("The term has not begun", anchor=False)
        st.markdown("The conversation begins with the first week.")
        return
    week = TERM if chosen.whole_term else chosen.week.number
    nodes = _nodes(look, week)
    names = conversation_frames.class_names(nodes, chosen.names, shown=chosen.names_shown)
    talk = Talk(_network(look, week), nodes, names, _window(look, chosen))
    _heading(heading, look, talk)
    _picture(look, chosen, talk, week)
    _matrix(look, chosen, talk, week)
    _stairway(look, chosen, week)
    _files(look, chosen, talk, week)


def _window(look: Look, chosen: Chosen) -> str:
    week = chosen.week
    assert week is not None  # the page stops before where no week has begun
    numbers = sorted(w.number for w in chosen.begun)
    if not chosen.whole_term:
        numbers = [n for n in numbers if week.number - look.course.settings.window_weeks < n <= week.number]
    span = f"Week {numbers[0]}" if len(numbers) == 1 else f"Weeks {numbers[0]} to {numbers[-1]}"
    running = any(w.number in numbers and w.state is WeekState.RUNNING for w in chosen.begun)
    return span + (", of which the last is still running" if running else "")


# What is read, each once for a state of the record


@reads.cached
def _network(look: Look, week: int) -> Network:
    return look.desk.network(look.viewer, look.now, week)


@reads.cached
def _nodes(look: Look, week: int) -> pd.DataFrame:
    return look.desk.nodes(look.viewer, look.now, week)


@reads.cached
def _ties(look: Look, week: int) -> pd.DataFrame:
    return look.desk.ties(look.viewer, look.now, week)


@reads.cached
def _places(look: Look) -> pd.DataFrame:
    return look.desk.places(look.viewer, look.now)


@reads.cached
def _stairs(look: Look, week: int) -> dict[str, int]:
    return conversation_stairs.counts(look.desk.stairway(look.viewer, look.now, week))


# The words above


def _heading(into: st.delta_generator.DeltaGenerator, look: Look, talk: Talk) -> None:
    into.title(plain(conversation_words.title(talk)), anchor=False)
    with into:
        quiet(
            f"{talk.window}. Counted is what people on the roster addressed to each other in public: replies, "
            "comments, mentions, reposts. What was said elsewhere is not in the files."
        )
        found = conversation_words.sentences(talk)
        for start in range(0, len(found), 2):
            for place, (about, said) in zip(st.columns(2, gap="small"), found[start : start + 2], strict=True):
                place.markdown(f"**{about}.** {plain(said)}")


# The picture


def _picture(look: Look, chosen: Chosen, talk: Talk, week: int) -> None:
    st.header("Who turns to whom", anchor=False)
    person = st.selectbox(
        "Show the ties of",
        [_EVERYBODY, *sorted(talk.names, key=lambda p: talk.names[p].casefold())],
        format_func=lambda p: talk.names.get(p, "everybody"),
        key="ties_of",
        width=280,
    )
    ties = _ties(look, week)
    drawn = conversation_frames.drawn_ties(ties, len(talk.nodes), person)
    shades = style.shades()
    state = (week, person, chosen.names_shown, shades.ground)
    st.vega_lite_chart(_network_spec(look, state, drawn, talk, chosen, shades), width="stretch", theme=None)
    st.html(key.html(_key(shades), shades))
    if len(talk.nodes) > conversation_frames.FEW_PEOPLE:
        among = len({*drawn["giver"], *drawn["taker"]})
        quiet(conversation_frames.left_out(len(drawn), len(ties), among, len(talk.nodes)))
    _people_table(look, chosen, talk, week)


def _key(shades: theme.Palette) -> list[key.Entry]:
    return [
        key.Entry("student, larger who is addressed more", shades.calm),
        key.Entry("instructor", shades.calm, "square"),
        key.Entry("addressed somebody, and none of those back", shades.calm, hollow=True),
        key.Entry("no tie in this window (small)", shades.rest),
    ]


@reads.cached
def _network_spec(
    look: Look, state: tuple[object, ...], _drawn: pd.DataFrame, _talk: Talk, _chosen: Chosen, _shades: theme.Palette
) -> dict[str, Any]:
    people = conversation_frames.people_drawn(_talk.nodes, _places(look), _drawn, _short(_talk, _chosen))
    return theme.spec(network.chart(people, conversation_frames.ties_drawn(_drawn, _talk.names), _shades))


def _short(talk: Talk, chosen: Chosen) -> Mapping[str, str]:
    return controls.short_names(talk.names) if chosen.names_shown else talk.names


def _people_table(look: Look, chosen: Chosen, talk: Talk, week: int) -> None:
    rows = _person_rows(look, (week, chosen.names_shown), talk)
    many = words.count(len(rows), "person", "people")
    some = f"the {many} with the fewest ties" if len(rows) < len(talk.nodes) else many
    with st.expander(f"The same people as a table, {some}"):
        headings = (
            "Person",
            "Addressed",
            "Addressed by",
            "Gave",
            "Received",
            "Addressed back",
            "Reciprocity",
            "Betweenness",
        )
        st.html(listing.table(headings, rows, numbers=frozenset(range(1, 8)), folds=True))
        quiet(
            "Addressed, addressed by, addressed back: people. Gave, received: acts, an act to several people shared "
            "among them. Reciprocity: which part of somebody's ties runs both ways. Betweenness: which part of the "
            "shortest ways between two others leads through them; it does not show that anything was passed on. "
            f"{words.sentence(setting('window_weeks', look.course.settings))}."
        )


# Who addresses whom


def _matrix(look: Look, chosen: Chosen, talk: Talk, week: int) -> None:
    ties = _ties(look, week)
    st.header("Who answers whom", anchor=False)
    if ties.empty:
        st.markdown("There is no tie in this window.")
        return
    shades = style.shades()
    spec, rest = _matrix_spec(look, (week, chosen.names_shown, shades.ground), ties, talk, chosen, shades)
    quiet(
        "A row for each who gives, a column for each who receives; the number is the acts, an act to several shared "
        f"among them. Columns are in the order of rows.{_folded(rest)}"
    )
    st.vega_lite_chart(spec, width="stretch", theme=None)
    rows = _tie_rows(look, (week, chosen.names_shown), ties, talk)
    many = f"the {len(rows)} heaviest of {len(ties):,} ties" if len(rows) < len(ties) else words.count(len(ties), "tie")
    with st.expander(f"The same as a table, {many}"):
        headings = ("Gives", "Receives", "Acts", "Weight", "Weight back")
        st.html(listing.table(headings, rows, numbers=frozenset({2, 3, 4}), folds=True))


def _folded(rest: str) -> str:
    return f" The busiest {conversation_frames.MATRIX} are shown each; {rest} are folded into one." if rest else ""


@reads.cached
def _matrix_spec(
    look: Look, state: tuple[object, ...], _ties: pd.DataFrame, _talk: Talk, _chosen: Chosen, _shades: theme.Palette
) -> tuple[dict[str, Any], str]:
    cells, order, rest = conversation_frames.matrix(_ties, _talk.nodes, _short(_talk, _chosen))
    return theme.spec(matrix.chart(cells, order, _shades, folded=rest)), rest


@reads.cached
def _person_rows(look: Look, state: tuple[object, ...], _talk: Talk) -> list[tuple[str, ...]]:
    return conversation_frames.node_rows(_talk.nodes, _talk.names)


@reads.cached
def _tie_rows(look: Look, state: tuple[object, ...], _ties: pd.DataFrame, _talk: Talk) -> list[tuple[str, ...]]:
    return conversation_frames.tie_rows(_ties, _talk.names)


# The stairs


def _stairway(look: Look, chosen: Chosen, week: int) -> None:
    st.header("The stairway", anchor=False)
    found = _stairs(look, week)
    shown = conversation_stairs.shown(found, look.viewer, names_shown=chosen.names_shown)
    st.markdown(plain(conversation_stairs.sentence(shown, sum(found.values()))))
    rows = conversation_stairs.rows(shown, look.course.settings)
    headings = ("Stair", "Pairs", "What it means", "What decides it")
    st.html(listing.table(headings, rows, numbers=frozenset({1}), folds=True))
    quiet(
        "The first stair that fits counts, from champion down. No published cuts exist: these are the course's own, "
        "under settings in course.yaml. A stair is how two people look in the files, not what they think of each other."
    )


# To take along


def _files(look: Look, chosen: Chosen, talk: Talk, week: int) -> None:
    st.header("To take along", anchor=False)
    names = None if chosen.names_shown else talk.names
    span = "term" if week == TERM else f"week-{week}"

    def as_graphml() -> bytes:
        return exports.graphml(talk.nodes, _ties(look, week), names).encode()

    def as_csv() -> bytes:
        return exports.ties_csv(_ties(look, week), names).encode()

    with st.container(horizontal=True, gap="small"):
        for label, make, name, kind in (
            ("Ties as CSV", as_csv, f"ties-{span}.csv", "text/csv"),
            ("Network as GraphML", as_graphml, f"network-{span}.graphml", "application/xml"),
        ):
            st.download_button(label, make, name, kind, on_click="ignore")
    said = "with names and addresses: keep them where only you can read them" if chosen.names_shown else "without names"
    quiet(f"For a spreadsheet, or for Gephi and other programs that draw networks; {said}.")
