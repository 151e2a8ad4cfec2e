"""Figures of the class and of pairs in it: the network, and the stairway of relationships."""

from evenkeel.metrics.descriptions import Description
from evenkeel.metrics.figures import Figure

_WINDOW = ("window_weeks",)
_LEAN = "stairway_lean_share"
_CASUAL = ("stairway_casual_below", "stairway_casual_weeks", "stairway_words")
_STAIRS = "The stairs: Breakenridge 2012; as counts with cuts they are ours"

_ALL = (
    Figure(
        "density",
        "Density",
        "share",
        Description(
            "ties ÷ n (n − 1), n everybody on the roster",
            "Which part of all possible ties there is: 100 when everybody has addressed everybody.",
            "Whether the talk is any good. Large classes are thinner by nature, for nobody can talk with 200 people, "
            "so compare a class with its own past and not with another.",
            "Wasserman & Faust 1994",
            _WINDOW,
        ),
    ),
    Figure(
        "reciprocity",
        "Reciprocity",
        "share",
        Description(
            "ties that lead back as well ÷ ties",
            "How much of who turned to whom was returned by the same person, each tie counting once however much it "
            "holds.",
            "How much came back: one word in return for fifty counts as returned. An answer in class or in private is"
            " not in the files.",
            "Newman, Forrest & Balthrop 2002, as NetworkX computes it",
            _WINDOW,
        ),
    ),
    Figure(
        "weighted_reciprocity",
        "Weighted reciprocity",
        "share",
        Description(
            "Σ min(there, back) ÷ Σ weight, over ordered pairs",
            "How much of what was said to each other is matched. It is the mean of the students' matched shares, each"
            " weighted by how much they exchanged, where all of it is between students.",
            "Who leaves whom without an answer: one busy pair can carry the class.",
            "Squartini et al. 2013",
            _WINDOW,
        ),
    ),
    Figure(
        "node_reciprocity",
        "Reciprocity of one person",
        "share",
        Description(
            "2 × people tied both ways ÷ (ties in + ties out); of nobody without a tie",
            "How many of somebody's ties, in and out, run both ways.",
            "Whose doing it is: a student whom many address and who answers half of them has a low one. Without a tie"
            " it is not 0 but empty.",
            "As NetworkX computes it for a node",
            _WINDOW,
        ),
    ),
    Figure(
        "out_degree",
        "Ties out",
        "count",
        Description(
            "number of people of the class whom somebody addressed",
            "To how many classmates and instructors a person turned.",
            "How often, and what came of it. One mention of many people at once gives as many ties as a talk with "
            "each.",
            "Freeman 1979",
            _WINDOW,
        ),
    ),
    Figure(
        "in_degree",
        "Ties in",
        "count",
        Description(
            "number of people of the class who addressed somebody",
            "By how many classmates and instructors a person was addressed.",
            "Merit or liking: to be addressed is not in one's own hands. What was said to them elsewhere is not in "
            "the files.",
            "Freeman 1979",
            _WINDOW,
        ),
    ),
    Figure(
        "betweenness",
        "Betweenness",
        "share",
        Description(
            "Σ over pairs (shortest ways through the person ÷ all their shortest ways) ÷ ((n − 1)(n − 2))",
            "How often a person lies on the shortest way, tie by tie, from one to another: where it is high, parts of"
            " the class hear of each other through one person.",
            "That anything was passed on, or that they seek the place. Every tie counts as one step, however thin, so"
            " one act can move it much.",
            "Freeman 1977; computed as in Brandes 2001",
            _WINDOW,
        ),
    ),
    Figure(
        "facilitator_share",
        "Through the instructor",
        "share",
        Description(
            "ties with an instructor at either end ÷ ties",
            "Whether talk runs through the instructor: 100 is a wheel with the instructor as its hub. The page says "
            "beside it what it would be if everybody talked with everybody alike.",
            "Whether that is right: a class that begins, or asks, turns to its instructor. Ties count, not acts.",
            "The facilitator-centric pattern: Dawson, Bakharia & Heathcote 2010; as a share of ties it is ours",
            _WINDOW,
        ),
    ),
    Figure(
        "isolates",
        "On the edge",
        "count",
        Description(
            "number of students with something on record and no tie in the window",
            "Who takes part, as far as the files show, and is in touch with nobody of the class there.",
            "Why, and that they are alone: they may talk with people outside, in class or in private. Who has nothing"
            " on record is not counted, for nothing is known of them.",
            "Wasserman & Faust 1994; that it takes something on record is ours",
            _WINDOW,
        ),
    ),
    Figure(
        "champion",
        "Champion",
        "",
        Description(
            "received ≥ 3 and weeks ≥ 4 and passed on ≥ 2 and (received − given) ÷ exchanged ≥ −⅓",
            "A partner who turns to the student again and again, and passes their work on to others.",
            "What they think of each other. In one week's window all of its weeks must hold some contact.",
            _STAIRS,
            ("stairway_champion_received", "stairway_champion_weeks", "stairway_champion_reposts", _LEAN),
        ),
    ),
    Figure(
        "casual_friend",
        "Casual friend",
        "",
        Description(
            "exchanged < 4, or weeks ≤ 1, or no act of more than 5 words or with a link",
            "A partner with whom there is little so far: few acts, a single week, or nothing but greetings.",
            "Whether it will grow, and how well they know each other elsewhere. In a short window most partners are "
            "here.",
            _STAIRS,
            _CASUAL,
        ),
    ),
    Figure(
        "giver",
        "Giver",
        "",
        Description(
            "(received − given) ÷ exchanged > ⅓, and neither of the two above",
            "A partner from whom more comes than goes to them.",
            "Whose turn it is to answer: somebody who is asked much receives much.",
            _STAIRS,
            (_LEAN,),
        ),
    ),
    Figure(
        "taker_with_good_info",
        "Taker with good info",
        "",
        Description(
            "(received − given) ÷ exchanged < −⅓, and neither champion nor casual friend",
            "A partner to whom more goes than comes from them, and who still says something of substance now and then.",
            "A fault: the word is the book's. Answers outside the files, in class or in private, are missing.",
            _STAIRS,
            (_LEAN,),
        ),
    ),
    Figure(
        "giver_and_taker",
        "Giver and taker",
        "",
        Description(
            "|received − given| ÷ exchanged ≤ ⅓, and neither champion nor casual friend",
            "A partner with whom giving and taking are about even.",
            "What it is about, and whether one act answers another: it compares amounts alone.",
            _STAIRS,
            (_LEAN,),
        ),
    ),
)

CLASS_FIGURES: dict[str, Figure] = {figure.id: figure for figure in _ALL}
# By the stair's name in `metrics.conversation`.
STAIR_FIGURES = {figure.title.lower(): figure.id for figure in _ALL if not figure.unit}
