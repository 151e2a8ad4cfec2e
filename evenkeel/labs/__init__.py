"""The labs: experiments of the field that a class does together, one file each."""

from evenkeel.labs.credibility import LAB as CREDIBILITY
from evenkeel.labs.crisis_response import LAB as CRISIS_RESPONSE
from evenkeel.labs.engagement_ladder import LAB as ENGAGEMENT_LADDER
from evenkeel.labs.four_models import LAB as FOUR_MODELS
from evenkeel.labs.media_release import LAB as MEDIA_RELEASE
from evenkeel.labs.oversaturation import LAB as OVERSATURATION
from evenkeel.labs.relationship_stairway import LAB as RELATIONSHIP_STAIRWAY
from evenkeel.labs.response_audit import LAB as RESPONSE_AUDIT
from evenkeel.labs.shape import Lab
from evenkeel.labs.social_customers import LAB as SOCIAL_CUSTOMERS

__all__ = ["LABS", "MEDIA_RELEASE", "OVERSATURATION", "RELATIONSHIP_STAIRWAY"]

# In the order in which a page lists them.
LABS: dict[str, Lab] = {
    lab.id: lab
    for lab in (
        RESPONSE_AUDIT,
        RELATIONSHIP_STAIRWAY,
        ENGAGEMENT_LADDER,
        MEDIA_RELEASE,
        CRISIS_RESPONSE,
        SOCIAL_CUSTOMERS,
        OVERSATURATION,
        CREDIBILITY,
        FOUR_MODELS,
    )
}
