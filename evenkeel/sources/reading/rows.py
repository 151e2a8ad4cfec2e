"""What the rows of any table are: the number that a person finds them by, and the cells that were asked for."""

from evenkeel.model import Reject, Skip

Row = tuple[int, tuple[str, ...]]
Read = Row | Skip | Reject
