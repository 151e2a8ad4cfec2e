from zoneinfo import ZoneInfo

from evenkeel.labs.crisis_response import HAPPENED, MEDIA, ORGANISATION, PUBLIC, incidents, odd, read, told
from evenkeel.labs.shape import Row, Standpoint
from evenkeel.model import HOUR

AT = Standpoint(0, ZoneInfo("UTC"))


def moment(hours: float, who: str, medium: str = "X", incident: str = "A fire", **rest: object) -> Row:
    return Row({"incident": incident, "at": int(hours * HOUR), "who": who, "medium": medium, "what": "words"} | rest)


def test_silence_runs_from_the_first_public_word_to_the_organisations_first_after_it():
    rows = [moment(0, HAPPENED), moment(1, PUBLIC), moment(0.5, ORGANISATION), moment(3.5, ORGANISATION)]
    (one,) = incidents(rows)
    assert one.silence == 2.5
    assert read(rows, AT).finding == "A fire: the organisation spoke 2.5 hours after the first word about it"


def test_who_has_not_spoken_is_silent_so_far_and_no_number():
    rows = [moment(0, MEDIA, "the press"), moment(9, PUBLIC)]
    (one,) = incidents(rows)
    assert one.silence is None and "has not spoken" in read(rows, AT).finding
    assert told(one).startswith("It broke on the press, and the organisation has not spoken.")
    assert "silence so far" in set(read(rows, AT).pictures[0].frame["said"])


def test_medium_voice_and_the_cost_of_silence_are_told():
    rows = [
        moment(0, PUBLIC, mentions=3),
        moment(5, ORGANISATION, "its own site", voice="“we”", mentions=3100, cost="Two schools leave."),
        moment(9, MEDIA, mentions=9999),
    ]
    assert told(incidents(rows)[0]) == (
        "After 5.0 hours the organisation spoke on its own site, while it broke on X, as “we”. "
        "In the silence talk grew from 3 to 3,100 posts. Named as its cost: Two schools leave."
    )


def test_several_incidents_are_counted_and_the_newest_comes_first():
    rows = [
        moment(0, PUBLIC),
        moment(30, ORGANISATION),
        moment(90, PUBLIC, incident="B"),
        moment(91, ORGANISATION, incident="b"),
    ]
    assert read(rows, AT).finding == "In 1 of 2 incidents the organisation spoke within 24 hours"
    assert [one.name for one in incidents(rows)] == ["B", "A fire"]


def test_where_nobody_spoke_in_public_there_is_no_silence():
    assert told(incidents([moment(0, HAPPENED)])[0]) == "Nobody has spoken in public yet."
    assert read([], AT).finding == "No incident entered yet"


def test_only_the_organisation_has_a_voice():
    assert list(odd(moment(0, PUBLIC, voice="“we”").content))
    assert not list(odd(moment(0, ORGANISATION, voice="“we”").content))
