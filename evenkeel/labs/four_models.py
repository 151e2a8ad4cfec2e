"""Four models: which model of public relations is an item an example of, and do raters agree?"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import pandas as pd

from evenkeel import words
from evenkeel.labs.shape import Field, Kind, Lab, Row, Standpoint
from evenkeel.labs.telling import Picture, PictureKind, Share, Table, Told, share_table
from evenkeel.metrics.agreement import krippendorff_alpha, pairs_within

# Grunig & Hunt 1984, Managing Public Relations, as the field calls them.
MODELS = ("press agentry", "public information", "two-way asymmetrical", "two-way symmetrical")
_NOTE = (
    "Agreement is Krippendorff's alpha for kinds without an order: 1 is full agreement, 0 what chance gives. Items "
    "that one rater alone labelled are left out. There is no cut above which agreement would be good enough."
)


def labels(rows: Sequence[Row]) -> dict[str, dict[str, str]]:
    """Return what each rater said of each item: item, rater, model; of two labels of one rater the newest holds."""
    found: dict[str, dict[str, str]] = {}
    spelt: dict[str, str] = {}
    for row in rows:
        written = " ".join(str(row.content["item"]).split())
        item = spelt.setdefault(written.casefold(), written)
        found.setdefault(item, {})[row.author] = str(row.content["model"])
    return found


def read(rows: Sequence[Row], at: Standpoint) -> Told:
    """Say how far raters agree on which model an item follows, and which models they mix up."""
    found = labels(rows)
    units = [list(of.values()) for of in found.values()]
    shared = [unit for unit in units if len(unit) > 1]
    if not shared:
        return Told("No item has two raters yet" if rows else "Nothing labelled yet", _how_many(found))
    alpha = krippendorff_alpha(shared)
    tables = (_models(units),) if at.floor else (_models(units), _items(found))
    return Told(_finding(alpha), (*_how_many(found), *_mixed(shared)), _NOTE, (_grid(shared),), tables)


def _finding(alpha: float | None) -> str:
    if alpha is None:
        return "Every label is one and the same model, so agreement cannot be told from chance"
    if alpha <= 0:
        return f"Raters agree no more than chance would let them (alpha {alpha:.2f})"
    return f"Raters agree {alpha * 100:.0f} % of the way from chance to full agreement (alpha {alpha:.2f})"


def _how_many(found: dict[str, dict[str, str]]) -> tuple[str, ...]:
    if not found:
        return ()
    raters = {rater for of in found.values() for rater in of}
    given = sum(len(of) for of in found.values())
    who = words.count(len(raters), "rater")
    return (f"{words.sentence(words.count(given, 'label'))} on {words.count(len(found), 'item')} by {who}.",)


def _mixed(shared: Sequence[Sequence[str]]) -> tuple[str, ...]:
    apart = Counter({(a, b): n for (a, b), n in pairs_within(shared).items() if a < b})
    if not apart:
        return ("All raters gave every item the same model.",)
    (one, other), n = apart.most_common(1)[0]
    return (f"Most often mixed up: {one} and {other} ({words.count(n, 'pair')} of raters).",)


def _grid(shared: Sequence[Sequence[str]]) -> Picture:
    counted = pairs_within(shared)
    rows = [
        (one, other, counted[one, other], f"{one} and {other}: {words.count(counted[one, other], 'pair')} of labels")
        for one in MODELS
        for other in MODELS
    ]
    frame = pd.DataFrame(rows, columns=["row", "column", "n", "said"])
    return Picture(
        PictureKind.GRID, frame, "Which models are mixed up",
        "Each pair of raters of one item, both ways round: on the diagonal they agree.", "What one rater said",
        "What another said",
    )  # fmt: skip


def _models(units: Sequence[Sequence[str]]) -> Table:
    given = Counter(chain.from_iterable(units))
    total = given.total()
    return share_table("How often each model was seen", "Model", [Share(m, given[m], total) for m in MODELS])


def _items(found: dict[str, dict[str, str]]) -> Table:
    """List the items, those apart first."""
    told = []
    for item, of in found.items():
        counted = Counter(of.values()).most_common()
        agreed = counted[0][1] / len(of)
        told.append((agreed, item, ", ".join(f"{model} {n}" for model, n in counted), f"{counted[0][1]} of {len(of)}"))
    rows = tuple(cells for _, *cells in sorted(told))
    return Table(
        "Item by item, those that raters see most differently first",
        ("Item", "Labels", "Agree on the most frequent"),
        tuple((a, b, c) for a, b, c in rows),
    )


LAB = Lab(
    id="four-models",
    title="Four models",
    question="Which model of public relations is this, and do we agree?",
    purpose="Press agentry, public information, two-way asymmetrical, two-way symmetrical (Grunig & Hunt 1984): name "
    "what an item does, and see where others read it otherwise.",
    steps=(
        "Take an item from the class's list, and write its name as it stands there.",
        "Choose a model on your own, before you talk about it, and say in one line what shows it.",
        "When all have labelled, talk about the items on which you differ.",
    ),
    limits="It shows whether raters agree, not whether they are right; an item may follow two models at once, and "
    "what an organisation means to do is not in its words.",
    fields=(
        Field("item", "Item", help="Its name, as everybody writes it.", shared=True),
        Field("model", "Model", Kind.CHOICE, choices=MODELS),
        Field("shows", "What shows it", required=False),
        Field("link", "Link", Kind.LINK, required=False),
    ),
    read=read,
    row="label",
    rows="labels",
)  # fmt: skip
