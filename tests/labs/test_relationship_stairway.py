from zoneinfo import ZoneInfo

from evenkeel.labs.relationship_stairway import pairs, read
from evenkeel.labs.shape import Row, Standpoint

AT = Standpoint(0, ZoneInfo("UTC"))


def placed(contact: str, stair: str, counted: str | None, author: str = "ada") -> Row:
    return Row({"contact": contact, "stair": stair, "counted": counted}, author)


def test_agreement_is_cohens_kappa():
    """20 and 15 agree, 5 and 10 do not: 0.70 seen, 0.50 by chance, kappa 0.40."""
    kinds = [("giver", "giver")] * 20 + [("giver", "champion")] * 5 + [("champion", "giver")] * 10
    kinds += [("champion", "champion")] * 15
    told = read([placed(f"C{n}", one, other) for n, (one, other) in enumerate(kinds)], AT)
    assert told.finding == "Own placing and counts agree on 35 of 50 contacts"
    assert "kappa 0.40" in told.sentences[0]
    assert "counts say “giver” and the student “champion” (10)" in told.sentences[1]


def test_contacts_without_a_count_are_not_compared():
    assert pairs([placed("Bo", "giver", None), placed("Cy", "giver", "cannot tell")]) == []


def test_the_newest_placing_of_a_contact_holds_for_each_student():
    rows = [placed("Bo", "giver", "giver"), placed("bo ", "champion", "giver"), placed("Bo", "giver", "giver", "cy")]
    assert pairs(rows) == [("champion", "giver"), ("giver", "giver")]


def test_pooled_there_is_no_contact_and_no_small_stair():
    rows = [placed(f"C{n}", "giver", "giver") for n in range(9)] + [placed("Bo", "champion", "giver")]
    told = read(rows, AT._replace(floor=5))
    assert not told.tables and not told.pictures
    assert "Bo" not in repr(told)
