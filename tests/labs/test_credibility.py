from zoneinfo import ZoneInfo

from evenkeel.labs.credibility import LAB, NO, OPEN, YES, odd, read
from evenkeel.labs.shape import Row, Standpoint

AT = Standpoint(0, ZoneInfo("UTC"))


def item(**checks: str) -> Row:
    return Row({"item": "A chart", "conclusion": "not decided"} | checks)


def test_a_check_counts_where_it_could_be_decided():
    told = read([item(others=YES, others_evidence="Two papers"), item(others=OPEN), item(behind=NO)], AT)
    assert told.finding == "2 of 3 items were read laterally: somebody left the page to check"
    shown = told.pictures[0].frame.set_index("label")["said"]
    assert shown["Other sources say the same"].startswith("1 of 1")
    assert shown["It is clear who is behind it"].startswith("0 of 1")


def test_there_is_no_score():
    words = repr(read([item(others=YES, others_evidence="x")], AT)).casefold()
    assert "no score on purpose" in words and "points" not in words.replace("standpoint", "")


def test_an_answer_needs_its_evidence_and_an_item_a_check():
    assert list(odd(item(others=YES).content)) == [
        "others_evidence: “Other sources say the same” is answered “yes”; say what that rests on."
    ]
    assert not list(odd(item(others=OPEN).content))
    assert list(odd(item().content)) == ["others: no check was made; make one at least."]


def test_the_evidence_stands_beside_each_answer_but_not_for_a_class():
    rows = [item(others=NO, others_evidence="Nobody else reports it")]
    assert read(rows, AT).tables[0].rows[0][-1] == "Nobody else reports it"
    assert read(rows, AT._replace(floor=5)).tables == ()
    assert LAB.field("others").choices == (YES, NO, OPEN)
