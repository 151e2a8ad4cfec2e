"""Who is named on a flag's card and in letters, as the switch for names says."""

from evenkeel.model import Role
from evenkeel.reports.flag_words import Naming
from evenkeel.web import reads
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look


def naming(look: Look, chosen: Chosen) -> Naming:
    """Name people as the page does, those too whom a rule is about."""
    staff = {who: name for who, (name, _) in _staff(look).items()} if chosen.names_shown else {}
    return Naming(chosen.names, chosen.names_shown, staff, _subjects(look))


def instructor(look: Look) -> str:
    """Return the viewer's name as on the roster, else the only instructor's there; nothing where neither is known."""
    staff = _staff(look)
    if look.viewer.email in staff:
        return staff[look.viewer.email][0]
    names = [name for name, role in staff.values() if role == Role.INSTRUCTOR]
    return names[0] if len(names) == 1 else ""


@reads.cached
def _staff(look: Look) -> dict[str, tuple[str, str]]:
    """Return those on the roster who are no students, by address."""
    return {p.email: (p.name, p.role) for p in look.desk.people(look.viewer) if p.role != Role.STUDENT}


@reads.cached
def _subjects(look: Look) -> dict[str, str]:
    """Return the address of each student whom a rule is about, by the rule's own word."""
    rules = {card.flag.rule for card in reads.cards(look)}
    rules |= {rule for change in reads.rule_history(look) for rule in change.rules}
    found = {rule.student: look.desk.looked_at(look.viewer, rule) for rule in rules if rule.student}
    return {said: who[0] for said, who in found.items() if who}
