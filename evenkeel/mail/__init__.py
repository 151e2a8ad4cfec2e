"""One letter to the mail server that this computer is set up for; what fails is a value with a sentence."""

from evenkeel.mail.letter import Message
from evenkeel.mail.sending import NotSent, Sent, send
from evenkeel.mail.settings import Settings, settings

__all__ = ["Message", "NotSent", "Sent", "Settings", "send", "settings"]
