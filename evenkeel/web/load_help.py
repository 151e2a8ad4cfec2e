"""How to get each export, and how to begin a class of one's own."""

from datetime import date, timedelta

import streamlit as st

from evenkeel.course.writing import course_yaml
from evenkeel.web import listing

EXPORTS: dict[str, tuple[tuple[str, str], ...]] = {
    "The class’s own platform": (
        ("Moodle forum", "In the forum, Export as CSV, Excel or JSON: everybody’s posts and replies in one file. There "
                         "is no better single source."),
        ("Class lists", "Moodle: participants, or Grades > Export. Canvas: Gradebook > Export. Blackboard: Grade "
                        "Center > Work Offline > Download. OneRoster: users.csv, or the zip. No grade is read."),
        ("Ning", "The archive of the whole network, as a zip."),
    ),
    "Blogs": (
        ("WordPress", "Tools > Export > All content gives an .xml file. Comments of others are in it."),
        ("Blogger", "takeout.google.com, choose Blogger alone. Older backups (blog-….xml) work as well."),
        ("Ghost", "Settings > Import/Export > Export gives a .json file. Comments are not in it."),
        ("Medium", "Settings > Security and apps > Download your information gives a zip."),
        ("Substack", "Settings > Export gives a zip. Its lists of subscribers are never opened."),
        ("Any other blog", "The feed’s address (/feed, /rss, /feed.json, on Tumblr /rss) opened and saved as a file. A "
                           "feed holds only the newest items: save it every week, or use an export."),
    ),
    "Microblogs and networks": (
        ("X", "Settings > Your account > Download an archive of your data. Load the whole zip; X takes about a day."),
        ("Mastodon", "Preferences > Import and export > Request your archive. Load the whole .zip or .tar.gz."),
        ("Bluesky", "Settings > Account > Export my data gives repo.car."),
        ("Facebook, Instagram, Threads", "Accounts Centre > Your information and permissions > Download your "
                                         "information. Choose JSON, not HTML, and load the whole zip."),
        ("LinkedIn", "Settings > Data privacy > Get a copy of your data: the larger archive, as a zip."),
        ("Reddit", "reddit.com/settings/data-request. Load the whole zip."),
        ("YouTube comments", "takeout.google.com, choose YouTube and in it comments."),
        ("Collected tweets", "twarc’s lines of JSON, flattened or not."),
    ),
    "Time": (
        ("ActivityWatch", "Raw Data > Export all buckets as JSON gives aw-buckets-export.json: measured minutes."),
        ("RescueTime", "The report or the whole history, as CSV."),
        ("StayFree", "“Export to CSV” really gives a spreadsheet: load it as it is."),
        ("Toggl Track, Clockify", "The detailed report, exported as CSV."),
        ("aTimeLogger", "The report, as CSV."),
        ("YouTube and Chrome history", "takeout.google.com, choose the product and JSON instead of HTML. It says when, "
                                       "not how long, so its minutes are estimates."),
        ("A diary", "A sheet with a row for each day, or a table time.csv (see below)."),
        ("Apple Screen Time, Digital Wellbeing", "Neither can be exported: there is no such file to look for. Type in "
                                                 "what the phone shows, under “Type in what a phone shows”."),
    ),
    "Anything else": (
        ("Any table", "CSV, .xlsx or .xls with who, when and what. The page shows its first rows, guesses which column "
                      "is which, and remembers what you said for the next one."),
    ),
}  # fmt: skip
ROSTER = (
    "name,email,role,section,blog,x,mastodon\n"
    "Ada Example,ada@example.org,student,01,https://ada.example.org,@ada_example,@ada@social.example.org\n"
    "Prof. Example,prof@example.org,instructor,,,,\n"
)
ACTS = "id,author,kind,at,text,platform,in_reply_to,to,tags,purpose,url\n"
TIME = "student,start,end,minutes,activity,platform,purpose,meant_to_work,evidence\n"
_CSS = "@media (min-width: 641px) { .st-key-load_exports .ek-table th:first-child { width: 13rem; } }"
_NEVER = (
    "Direct messages, followers-only posts, e-mail and IP addresses, incognito windows and window titles are never "
    "stored, whatever a file holds."
)


def exports() -> None:
    """Show from which menu each export comes."""
    with st.expander("How to get each export", key="load_exports"):
        st.html(f"<style>{_CSS}</style>")
        for group, rows in EXPORTS.items():
            st.html(listing.section(group, listing.table(("From", "How"), rows, folds=True)))
        st.html(listing.paragraphs([_NEVER]))


def begin() -> None:
    """Show the three steps to a class of one's own, with files to start from."""
    with st.expander("Begin a class of your own"):
        st.markdown(
            "1. Make a folder and put a `course.yaml` into it: say below when the term begins, download it, and read "
            "it through in any editor; every key is explained where it stands.\n"
            "2. Put a `roster.csv` beside it: who is in the class, and under which names they go elsewhere.\n"
            "3. Start Evenkeel with that folder: `python3 run.py --course path/to/folder`. Then drop the exports on "
            "this page, or put them into the folder's `inbox`; a folder in it with a student's e-mail address as "
            "its name says whose files lie there."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            title = st.text_input("Title", "My class", key="begin_title", width=260)
            zone = st.text_input("Time zone", "America/New_York", key="begin_zone", width=200)
            first = st.date_input("Monday of week 1", monday(date.today()), key="begin_first", width=160)  # noqa: DTZ011
            weeks = st.number_input("Weeks", 1, 60, 15, key="begin_weeks", width=120)
        text = course_yaml(title or "My class", zone.strip(), monday(_day(first)), int(weeks))
        with st.container(horizontal=True):
            for label, data, mime in (
                ("course.yaml", text, "application/yaml"),
                ("roster.csv", ROSTER, "text/csv"),
                ("acts.csv", ACTS, "text/csv"),
                ("time.csv", TIME, "text/csv"),
            ):
                st.download_button(label, data, label, mime, on_click="ignore", icon=":material/download:")


def monday(day: date) -> date:
    """Return the Monday of a day's week: weeks are counted from one."""
    return day - timedelta(days=day.weekday())


def _day(chosen: object) -> date:
    return chosen if isinstance(chosen, date) else date.today()  # noqa: DTZ011
