"""Figures of one student's term: own baseline, response by cadence, lateness of a task."""

from evenkeel.metrics.descriptions import Description
from evenkeel.metrics.figures import Figure

_ALL = (
    Figure(
        "oversaturation",
        "Answers by how much is posted",
        "signed",
        Description(
            "Spearman's ρ between the weeks' number of posts to nobody in particular and the median answers to them",
            "Whether posts drew fewer answers in weeks with more of them (towards −1), more (towards +1), or neither "
            "(near 0). It takes 8 weeks with such a post, and speaks of posts old enough to judge.",
            "A cause: more posts go with fewer answers in exam weeks as well, and a student does not choose who "
            "answers. Readers who left no trace are not in it, and so few weeks leave much to chance.",
            "Rank correlation: Spearman 1904; its use on weekly posting is ours",
            ("answer_within_days",),
        ),
    ),
    Figure(
        "own_baseline",
        "Own usual range",
        "",
        Description(
            "mean ± 3 ÷ 1.128 × mean change from week to week",
            "Between which ends a student's own weeks usually lie, so that an unusual week stands out against nobody "
            "but themselves. It takes 8 completed weeks.",
            "Why a week is unusual, and whether that is good or bad: illness, a project and a holiday look alike. A "
            "slow drift stays inside, and one odd week widens the range for all others.",
            "Individuals chart: Shewhart 1931; Montgomery 2005",
        ),
    ),
    Figure(
        "task_lateness",
        "Lateness of a task",
        "",
        Description(
            "(handed in − released) ÷ (due − released)",
            "How much of the time for a task had passed when it was handed in: 0 at its release, 1 at the deadline, "
            "more than 1 after it.",
            "When the work was begun, and why it came when it did. Work, care and other courses decide much of it: "
            "lateness was found higher for some groups of students, so it is no ground for judging one.",
            "Sabnis, Yu & Kizilcec 2022",
        ),
    ),
)

STUDENT_FIGURES: dict[str, Figure] = {figure.id: figure for figure in _ALL}
