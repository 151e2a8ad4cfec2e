"""How flags stand in a week: who is worth a look, who is new, who is calm again; said in sentences."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from evenkeel import words
from evenkeel.flags.decide import Flag


@dataclass(frozen=True, slots=True)
class Standing:
    """The flags of one week: those that are on, those that went on in it, and those that went off in it."""

    week: int
    on: tuple[Flag, ...]
    new: tuple[Flag, ...]
    calm: tuple[Flag, ...]

    @property
    def students(self) -> tuple[str, ...]:
        """Whose flags are on: the new ones first."""
        return tuple(dict.fromkeys([f.student for f in self.new] + [f.student for f in self.on]))

    @property
    def newly(self) -> frozenset[str]:
        """Who was not worth a look the week before, by any rule."""
        before = {flag.student for flag in self.on if flag.week < self.week}
        return frozenset(flag.student for flag in self.new) - before


def standing(flags: Iterable[Flag], week: int, among: Collection[str]) -> Standing:
    """Tell how flags stand at the end of a week, for the students among those asked about."""
    ours = [flag for flag in flags if flag.student in among and flag.week <= week]
    on = tuple(flag for flag in ours if flag.off_week is None or flag.off_week > week)
    return Standing(
        week,
        on,
        tuple(flag for flag in on if flag.week == week),
        tuple(flag for flag in ours if flag.off_week == week),
    )


def headline(stands: Standing, of: int, where: str = "") -> str:
    """Say how many are worth a look: "4 of 24 are worth a look in week 14; 2 are new"."""
    many, new = len(stands.students), len(stands.newly)
    in_week = words.week(stands.week)
    if not many:
        return f"Nobody of {of}{where} is worth a look in {in_week}"
    return f"{many} of {of}{where} {'is' if many == 1 else 'are'} worth a look in {in_week}{_news(many, new)}"


def _news(many: int, new: int) -> str:
    if not new:
        return ", as the week before" if many == 1 else "; none is new"
    if new == many:
        return "; it is new" if many == 1 else "; all are new"
    return f"; {new} {'is' if new == 1 else 'are'} new"


def would_flag(stands: Standing, of: int, where: str = "") -> str:
    """Say what a line would do: "would flag 4 of 24, 2 new, in week 14"."""
    many, new = len(stands.students), len(stands.newly)
    in_week = words.week(stands.week)
    if not many:
        return f"would flag nobody of {of}{where} in {in_week}"
    return f"would flag {many} of {of}{where} in {in_week}, {new or 'none'} new"
