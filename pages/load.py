"""Load: drop exports, see what became of them, say who is who."""

import streamlit as st

from evenkeel.web import (
    controls,
    guard,
    listing,
    load_coverage,
    load_help,
    load_mapping,
    load_past,
    load_refresh,
    load_totals,
    load_view,
    load_who,
    reads,
    style,
)

viewer = guard.require(guard.Role.INSTRUCTOR, guard.Role.ASSISTANT, title="Load", names=True)
look = reads.open_class(viewer)
listing.put_on(style.shades())

st.title("Load", anchor=False)
st.html(listing.lead(load_view.lead(look)))
load_view.drop(look)
load_view.report(look)
load_view.tables(look)
load_refresh.section(look)
load_help.exports()
load_totals.section(look)
load_help.begin()
load_who.section(look)
shown = controls.names_switch()
load_coverage.section(look, controls.shown_names(reads.students(look), shown))
load_mapping.remembered(look)
load_past.section(look)
