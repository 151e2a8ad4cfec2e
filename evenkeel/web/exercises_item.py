"""One student's work, opened: its words, the checklist beside it, the rubric, a comment, and on to the next."""

from collections.abc import Sequence

import streamlit as st

from evenkeel import words
from evenkeel.access import Viewer
from evenkeel.course.calendar import local
from evenkeel.desk.asked import Handed
from evenkeel.errors import EvenkeelError
from evenkeel.exercises import grading
from evenkeel.exercises.checklist import Holds, Line, Links, addresses, checklist
from evenkeel.exercises.grading import Grade
from evenkeel.exercises.standing import SHAPES
from evenkeel.exercises.values import Counts, Criterion, Level
from evenkeel.web import exercises_match, exercises_reads, exercises_words, keys, listing, reads
from evenkeel.web.exercises_reads import Opened
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet
from evenkeel.web.student_acts import clock

CSS = """
.ek-work { white-space: pre-line; overflow-wrap: anywhere; max-width: 44rem; line-height: 1.6; padding: .5rem 1rem;
  border-left: 3px solid color-mix(in srgb, var(--ek-calm) 55%, transparent); max-height: 34rem; overflow-y: auto; }
[data-testid="stRadioCaption"], [data-testid="stRadioCaption"] * { color: var(--ek-quiet) !important;
  opacity: 1 !important; }
"""
_MARKS = {Holds.YES: "✓", Holds.NO: "○", Holds.UNKNOWN: "–"}
_ASKED, _FAILED = "links_that_were_asked", "grading_failed"
Names = Sequence[tuple[str, str]]


@st.fragment
def show(viewer: Viewer, names: Names) -> None:
    """Show the work that the address asks for; only this part of the page runs again from one to the next."""
    look = reads.open_class(viewer)
    opened = exercises_reads.opened(look, names)
    if opened is None:
        st.rerun()
    st.html(f"<style>{CSS}</style>")
    name = dict(names).get(opened.work.student, opened.work.student)
    _steps(look, opened, names)
    handed = look.desk.handed(viewer, look.now, opened.work)
    task = exercises_words.task_name(opened.work, look.desk.exercises)
    st.title(plain(f"{name}: {task}"), anchor=False)
    st.html(listing.paragraphs([_how(look, handed)]))
    if failed := st.session_state.pop(_FAILED, ""):
        st.warning(plain(failed))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _words(handed)
        exercises_match.show(look, handed)
    with right:
        _checklist(look, handed)
        _judge(look, opened, names)


def _steps(look: Look, opened: Opened, names: Names) -> None:
    given = exercises_reads.grades(look)
    task = opened.work.exercise, opened.work.occasion
    read = sum((student, *task) in given for student in opened.queue)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Back to the class", key="work_back"):
            exercises_reads.close_work()
            st.rerun()
        for label, by, key in (("Previous", -1, "p"), ("Next", 1, "n")):
            other = opened.step(by)
            args = (opened, other, names)
            st.button(label, key=f"work_{key}", shortcut=key, on_click=_go, args=args, disabled=not other)
        place = f"{opened.place + 1} of {len(opened.queue)}" if opened.place >= 0 else f"{len(opened.queue)} to read"
        quiet(f"{place}, {read} looked at")


def _go(opened: Opened, student: str, names: Names) -> None:
    shown = dict(names).get(student, student)
    asked = student if _names_shown() else shown
    exercises_reads.open_work(student, opened.work.exercise, opened.work.occasion, shown=asked)


def _names_shown() -> bool:
    return bool(st.session_state.get(keys.NAMES_SHOWN, True))


def _how(look: Look, handed: Handed) -> str:
    """Say how the work stands, when it was due, and why it counts."""
    work, zone = handed.work, look.course.zone
    said = f"{SHAPES[work.standing]} {words.sentence(work.standing)}. Due {clock(local(work.due - 1, zone))}"
    if work.handed_in is not None:
        said += f", handed in {clock(local(work.handed_in, zone))}"
    reason = f" It counts because: {work.why}." if work.why else ""
    return f"{said}.{reason}" + (f" {words.sentence(work.crowd)}." if work.crowd else "")


def _words(handed: Handed) -> None:
    if handed.item is None:
        st.markdown("There is nothing to read here.")
        return
    title = f'<div class="ek-line-title">{listing.text(handed.title)}</div>' if handed.title else ""
    where = f"<p>{listing.link(handed.url, 'open the post')}</p>" if listing.safe_url(handed.url) else ""
    body = listing.text(handed.item.text) or "The file has no text of it."
    st.html(f'{title}<div class="ek-work" tabindex="0">{body}</div>{where}')


