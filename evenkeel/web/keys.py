"""Names of what a session remembers: each is written here once, and nowhere else as text."""

# These are part of the address too (`bind="query-params"`), so a page can be sent on or kept as a bookmark.
WEEK = "week"
SECTION = "section"
STUDENT = "student"
FLAG = "flag"
NUMBER = "number"
LAB = "lab"
# Which work is open on Exercises: the exercise and its occasion, beside the student.
EXERCISE = "exercise"
OCCASION = "occasion"

# These stay with the session (`persist_state="session"`).
NAMES_SHOWN = "names_shown"
PLAYING = "playing"
WHOLE_TERM = "whole_term"
# What a page hands to Thresholds: a rule to try, not in force yet.
TRIED_RULE = "tried_rule"
# Whether this viewer may not see names at all; the guard says so at every run.
NAMES_WITHHELD = "names_withheld"
# The student whose pages an instructor looks at, as that student sees them.
SEEN_AS = "seen_as"
LAB_CHOICE = "lab_choice"
# The row of a lab that may be taken back: the newest, until another one is chosen (its lab follows).
LAB_ROW = "lab_row_"
# The release that is looked at: the newest, until another one is chosen.
LAB_RELEASE = "lab_release"
# What has just been done in a lab, said once.
LAB_DONE = "lab_done"
