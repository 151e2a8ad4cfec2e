"""What the invented class's labs are about: organisations, items, incidents and releases, none of which exist."""

from __future__ import annotations

ORGANISATIONS = (
    ("Blue Heron Coffee", 0.8), ("Northgate Transit", 0.35), ("Pine Street Library", 0.9), ("Lumen Energy", 0.3),
    ("Riverbend Clinic", 0.55), ("Tidewater Outfitters", 0.6),
)  # fmt: skip
ITEMS = (
    ("A balloon drops vouchers on the quad", "press agentry", "two-way asymmetrical", 0.1),
    ("Transit posts the new timetable", "public information", "press agentry", 0.05),
    ("The clinic asks 200 patients, then words its campaign", "two-way asymmetrical", "two-way symmetrical", 0.45),
    ("The library moves its hours after an open forum", "two-way symmetrical", "two-way asymmetrical", 0.15),
    ("Lumen Energy explains the outage", "public information", "two-way symmetrical", 0.2),
    ("A poll decides on the name of a roast", "two-way asymmetrical", "press agentry", 0.5),
    ("The shop answers each complaint, and changes a size chart", "two-way symmetrical", "public information", 0.1),
    ("A celebrity “leaks” the new boots", "press agentry", "public information", 0.05),
)
STAIRS = ("champion", "casual friend", "giver", "taker with good info", "giver and taker")
CHANNELS = (("e-mail", 0.9, 26), ("contact form", 0.6, 40), ("X", 1.1, 5), ("Instagram", 0.8, 9), ("phone", 0.7, 1))
Moment = tuple[float, str, str, str, str, str, str]
# Incident: hours after it began, who, where, what, in whose voice, posts by then, what the silence cost.
INCIDENTS: tuple[tuple[str, tuple[Moment, ...]], ...] = (
    (
        "Northgate Transit strands a full train",
        (
            (0, "what happened", "other", "A train stops in the tunnel; 400 people wait inside.", "", "", ""),
            (0.3, "the public", "X", "A passenger posts a picture from the dark carriage.", "", "3", ""),
            (2, "the media", "TV or radio", "The local station goes live at the exit.", "", "140", ""),
            (9, "the public", "X", "A mother asks all day why nobody answers.", "", "1150", ""),
            (26, "the organisation", "its own site", "“We apologise for any inconvenience.”", "“we”", "3100",
             "Two schools cancel their season tickets"),
            (40, "the media", "the press", "The paper prints the times of every unanswered question.", "", "3400", ""),
        ),
    ),
    (
        "Blue Heron Coffee recalls a syrup",
        (
            (0, "what happened", "other", "A bottle is found with the wrong label; it holds nuts.", "", "", ""),
            (1, "the public", "Instagram", "A guest with an allergy posts the bottle.", "", "2", ""),
            (1.7, "the organisation", "Instagram", "Noor, who runs the bar, answers under the post and recalls it.",
             "a person by name", "9", ""),
            (5, "the organisation", "its own site", "A page lists bottles, shops and a number to call.",
             "a person by name", "60", ""),
            (8, "the media", "the press", "The paper calls the recall quick.", "", "75", ""),
        ),
    ),
)  # fmt: skip
HEADLINE = "{} opens its kitchen to the neighbourhood"
# Parts of a release with how likely a student fills them in: tags to boilerplate, in the order of the lab.
PARTS = (
    ("#community #localfood #openkitchen", 0.9),
    ("Press desk, press@example.org", 0.7),
    (
        "From 4 May the kitchen is open to neighbours each Monday from four to eight in the evening.\n"
        "Twelve people can cook at once, and a cook of the house is there to help with whatever comes up.\n"
        "A place costs nothing; whoever can brings something to share with those at the next table.\n"
        "Last spring a trial over six weeks brought 214 people to the kitchen, most of them for the first time.\n"
        "Places are given by lot on the Friday before, and whoever drew none goes first the next week.",
        0.95,
    ),
    (
        "“We have the stoves and the neighbours have the recipes,” says Noor Example, who runs the kitchen.\n"
        "“I came for the soup and stayed for the people,” says Pat Example, who took part in the trial.",
        0.75,
    ),
    ("https://example.org/kitchen\nhttps://example.org/kitchen/places", 0.8),
    ("https://example.org/kitchen/pictures", 0.55),
    ("{} has run its kitchen on the same street for eleven years, with nineteen people and one old oven.", 0.6),
)
# What the class checked, with how often a check of it holds.
SOURCES = (
    ("A chart says that posts with dogs sell twice as much", 0.3),
    ("The transit agency's own count of late trains", 0.8),
    ("A picture of an empty shelf after the recall", 0.45),
    ("A study on who answers complaints, by a software seller", 0.5),
    ("The clinic's announcement of new hours", 0.9),
)
# How often each check is made, and what a yes and a no rest on.
EVIDENCE = (
    (0.85, ("Two papers without a stake in it report the same.", "Nobody else reports it; one site takes it apart.")),
    (0.8, ("Name and funding stand on the page, and a register confirms them.", "The page names nobody.")),
    (0.5, ("The study is public, and its table says so.", "The link leads to a press text, not to the study.")),
    (0.6, ("The date of the first post fits.", "It is from 2019 and was shared anew.")),
    (0.35, ("The street is the same on a map.", "A search shows the picture in an older story.")),
)
