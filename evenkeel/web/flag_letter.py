"""Writing to a student about a flag: a draft to be read and changed, then copied, handed over, or sent."""

from dataclasses import dataclass

import streamlit as st

from evenkeel import mail
from evenkeel.desk.looking import What
from evenkeel.errors import EvenkeelError
from evenkeel.flags import drafting
from evenkeel.flags.drafting import Draft, Fields, Template
from evenkeel.flags.life import Card, Step
from evenkeel.mail.letter import is_address
from evenkeel.web import flag_people, letter_words, listing, reads
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

# The flag about which a letter is being written, and what became of the last one.
_WRITING, _TOLD, _FAILED = "flag_writing", "flag_letter_told", "flag_letter_failed"
HOW_MAIL, HOW_SELF = "sent from here", "sent by hand"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter being written: about which flag, to whom, in which fields, and how many went out before it.

    Its words are read when they are asked for: who changes a word and clicks at once means the changed one.
    """

    card: int
    to: str
    name: str
    slot: str
    before: int

    @property
    def subject(self) -> str:
        """The subject as it stands in its field."""
        return str(st.session_state.get(f"{self.slot}_subject", ""))

    @property
    def body(self) -> str:
        """The text as it stands in its field."""
        return str(st.session_state.get(f"{self.slot}_body", ""))


def show(look: Look, chosen: Chosen, card: Card) -> None:
    """Offer to write, and show the letter being written."""
    if told := st.session_state.pop(_TOLD, ""):
        st.success(plain(told), icon=":material/check:")
    if failed := st.session_state.pop(_FAILED, ""):
        st.warning(plain(failed))
    name = chosen.name(card.flag.student)
    if st.session_state.get(_WRITING) != card.id:
        st.button(f"Write to {plain(name)}…", key=f"flag_write_{card.id}", on_click=_write, args=(card.id,))
        return
    with st.container(border=True, gap="small", key=f"flag_letter_{card.id}"):
        if chosen.names_shown:
            _letter(look, card, name)
        else:
            st.markdown("While names are hidden no letter is shown, and none can be sent. Show names first.")
        st.button("Leave the letter", key=f"flag_unwrite_{card.id}", on_click=_write, args=(None,))


def _write(card: int | None) -> None:
    st.session_state[_WRITING] = card


def _letter(look: Look, card: Card, name: str) -> None:
    template = letter_words.template(look)
    fields = Fields(
        name, reads.reason(card.flag, "You"), card.flag.week, look.course.title, flag_people.instructor(look)
    )
    draft = drafting.draft(template, fields)
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(listing.section(f"A letter to {name}", listing.paragraphs(draft.problems)))
        letter = _fields(card, draft, template, name)
    with right:
        st.html(listing.section("As it goes out", listing.paragraphs([_to(letter)])))
        st.code(f"{letter.subject}\n\n{letter.body}", language=None, wrap_lines=True)
    _ways_out(look, letter)
    letter_words.editor(look)


def _fields(card: Card, draft: Draft, template: Template, name: str) -> Letter:
    """Let the letter be changed; other words of the instructor's begin a fresh one."""
    before = sum(entry.step is Step.MESSAGE for entry in card.entries)
    slot = f"flag_letter_{card.id}_{before}_{hash(template)}"
    st.text_input("Subject", draft.subject, key=f"{slot}_subject", persist_state="page")
    st.text_area("Text", draft.body, key=f"{slot}_body", height=420, persist_state="page")
    return Letter(card.id, card.flag.student, name, slot, before)


def _to(letter: Letter) -> str:
    if not is_address(letter.to):
        return f"The roster has no e-mail address for {letter.name}: copy the text and hand it over in another way."
    return f"To {letter.name}, {letter.to}. The first line is the subject."


# The ways out


def _ways_out(look: Look, letter: Letter) -> None:
    server = mail.settings()
    link = drafting.mailto(letter.to, Draft(letter.subject, letter.body)) if is_address(letter.to) else ""
    warning = drafting.too_long(link)
    with st.container(horizontal=True, gap="small"):
        if server.configured() and is_address(letter.to):
            args = (look, letter)
            st.button(f"Send it to {plain(letter.to)}", key=f"flag_send_{letter.card}", on_click=_send, args=args)
        if link:
            st.link_button("Open it in your mail program", link, key=f"flag_mailto_{letter.card}")
        st.button("I have sent it", key=f"flag_sent_{letter.card}", on_click=_sent_by_hand, args=(look, letter))
    if warning:
        st.warning(warning)
    if not server.configured():
        quiet(_no_server(server))
    quiet("Copying keeps no trace. “I have sent it” writes into the history that you wrote, and under which subject.")


def _no_server(server: mail.Settings) -> str:
    """Say that letters cannot be sent from here; what is wrong with a server that was named is said too."""
    wrong = "" if not server.host else " ".join(server.problems) + " "
    return f"{wrong}To send letters from here, set up a mail server: docs/mail.md says how."


def _send(look: Look, letter: Letter) -> None:
    """Send the letter, once, and log that it went; a failure is said and logs nothing."""
    if not (letter.subject.strip() and letter.body.strip()):
        st.session_state[_FAILED] = "The letter has no subject or no text yet."
    elif _gone_already(look, letter):
        st.session_state[_FAILED] = "A letter went out a moment ago; it was not sent a second time."
    else:
        message = mail.Message((_receiver(letter),), letter.subject, letter.body)
        came = mail.send(mail.settings(), message)
        if isinstance(came, mail.NotSent):
            st.session_state[_FAILED] = came.sentence
        else:
            _log(look, letter, HOW_MAIL)


def _gone_already(look: Look, letter: Letter) -> bool:
    """Tell whether a letter was logged since this one was shown: two quick clicks are one."""
    now = reads.clock(look.course.zone)
    card = next((each for each in look.desk.cards(look.viewer, now) if each.id == letter.card), None)
    return card is None or sum(entry.step is Step.MESSAGE for entry in card.entries) != letter.before


def _receiver(letter: Letter) -> str:
    """Write name and address; a name with brackets in it would be read as another address."""
    return letter.to if set("<>") & set(letter.name) else f"{letter.name} <{letter.to}>"


def _sent_by_hand(look: Look, letter: Letter) -> None:
    if _gone_already(look, letter):
        return
    _log(look, letter, HOW_SELF)


def _log(look: Look, letter: Letter, how: str) -> None:
    said = f"{how}: “{' '.join(letter.subject.split())}”"
    try:
        look.desk.mark(look.viewer, letter.card, Step.MESSAGE, reads.clock(look.course.zone), said)
        look.desk.looked(look.viewer, letter.to, What.LETTER, look.now)
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)
        return
    _write(None)
    st.session_state[_TOLD] = f"The letter to {letter.name} is in the history."
