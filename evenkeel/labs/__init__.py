"""The labs: experiments of the field that a class does together, one file each."""

from evenkeel.labs.four_models import LAB as FOUR_MODELS
from evenkeel.labs.response_audit import LAB as RESPONSE_AUDIT
from evenkeel.labs.shape import Lab
from evenkeel.labs.social_customers import LAB as SOCIAL_CUSTOMERS

LABS: dict[str, Lab] = {lab.id: lab for lab in (RESPONSE_AUDIT, SOCIAL_CUSTOMERS, FOUR_MODELS)}
