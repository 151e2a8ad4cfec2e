"""The fields of a rule: the few usual ones, and below them what only some rules need."""

from dataclasses import dataclass

import streamlit as st

from evenkeel.course.values import Against, Condition, Rule
from evenkeel.flags.wording import line_words
from evenkeel.metrics.registry import METRICS
from evenkeel.web import reads, rule_draft, threshold_reads, threshold_words
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look
from evenkeel.web.rule_draft import AGAINST, CUSTOM, HOW_OFTEN
from evenkeel.web.saying import plain, quiet

_EVERYBODY, _SECTION, _STUDENT = "the whole class", "one section", "one student"


@dataclass(frozen=True, slots=True)
class Fields:
    """What the fields say, and the place beside the line where the page says more about it."""

    rule: Rule
    beside: st.delta_generator.DeltaGenerator


def show(look: Look, chosen: Chosen, start: Rule, slot: str) -> Fields:
    """Draw the fields of a rule that begins as `start`; `slot` names them, another one begins anew."""
    place = st.container(gap="small")
    often = st.container()
    with st.expander("More: against what, for whom, from when", expanded=rule_draft.has_more(start)):
        first = start.conditions[0]
        against = _against("Compared with", first.against, f"{slot} against")
        section, student = _whom(look, chosen, start, slot)
        last = max(look.course.weeks, start.since)
        since = int(st.number_input("From week", 1, last, start.since, key=f"{slot} since"))
        also = _second(look, start, slot)
    with place:
        own, beside = _condition(look, first, against, slot)
    with often:
        k, m = _how_often(start, slot)
    rule = Rule(own.metric, own.line, own.above, k, m, own.against, also, section, student, since)
    return Fields(rule, beside)


# One number and its line


def _condition(
    look: Look, base: Condition, against: Against, slot: str
) -> tuple[Condition, st.delta_generator.DeltaGenerator]:
    weekly = [name for name, metric in METRICS.items() if metric.weekly]
    name = st.selectbox(
        "Number",
        weekly,
        index=weekly.index(base.metric) if base.metric in weekly else 0,
        format_func=lambda metric: METRICS[metric].title,
        key=f"{slot} metric",
    )
    side = st.radio(
        "Worth a look when it is",
        ["above", "below"],
        index=0 if base.above else 1,
        horizontal=True,
        key=f"{slot} side",
    )
    line = _line(look, Condition(name, 0, side == "above", against), base, slot)
    beside = st.container()
    return Condition(name, line, side == "above", against), beside


def _line(look: Look, asked: Condition, base: Condition, slot: str) -> float:
    metric = METRICS[asked.metric]
    found = reads.suggestion(look, asked.metric, asked.above)
    field = rule_draft.line_field(metric, asked.against)
    # A number that was typed stays while it can mean the same; another unit has a field of its own.
    slot = f"{slot} {rule_draft.family(metric, asked.against)} line"
    suggested = found.line if threshold_words.usable(found, metric, asked.above) else None
    first = rule_draft.start_line(metric, asked.against, base, suggested)
    st.session_state.setdefault(slot, field.typed(first))
    typed = st.number_input(
        field.label, min_value=field.low, max_value=field.high, step=field.step, key=slot, persist_state="page"
    )
    if asked.against is not Against.LINE:
        quiet(threshold_words.spreads_sentence(asked.against))
    else:
        quiet(threshold_words.suggestion_sentence(found, metric, asked.above))
        if suggested is not None:
            use = f"Use {line_words(suggested, metric)}"
            st.button(use, on_click=_use, args=(slot, field.typed(suggested)), key=f"{slot} use")
    of_base = rule_draft.family(METRICS[base.metric], base.against) == rule_draft.family(metric, asked.against)
    return rule_draft.exact(field, float(typed), base) if of_base else field.line(float(typed))


def _use(slot: str, typed: float) -> None:
    st.session_state[slot] = typed


def _against(label: str, start: Against, slot: str) -> Against:
    choices = list(AGAINST)
    return st.selectbox(label, choices, index=choices.index(start), format_func=AGAINST.__getitem__, key=slot)


def _second(look: Look, start: Rule, slot: str) -> Condition | None:
    if not st.toggle("And a second number in the same week", value=start.also is not None, key=f"{slot} and"):
        return None
    base, slot = rule_draft.second(start), f"{slot} second"
    place = st.container(gap="small")
    against = _against("The second compared with", base.against, f"{slot} against")
    with place:
        found, _ = _condition(look, base, against, slot)
    return found


# For whom, and how often


def _whom(look: Look, chosen: Chosen, start: Rule, slot: str) -> tuple[str, str]:
    """Ask whom the rule looks at; what it names that is not on the roster stays a choice until another is made."""
    sections = sorted({name for name in reads.students(look)["section"] if name})
    begin = next((name for name in sections if name.casefold() == start.section.casefold()), start.section)
    sections += [begin] if begin and begin not in sections else []
    kinds = [_EVERYBODY, *([_SECTION] if sections else []), _STUDENT]
    kind = _SECTION if start.section else _STUDENT if start.student else _EVERYBODY
    whom = st.selectbox("For", kinds, index=kinds.index(kind), key=f"{slot} whom")
    if whom == _SECTION:
        place = sections.index(begin) if begin else 0
        section: str = st.selectbox("Section of the rule", sections, index=place, key=f"{slot} section")
        # As it was written, where it still means the same.
        return start.section if section == begin else section, ""
    if whom == _STUDENT:
        return "", _student(look, chosen, start, slot)
    return "", ""


def _student(look: Look, chosen: Chosen, start: Rule, slot: str) -> str:
    found = threshold_reads.looked_at(look, start) if start.student else []
    missing = [start.student] if start.student and not found else []
    everybody = list(reads.students(look)["student"])
    begin = found[0] if found else (missing or everybody)[0]
    named = threshold_reads.student_of(look, chosen, start)
    chosen_one: str = st.selectbox(
        "Student of the rule",
        [*missing, *everybody],
        index=[*missing, *everybody].index(begin),
        format_func=lambda student: named if student in missing else chosen.name(student),
        key=f"{slot} student",
    )
    return start.student if found and chosen_one == found[0] else chosen_one


def _how_often(start: Rule, slot: str) -> tuple[int, int]:
    choices = [*HOW_OFTEN, CUSTOM]
    choice = st.selectbox(
        "How often",
        choices,
        index=choices.index(rule_draft.how_often_choice(start.k, start.m)),
        key=f"{slot} often",
    )
    if choice != CUSTOM:
        return HOW_OFTEN[choice]
    with st.container(horizontal=True):
        most = max(start.m, rule_draft.LONGEST)
        m = int(st.number_input("Of the last (weeks)", 1, most, min(max(start.m, 1), most), key=f"{slot} m"))
        k = int(st.number_input("At least (weeks)", 1, m, min(start.k, m), key=f"{slot} k {m}"))
    return k, m


def nobody(look: Look, chosen: Chosen, rule: Rule) -> None:
    """Warn of a rule that looks at nobody."""
    if said := threshold_reads.nobody(look, chosen, rule):
        st.warning(plain(said), icon=":material/person_off:")
