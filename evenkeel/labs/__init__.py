"""The labs: experiments of the field that a class does together, one file each."""

from evenkeel.labs.response_audit import LAB as RESPONSE_AUDIT
from evenkeel.labs.shape import Lab

LABS: dict[str, Lab] = {lab.id: lab for lab in (RESPONSE_AUDIT,)}
