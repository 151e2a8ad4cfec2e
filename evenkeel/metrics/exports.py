"""A network as files for other programs: GraphML, and ties as CSV that a spreadsheet cannot take for formulas."""

import csv
import io
from collections.abc import Mapping
from xml.etree import ElementTree as Xml

import pandas as pd

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_KEYS = (
    *(("node", "name", "string"), ("node", "role", "string")),
    *(("edge", "weight", "double"), ("edge", "acts", "int")),
)
_COLUMNS = ("giver", "taker", "weight", "acts")
# What makes a cell a formula in some spreadsheet.
_FORMULA = ("=", "+", "-", "@")


def graphml(nodes: pd.DataFrame, ties: pd.DataFrame, names: Mapping[str, str] | None = None) -> str:
    """Write a window's network as GraphML: directed, nodes with name and role, edges with weight and acts.

    Columns as in `conversation.nodes` and `conversation.ties`. With `names` these stand in place of addresses, and
    nothing else of a person is written.
    """
    Xml.register_namespace("", _SPACE)
    root = Xml.Element(f"{{{_SPACE}}}graphml")
    for of, name, kind in _KEYS:
        Xml.SubElement(root, f"{{{_SPACE}}}key", {"id": name, "for": of, "attr.name": name, "attr.type": kind})
    graph = Xml.SubElement(root, f"{{{_SPACE}}}graph", {"id": "class", "edgedefault": "directed"})
    for person, name, role in _people(nodes, names):
        _element(graph, "node", {"id": person}, {"name": name, "role": role})
    for giver, taker, weight, acts in _rows(ties, names):
        _element(graph, "edge", {"source": giver, "target": taker}, {"weight": repr(weight), "acts": str(acts)})
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def ties_csv(ties: pd.DataFrame, names: Mapping[str, str] | None = None) -> str:
    """Write a window's ties as CSV: giver, taker, weight, acts; `names` as in `graphml`."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for giver, taker, weight, acts in _rows(ties, names):
        writer.writerow((harmless(giver), harmless(taker), repr(weight), acts))
    return written.getvalue()


def harmless(cell: str) -> str:
    """Give a cell, on one line, that no spreadsheet takes for a formula: an apostrophe goes before what begins one."""
    cell = " ".join(cell.split())
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _people(nodes: pd.DataFrame, names: Mapping[str, str] | None) -> list[tuple[str, str, str]]:
    rows = [(person, name, role) for person, name, role in nodes[["person", "name", "role"]].itertuples(index=False)]
    if names is None:
        return rows
    # In the order of what is shown: theirs would tell who is who.
    return sorted((names[person], names[person], role) for person, _, role in rows)


def _rows(ties: pd.DataFrame, names: Mapping[str, str] | None) -> list[tuple[str, str, float, int]]:
    rows = [(g, t, float(w), int(a)) for g, t, w, a in ties[list(_COLUMNS)].itertuples(index=False, name=None)]
    return rows if names is None else sorted((names[g], names[t], w, a) for g, t, w, a in rows)


def _element(parent: Xml.Element, what: str, attributes: dict[str, str], data: dict[str, str]) -> None:
    element = Xml.SubElement(parent, f"{{{_SPACE}}}{what}", {k: _legal(v) for k, v in attributes.items()})
    for key, value in data.items():
        Xml.SubElement(element, f"{{{_SPACE}}}data", {"key": key}).text = _legal(value)


def _legal(text: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n\r" or (letter >= " " and letter not in "\ufffe\uffff"))