def _checklist(look: Look, handed: Handed) -> None:
    if handed.item is None:
        return
    known = look.desk.exercises.get(handed.work.exercise)
    links = Links(st.session_state.get(_ASKED, {}))
    found = checklist(known.counts if known else Counts(), handed.item, links)
    rows = [(line.asked, _seen(line)) for line in found]
    st.html(listing.section("Checklist", listing.table(("Asked, or worth knowing", "Seen"), rows)))
    unasked = [a for a in addresses(handed.item.text) if a not in st.session_state.get(_ASKED, {})]
    if unasked:
        label = f"Ask whether {words.count(len(unasked), 'link answers', 'links answer')}"
        st.button(label, key="work_links", on_click=_ask, args=(look, unasked), help="Asks each address once, now.")


def _seen(line: Line) -> str:
    """Say what was seen, and before it how that holds where it was asked for."""
    if line.holds is Holds.TOLD:
        return line.seen
    return f"{_MARKS[line.holds]} {words.sentence(line.holds)}: {line.seen}"


def _ask(look: Look, asked: list[str]) -> None:
    answers = look.desk.ask_links(look.viewer, asked).answers
    st.session_state[_ASKED] = {**st.session_state.get(_ASKED, {}), **answers}


def _judge(look: Look, opened: Opened, names: Names) -> None:
    """Draw the rubric and the comment; nothing is chosen before somebody chooses it."""
    work = opened.work
    held = exercises_reads.grades(look).get(work.key)
    rubric = look.desk.rubric(work.exercise)
    st.html(listing.section("Judge it", listing.paragraphs([_standing_grade(look, held)])))
    levels = {one.name: level for one in rubric if (level := _level(work.key, one, held))}
    if rubric:
        st.html(listing.paragraphs([points_said(rubric, levels)]))
    with st.form(f"judge_{'_'.join(work.key)}", border=False):
        key = f"comment_{'_'.join(work.key)}"
        st.text_area(
            "A comment to the student", value=held.comment if held else "", key=key, max_chars=4_000, height=110
        )
        st.form_submit_button(
            "Keep and next",
            key=f"keep_{'_'.join(work.key)}",
            type="primary",
            shortcut="k",
            on_click=_keep,
            args=(look, opened, levels, key, names),
            help="Without a level and a comment it is noted as looked at. Ctrl and Enter in the comment does the same.",
        )


def _standing_grade(look: Look, held: Grade | None) -> str:
    if held is None:
        return "Nobody has looked at it yet."
    when = clock(local(held.at, look.course.zone))
    return f"{words.sentence(exercises_words.judged(held))}, {when}, by {held.by}."


def _level(task: tuple[str, str, str], criterion: Criterion, held: Grade | None) -> str:
    names = [level.name for level in criterion.levels]
    before = held.levels.get(criterion.name, "") if held else ""
    by_name = {level.name: level for level in criterion.levels}
    chosen = st.radio(
        criterion.name,
        names,
        index=names.index(before) if before in names else None,
        format_func=lambda name: level_said(by_name[name]),
        captions=[level.looks for level in criterion.levels] if any(one.looks for one in criterion.levels) else None,
        key=f"level_{'_'.join(task)}_{criterion.name}",
    )
    return chosen or ""


def level_said(level: Level) -> str:
    """Name a level with its points."""
    if level.points is None:
        return plain(level.name)
    return plain(f"{level.name} ({words.number(level.points)})")


def points_said(rubric: tuple[Criterion, ...], levels: dict[str, str]) -> str:
    """Say the sum of the chosen levels before it is kept, and what is still open."""
    total, most = grading.points(rubric, levels), grading.most(rubric)
    still = grading.left_open(rubric, levels)
    open_said = f" Still open: {words.together(list(still))}." if still else ""
    if most is None:
        return open_said.strip()
    if total is None:
        return f"No points yet, of {words.number(most)}.{open_said}"
    return f"{words.number(total)} of {words.number(most)} points.{open_said}"


def _keep(look: Look, opened: Opened, levels: dict[str, str], comment: str, names: Names) -> None:
    try:
        at = reads.clock(look.course.zone)
        look.desk.grade(look.viewer, at, opened.work.key, levels, st.session_state.get(comment, ""))
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)
        return
    if onward := exercises_reads.next_unread(look, opened):
        _go(opened, onward, names)
