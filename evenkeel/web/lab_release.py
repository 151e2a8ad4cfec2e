"""A release as it would look, what it lacks, and itself to take along."""

import streamlit as st

from evenkeel.labs import media_release
from evenkeel.labs.shape import Content, Row
from evenkeel.web import keys, listing
from evenkeel.web.listing import Html
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(look: Look, rows: list[Row]) -> None:
    """Show one of the releases that the viewer may see."""
    if not rows:
        return
    st.header("As it looks", anchor=False)
    newest = rows[::-1]
    chosen = newest[0]
    if len(newest) > 1:
        chosen = st.selectbox("Release", newest, format_func=_title, key=keys.LAB_RELEASE)
    st.markdown(plain(media_release.told(chosen.content)))
    with st.container(border=True):
        st.html(preview(chosen.content))
    with st.container(horizontal=True, gap="small"):
        st.download_button("As HTML", media_release.as_html(chosen.content), "release.html", "text/html",
                           on_click="ignore")  # fmt: skip
        st.download_button("For Word", media_release.as_word(chosen.content), "release.docx", _DOCX,
                           on_click="ignore")  # fmt: skip


def _title(row: Row) -> str:
    return f"No. {row.id}: {str(row.content['headline'])[:70]}"


def preview(content: Content) -> Html:
    """Write the release as HTML for a page of ours, every word escaped."""
    parts = []
    for heading, lines in media_release.lines_of(content):
        if heading:
            items = "".join(f"<li>{listing.link(line, line)}</li>" for line in lines)
            parts.append(listing.section(heading, Html(f'<ul class="ek-steps">{items}</ul>')))
        else:
            parts.append(listing.lead(" ".join(lines)))
    return Html("".join(parts))
