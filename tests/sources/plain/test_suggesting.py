"""Which column is which: guessed by header and cells, in five languages, and never from nothing."""

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.sources.plain.looks import Column, spelt
from evenkeel.sources.plain.suggesting import ACTS, KINDS, ROSTER, TIES, TIME, columns, guesses, likely, unit

PEOPLE = {"ada example", "ada@example.org", "ben vale", "ben@example.org"}


def known(value: str) -> bool:
    return value.strip().casefold() in PEOPLE


def held(text: str, delimiter: str = ",") -> tuple[Column, ...]:
    header, *rows = csv.reader(StringIO(text), delimiter=delimiter)
    return columns(header, rows, known)


def guessed(kind: str, text: str, delimiter: str = ",") -> dict[str, str]:
    """Return the guesses for a table that is most likely of this kind."""
    table = held(text, delimiter)
    assert likely(table).kind == kind, likely(table)
    return {field: guess.column for field, guess in guesses(kind, table).items()}


def test_a_forum_is_known_by_its_people_dates_sentences_and_ids() -> None:
    text = (
        "id,discussion,parent,userid,userfullname,created,modified,subject,message,messageformat,wordcount\n"
        "1,1,0,7,Ada Example,1772460300,1772460400,Hello,<p>Hello all of you there</p>,1,5\n"
        "2,1,1,8,Ben Vale,1772460310,1772460310,Re: Hello,<p>Hi Ada how are you</p>,1,5\n"
        "3,1,2,7,Ada Example,1772460350,1772460350,Re: Re,<p>I am fine thank you</p>,1,5\n"
    )
    assert guessed(ACTS, text) == {
        "id": "id", "author": "userfullname", "at": "created", "text": "message", "in_reply_to": "parent",
    }  # fmt: skip
    why = guesses(ACTS, held(text))
    assert why["author"].why == "called “userfullname”, names of your roster"
    assert why["at"].why == "called “created”, looks like unix time"
    assert why["in_reply_to"].why == "its values are ids of “id”; 0 where it answers nothing"


def test_an_id_of_an_odd_name_is_known_by_what_answers_it() -> None:
    text = "Nr,User,Posted,Reply to,Body\n1,Ada Example,2026-03-03,0,Hello\n2,Ben Vale,2026-03-04,1,Hi\n"
    found = guesses(ACTS, held(text))
    assert (found["id"].column, found["id"].why) == ("Nr", "its values stand in “Reply to”")
    assert found["in_reply_to"].column == "Reply to"


def test_the_id_of_a_person_is_not_the_id_of_what_they_said() -> None:
    text = "AuthorID,Author,Date,Content\n12,ada,2026-03-03T10:00:00.1234567+00:00,hi\n13,ben,2026-03-03,hello\n"
    assert guessed(ACTS, text) == {"author": "Author", "at": "Date", "text": "Content"}


def test_a_questionnaires_answers_are_read_by_their_questions() -> None:
    text = (
        "Timestamp,Email Address,How many hours did you spend on social media yesterday?,What did you do?\n"
        '2026/03/25 10:00:00 AM GMT+1,ada@example.org,"2,5",Scrolled\n'
    )
    found = guessed(TIME, text)
    assert (found["student"], found["start"]) == ("Email Address", "Timestamp")
    assert found["minutes"].startswith("How many hours") and unit(held(text)[2]) == "hours"


def test_names_that_say_nothing_leave_the_cells_to_speak() -> None:
    text = (
        "a,b,c,d\nx1,ada@example.org,2026-03-03T10:00,I am here and this is nice\n"
        "x2,ben@example.org,2026-03-04T10:00,You are there and that is nice\n"
    )
    assert guessed(ACTS, text) == {"author": "b", "at": "c", "text": "d"}
    assert guesses(ACTS, held(text))["author"].why == "e-mail addresses of your roster"


def test_whom_a_message_is_for_is_not_what_it_answers() -> None:
    text = (
        "Sender,Sent on,Message,Reply to\nada@example.org,3/4/2026 10:00,What do you all think of this,\n"
        "ben@example.org,3/5/2026 10:05,I think that is a great idea,ada@example.org\n"
    )
    assert guessed(ACTS, text) == {"author": "Sender", "at": "Sent on", "text": "Message", "to": "Reply to"}


@pytest.mark.parametrize(
    ("header", "author", "at", "text"),
    [
        ("Autor;Erstellt am;Nachricht", "Autor", "Erstellt am", "Nachricht"),
        ("Auteur;Date d'envoi;Commentaire", "Auteur", "Date d'envoi", "Commentaire"),
        ("Usuario;Fecha;Mensaje", "Usuario", "Fecha", "Mensaje"),
        ("Afzender;Verzonden;Bericht", "Afzender", "Verzonden", "Bericht"),
        ("Vollständiger Name;Veröffentlicht;Beitrag", "Vollständiger Name", "Veröffentlicht", "Beitrag"),
    ],
)
def test_headers_in_other_languages_are_understood(header: str, author: str, at: str, text: str) -> None:
    rows = "nobody;2026-03-03 10:00;ja\nnobody else;2026-03-04 10:00;nein\n"
    assert guessed(ACTS, f"{header}\n{rows}", ";") == {"author": author, "at": at, "text": text}


