import io
import zipfile
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from evenkeel.labs.media_release import PARTS, as_html, as_word, missing, read, told
from evenkeel.labs.readability import readability, scored, sentences, syllables
from evenkeel.labs.shape import Row, Standpoint

AT = Standpoint(0, ZoneInfo("UTC"))
WHOLE = {name: f"words of {name}" for name, _ in PARTS}


def test_what_is_missing_is_named():
    assert missing(WHOLE) == []
    assert missing({**WHOLE, "quotes": None, "multimedia": ""}) == ["Quotes", "Multimedia"]
    assert told({"headline": "A", "facts": "B"}).startswith("Missing: quotes, links, multimedia, tags, boilerplate and")


def test_the_class_sees_which_part_is_left_out_most():
    finding = read([Row(WHOLE), Row({**WHOLE, "quotes": None})], AT)
    assert finding.finding == "1 of 2 releases have every part"
    assert finding.sentences == ("Left out most: quotes, present in 1 of 2.",)


def test_the_page_escapes_every_word_and_links_only_whole_addresses():
    page = as_html(
        {**WHOLE, "headline": "<script>alert(1)</script>", "links": "https://example.org/?a=1&b=2\njavascript:x"}
    )
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">' in page
    assert 'href="javascript' not in page


def test_the_word_file_opens_and_holds_every_line():
    data = as_word({**WHOLE, "facts": "One & <two>\nThree\x0b"})
    assert data == as_word({**WHOLE, "facts": "One & <two>\nThree\x0b"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        document = ElementTree.fromstring(archive.read("word/document.xml"))
    texts = [node.text for node in document.iter() if node.tag.endswith("}t")]
    assert texts[:4] == ["words of headline", "Core facts", "One & <two>", "Three"]


def test_the_formulas_are_fleschs_and_kincaids():
    """Flesch 1948 and Kincaid et al. 1975: 100 words, 5 sentences, 150 syllables, worked out by hand."""
    found = scored(100, 5, 150)
    assert found.ease == pytest.approx(206.835 - 1.015 * 20 - 84.6 * 1.5)
    assert found.grade == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)
    assert (round(found.ease, 3), round(found.grade, 2)) == (59.635, 9.91)


def test_a_short_text_has_no_score():
    assert readability("Few words. " * 49) is None
    assert readability("Few words. " * 50) is not None


@pytest.mark.parametrize(
    ("word", "n"),
    [("the", 1), ("make", 1), ("table", 2), ("asked", 1), ("wanted", 2), ("houses", 2), ("places", 2), ("names", 1),
     ("free", 1), ("organisation", 5), ("community", 4), ("rhythm", 1), ("Noor's", 1)],
)  # fmt: skip
def test_syllables_are_estimated_from_groups_of_vowels(word: str, n: int):
    assert syllables(word) == n


def test_lines_without_an_end_are_sentences_too():
    assert sentences("A headline\nOne. Two! “Three?”\n\n") == 4
