from tests.web.opened import begin, html_of, load

MID_TERM = "2026-03-24T12:00:00Z"
BEFORE = "2025-12-01T12:00:00Z"


def said(at) -> str:
    return "\n".join(m.value for m in at.markdown)


def test_the_week_opens_with_a_sentence_and_the_reasons(open_page, sample_class) -> None:
    at = open_page("this_week", sample_class, week="6")
    assert not at.exception
    assert at.title[0].value == "2 of 24 are worth a look in week 6; 1 is new"
    assert "Dmitri Volkonin spent 6 h 9 min and 5 h 42 min on leisure while work was due in weeks 4 and 5" in said(at)
    assert "new this week" in html_of(at) and "since week 5" in html_of(at)


def test_what_is_missing_is_said_by_name(open_page, sample_class) -> None:
    at = open_page("this_week", sample_class, week="6")
    assert "**Nothing has been loaded** (1): Oskar Wisniewiec." in said(at)
    assert "**No tracker or diary data** (5): Chiara Bellandi, Farid Nazaryan" in said(at)


def test_what_came_in_stands_beside_the_usual_week(open_page, sample_class) -> None:
    at = open_page("this_week", sample_class, week="6")
    assert "126 acts in week 6, about as many as in a usual week (142)." in said(at)
    assert '<th scope="row">Posts</th>' in html_of(at)


def test_the_page_opens_with_the_last_completed_week(open_page, sample_class) -> None:
    at = open_page("this_week", sample_class, now=MID_TERM)
    assert at.selectbox(key="week").value == 10
    assert "has ended." in html_of(at)


def test_the_running_week_says_that_it_runs_and_flags_nobody_yet(open_page, sample_class) -> None:
    at = open_page("this_week", sample_class, now=MID_TERM, week="11")
    assert "is still running" in html_of(at)
    assert "so far in week 11" in said(at)


def test_a_week_that_flags_nobody_points_to_another_line(open_page, sample_class) -> None:
    at = open_page("this_week", sample_class, week="1")
    assert at.title[0].value == "Nobody of 24 is worth a look in week 1"
    assert [link.proto.label for link in at.get("page_link")][-1] == "See what another line would flag"


def test_hidden_names_are_nowhere_on_the_page(open_page, sample_class) -> None:
    at = open_page("this_week", sample_class, week="6")
    at.toggle(key="names_shown").set_value(False).run()
    assert not at.exception
    everything = said(at) + html_of(at) + str([link.proto for link in at.get("page_link")])
    assert "Dmitri" not in everything and "dmitri" not in everything
    assert "Student " in everything


def test_a_section_is_looked_at_alone(open_page, sample_class) -> None:
    at = open_page("this_week", sample_class, week="6")
    at.selectbox(key="section").set_value("310-01").run()
    assert at.title[0].value == "1 of 12 in section 310-01 is worth a look in week 6, as the week before"


def test_a_term_that_has_not_begun_says_when_it_does(open_page, sample_class) -> None:
    at = open_page("this_week", sample_class, now=BEFORE)
    assert not at.exception
    assert at.title[0].value == "The term begins on 12 January"


def test_a_class_without_students_leads_to_load(open_page, tmp_path) -> None:
    at = open_page("this_week", begin(tmp_path / "c", roster=""))
    assert not at.exception
    assert at.title[0].value == "Nobody is in this class yet"
    assert at.get("page_link")[0].proto.page == "load"


def test_a_class_without_data_leads_to_load(open_page, tmp_path) -> None:
    for page in ("this_week", "balance"):
        at = open_page(page, begin(tmp_path / page))
        assert not at.exception
        assert at.title[0].value == "Nothing has been loaded yet"
        assert at.get("page_link")[0].proto.page == "load"


def test_a_broken_course_says_what_is_wrong_what_is_safe_and_what_to_do(open_page, tmp_path) -> None:
    folder = begin(tmp_path / "c")
    (folder / "course.yaml").write_text("title: Broken\ntimezone: UTC\nstarts_on: 2026-01-13\nweeks: 15\n", "utf-8")
    for page in ("this_week", "balance", "thresholds"):
        at = open_page(page, folder)
        assert not at.exception
        assert at.title[0].value == "The class could not be opened"
        assert "2026-01-13 is a Tuesday" in at.error[0].value
        assert "Nothing was changed" in said(at) and "mend the lines" in said(at)


def test_a_record_that_is_none_and_a_missing_course_are_said_too(open_page, tmp_path) -> None:
    folder = begin(tmp_path / "c")
    (folder / "class.db").write_text("not a database", "utf-8")
    at = open_page("this_week", folder)
    assert "cannot be read as a class record" in at.error[0].value.replace("\\", "")
    (tmp_path / "none").mkdir()
    at = open_page("this_week", tmp_path / "none")
    assert "There is no course.yaml" in at.error[0].value


def test_a_mended_course_opens_without_a_restart(open_page, tmp_path) -> None:
    folder = begin(tmp_path / "c")
    whole = (folder / "course.yaml").read_text("utf-8")
    (folder / "course.yaml").write_text("title: [", "utf-8")
    at = open_page("this_week", folder)
    assert at.error
    (folder / "course.yaml").write_text(whole, "utf-8")
    at.button[0].click().run()
    assert not at.error and not at.exception


def test_a_name_is_shown_as_text_and_never_read_as_markdown(open_page, tmp_path) -> None:
    roster = "name,email,role\n*Ada* [x](http://example.org) $a$,ada@example.org,student\n"
    post = "id,author,kind,at,text\n1,bo,post,2026-01-13T10:00:00Z,Hello\n"
    at = open_page("this_week", load(begin(tmp_path / "c", roster=roster, acts=post)), week="1")
    assert not at.exception
    assert r"\*Ada\* \[x\](http\://example.org) \$a\$" in said(at)