def test_a_diary_is_known_by_how_long_things_were() -> None:
    text = "Who,When,Hours,Doing what\nAda Example,3 March 2026,1.5,Reading\nAda Example,4 March 2026,2,Resting\n"
    assert guessed(TIME, text) == {"student": "Who", "start": "When", "minutes": "Hours", "activity": "Doing what"}
    assert unit(held(text)[2]) == "hours"


def test_a_date_and_a_time_in_two_columns_are_taken_together() -> None:
    text = (
        "User,Email,Project,Start date,Start time,End date,End time,Duration\n"
        "Ada Example,ada@example.org,PR,2024-03-04,10:23:52,2024-03-04,11:23:53,01:00:01\n"
        "Ben Vale,ben@example.org,PR,2024-03-05,10:23:52,2024-03-05,11:23:53,01:00:01\n"
    )
    found = guessed(TIME, text)
    assert (found["start"], found["end"]) == ("Start date + Start time", "End date + End time")
    assert (found["student"], found["minutes"]) == ("User", "Duration")
    german = "Datum;Von;Bis;Tätigkeit;Dauer\n02.03.2026;10:00;11:30;Lesen;1:30\n03.03.2026;22:00;01:00;Üben;3:00\n"
    assert guessed(TIME, german, ";") == {
        "start": "Datum + Von", "end": "Bis", "minutes": "Dauer", "activity": "Tätigkeit",
    }  # fmt: skip
    posts = "Date,Time,Name,Post\n3/4/2026,10:15 PM,Ada Example,Good night to you all\n"
    assert guessed(ACTS, posts)["at"] == "Date + Time"


def test_a_class_list_has_one_address_a_row() -> None:
    text = (
        "First name,Last name,ID number,Email address,Group,Twitter,Blog\n"
        "Cleo,Moss,0041,cleo@example.org,A,@cleo,https://cleo.example.org\n"
        "Dan,Reed,0042,dan@example.org,A,,https://dan.example.org\n"
    )
    assert guessed(ROSTER, text) == {
        "email": "Email address", "name": "First name + Last name", "section": "Group", "blog": "Blog", "x": "Twitter",
    }  # fmt: skip
    assert guessed(ROSTER, "Nom,Courriel,Groupe\nAda Example,ada@example.org,1\n") == {
        "email": "Courriel", "name": "Nom", "section": "Groupe",
    }  # fmt: skip


def test_two_columns_of_people_and_a_date_are_a_tie_list() -> None:
    text = "Poster,Replied to,Posted\nAda Example,Ben Vale,2026-03-03\nBen Vale,Ada Example,2026-03-04\n"
    assert guessed(TIES, text) == {"sender": "Poster", "receiver": "Replied to", "time": "Posted"}
    assert guessed(TIES, text.replace("Poster,Replied to,Posted", "a,b,c")) == {
        "sender": "a", "receiver": "b", "time": "c",
    }  # fmt: skip


def test_cells_that_cannot_be_are_no_match_whatever_the_column_is_called() -> None:
    table = held("author,at,minutes,url,kind\nada,soon,many,none,poem\n")
    assert guesses(ACTS, table) == {"author": guesses(ACTS, table)["author"]}
    assert "minutes" not in guesses(TIME, table)


def test_nothing_is_guessed_from_nothing() -> None:
    assert guesses(ACTS, held("x,y\n1,2\n")) == {}
    assert likely(held("x,y\n1,2\n")).why == "nothing in it says that it is anything else"
    assert guesses(ACTS, held("author,at\n")).keys() == {"author", "at"}


def test_the_unit_of_bare_numbers_is_told_by_name_or_size() -> None:
    assert unit(held("Time Spent (seconds)\n30\n")[0]) == "seconds"
    assert unit(held("Duration (decimal)\n1.25\n")[0]) == "hours"
    assert unit(held("Duration\n90\n")[0]) == "minutes"
    assert unit(held("Duration\n5400\n")[0]) == "seconds"


def test_names_are_spelt_without_case_accents_and_marks() -> None:
    assert spelt("userFullName") == "user full name"
    assert spelt("Veröffentlicht_am (UTC)") == "veroffentlicht am utc"


@settings(max_examples=150)
@given(
    st.lists(st.text(max_size=8), min_size=1, max_size=6),
    st.lists(st.lists(st.sampled_from(["", "0", "1:30", "3/4/2026", "99/99/9999", "ada@example.org", "é@", "x y z"]),
                      min_size=6, max_size=6), max_size=5),
)  # fmt: skip
def test_any_table_is_looked_at_without_a_stumble(header: list[str], rows: list[list[str]]) -> None:
    table = columns(header, rows, known)
    assert likely(table).kind in KINDS
    for kind in KINDS:
        mapped = [guess.column for guess in guesses(kind, table).values()]
        parts = [part for column in mapped for part in column.split(" + ")]
        assert len(set(mapped)) == len(mapped) and len(parts) >= len(mapped)
