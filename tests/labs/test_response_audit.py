from evenkeel.labs.automated import Reply, looks_automated, signs
from evenkeel.labs.response_audit import AUTOMATED, HUMAN, NONE, attempts, read, waits
from evenkeel.metrics.statistics import kaplan_meier, median_wait
from tests.labs.audit_rows import at, attempt


def test_the_rate_is_of_people_alone_with_wilsons_interval():
    """Newcombe 1998 has .0807 to .4160 for 4 of 20 (as R's binom does)."""
    rows = [attempt(HUMAN, 5)] * 4 + [attempt(AUTOMATED, 0.01)] * 6 + [attempt(NONE)] * 10
    told = read(rows, at(30))
    assert told.finding == "A person answered 4 of 20 attempts"
    assert "Answered by a person: 4 of 20, 20 % (8 to 42)." in told.sentences
    assert "Answered by a machine alone: 6 of 20, 30 % (15 to 52)." in told.sentences


def test_an_attempt_inside_the_watch_is_pending_whether_answered_or_not():
    told = read([attempt(HUMAN, 5), attempt(NONE), attempt(HUMAN, 1, day=10), attempt(NONE, day=10)], at(20))
    assert told.finding == "A person answered 1 of 2 attempts"
    assert "2 attempts are still inside the watch: not judged yet." in told.sentences
    assert read([attempt(NONE)], at(3)).finding == "1 attempt so far, all still inside the watch"


def test_the_middle_wait_counts_the_silent_as_waiting_and_never_leaves_them_out():
    rows = [attempt(HUMAN, 2), attempt(HUMAN, 4), attempt(NONE), attempt(NONE), attempt(NONE)]
    assert median_wait(kaplan_meier(*waits(attempts(rows), at(30).now))) is None
    assert any("not reached" in said for said in read(rows, at(30)).sentences)
    quick = [attempt(HUMAN, 2), attempt(HUMAN, 4), attempt(NONE)]
    assert any("after 4.0 hours" in said for said in read(quick, at(30)).sentences)


def test_who_is_still_watched_is_censored_at_now_and_everybody_at_the_end_of_the_watch():
    rows = [attempt(NONE), attempt(NONE, day=17), attempt(HUMAN, 24 * 20), attempt(AUTOMATED, 1), attempt(NONE, day=99)]
    assert waits(attempts(rows), at(20).now) == ([14, 3, 14, 14], [False] * 4)


def test_an_answer_after_the_watch_is_none_within_it_and_is_said():
    told = read([attempt(HUMAN, 24 * 20)], at(30))
    assert told.finding == "A person answered 0 of 1 attempts"
    assert any("came after the watch" in said for said in told.sentences)


def test_a_student_sees_no_small_channel_and_no_organisation():
    rows = (
        [attempt(HUMAN, 1, channel="X")] * 9 + [attempt(NONE, channel="e-mail")] * 7 + [attempt(NONE, channel="phone")]
    )
    tables = read(rows, at(30, floor=5)).tables
    assert [row[1].partition(",")[0] for row in tables[1].rows] == ["9 of 9", "hidden: too few", "hidden: too few"]
    assert len(tables) == 2


def test_nothing_entered_is_no_zero():
    told = read([], at(1))
    assert told.finding == "No attempt yet" and not told.sentences and not told.pictures


def test_the_header_of_rfc_3834_is_enough_and_two_other_signs_are():
    assert looks_automated(signs(Reply(None, headers="Subject: Re\nAuto-Submitted: auto-replied")))
    assert not looks_automated(signs(Reply(None, headers="Auto-Submitted: no")))
    assert not looks_automated(signs(Reply(12)))
    assert looks_automated(signs(Reply(12, sender="no-reply@example.org")))
    assert looks_automated(
        signs(Reply(900, "Thank you for contacting us! We care."), ["thank you for contacting us. We care."])
    )


def test_an_answer_entered_as_a_persons_that_looks_automatic_is_asked_about():
    told = read([attempt(HUMAN, 0.01, reply_text="This is an automated reply.")], at(30))
    assert told.worth == (
        "Blue Heron Coffee, X: it came in under 60 seconds and it has a stock phrase. Was it a person?",
    )
