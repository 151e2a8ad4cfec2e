import pytest

from evenkeel.exercises.checklist import Holds, Item, Line, Links, addresses, checklist, is_video
from evenkeel.exercises.values import Counts


def line(found: tuple[Line, ...], begins: str) -> Line:
    return next(each for each in found if each.asked.startswith(begins))


def test_words_are_held_to_their_range_and_the_end_itself_is_in():
    counts = Counts(words_from=250, words_to=400)
    assert line(checklist(counts, Item("x", 400, "Ada Ash")), "250 to 400 words").holds is Holds.YES
    assert line(checklist(counts, Item("x", 249, "Ada Ash")), "250 to 400 words").holds is Holds.NO


def test_links_are_counted_once_each_and_not_asked_for_by_themselves():
    text = "See https://a.example.org/x, and https://b.example.org/y. Again https://a.example.org/x."
    assert addresses(text) == ("https://a.example.org/x", "https://b.example.org/y")
    found = line(checklist(Counts(links=2), Item(text, 9, "Ada Ash")), "2 links")
    assert found == ("2 links", Holds.YES, "2 links, whether they answer was not checked")
    asked = Links({"https://a.example.org/x": True, "https://b.example.org/y": False})
    said = line(checklist(Counts(links=2), Item(text, 9, "Ada Ash"), asked), "2 links").seen
    assert said == "2 links, 1 of 2 answer; not https://b.example.org/y"


def test_a_link_that_the_file_left_out_of_the_text_is_not_called_missing():
    assert line(checklist(Counts(links=1), Item("Words", 1, "Ada Ash", linked=True)), "1 link").holds is Holds.UNKNOWN


@pytest.mark.parametrize("address", ["https://youtu.be/x", "https://www.youtube.com/watch?v=x", "https://a.org/v.mp4"])
def test_a_video_is_seen_by_its_address(address):
    assert is_video(address)
    assert line(checklist(Counts(video=True), Item(f"Here: {address}", 1, "")), "A video").holds is Holds.YES


def test_a_video_that_is_not_seen_may_be_embedded():
    assert line(checklist(Counts(video=True), Item("Here", 1, "")), "A video").holds is Holds.UNKNOWN


def test_a_source_is_named_where_somebody_said_something():
    text = "“We open in May,” said Maria Lopez of the library."
    assert "perhaps Maria Lopez" in line(checklist(Counts(), Item(text, 9, "Ada Ash")), "A named source").seen
    text = "According to John Q. Public it rains."
    assert "according to" in line(checklist(Counts(), Item(text, 9, "Ada Ash")), "A named source").seen
    assert "none seen" in line(checklist(Counts(), Item("It rains.", 2, "Ada Ash")), "A named source").seen


def test_signed_is_the_students_name_or_a_by_line():
    assert line(checklist(Counts(), Item("Hello. Ada Ash", 3, "Ada Ash")), "Signed").seen == "with the student's name"
    assert line(checklist(Counts(), Item("Hello.\nBy AA", 3, "Ada Ash")), "Signed").seen == "with “by …”"
    assert line(checklist(Counts(), Item("Passed by a shop.", 4, "Ada Ash")), "Signed").seen == "not in the text"


def test_classmates_and_answers_look_at_the_whole_window():
    counts = Counts(classmates=2, answer_everybody=True)
    found = checklist(counts, Item("x", 1, "", classmates=1, got=3, answered=3))
    assert (line(found, "2 different classmates").holds, line(found, "Everybody").holds) == (Holds.NO, Holds.YES)
    nobody = checklist(counts, Item("x", 1, "", classmates=2, got=0, answered=0))
    assert line(nobody, "Everybody").seen == "nobody commented in the window"
    assert line(checklist(counts, Item("x", 1, "")), "2 different").holds is Holds.UNKNOWN
