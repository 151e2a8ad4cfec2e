"""A letter as it is sent: no text of it can add a header, and names and texts arrive as they were written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, make_msgid

_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\\[\]]+@[^\s@<>(),;:\"\\\[\]]+")
_NAMED = re.compile(r"(?:(.*?)\s*<([^<>]*)>)|(.*)")
# Line ends of every kind, other controls, what turns text around, halves of characters.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_HALVES = re.compile("[\x00\ud800-\udfff]")
# More of a name is not read by anybody.
_NAME = 100


@dataclass(frozen=True, slots=True)
class Message:
    """A letter: to whom (`Ida <ida@example.org>` or the address alone), and what it says.

    `html` says the same as `text`; `automatic` is for what no person wrote, so that nobody's absence note answers it.
    """

    to: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    reply_to: str = ""
    automatic: bool = False


class _Spelling(EmailPolicy):
    """Headers with addresses as they must be; left alone, Python loses commas and breaks names that it encodes."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write a header."""
        addresses: Sequence[Address] = getattr(value, "addresses", ())
        if not addresses:
            return super().fold_binary(name, value)
        spelt = f",{self.linesep} ".join(_spelt(each, self.linesep) for each in addresses)
        return f"{name}: {spelt}{self.linesep}".encode()


def _spelt(address: Address, linesep: str) -> str:
    name = address.display_name
    if name.isascii() and "=?" not in name:
        return str(address)
    return f"{Header(name, 'utf-8', 60).encode(linesep=linesep)} <{address.addr_spec}>"


# Seven bits only: any server takes it as it is. The other is for addresses that do not fit into seven.
_POLICY = _Spelling(linesep="\r\n", cte_type="7bit")
IN_UTF8 = _POLICY.clone(utf8=True)


def letter(sender: str, message: Message) -> EmailMessage:
    """Build the letter as it is sent: no text of it can add a header. Raises `ValueError` for what is no address."""
    made = EmailMessage(policy=_POLICY)
    origin = _address(sender)
    made["From"] = origin
    made["To"] = [_address(each) for each in message.to]
    if message.reply_to:
        made["Reply-To"] = _address(message.reply_to)
    made["Subject"] = one_line(message.subject)
    made["Date"] = format_datetime(datetime.now(UTC))
    made["Message-ID"] = make_msgid(domain=origin.domain)
    if message.automatic:
        made["Auto-Submitted"] = "auto-generated"
    made.set_content(_lines(message.text))
    if message.html:
        made.add_alternative(_lines(message.html), subtype="html")
    return made


def is_address(text: str) -> bool:
    """Tell whether a text is an address, with or without a name: `Ida Ingle <ida@example.org>`."""
    try:
        return bool(_address(text))
    except ValueError:
        return False


def _address(text: str) -> Address:
    """Read `Ida Ingle <ida@example.org>` or an address alone."""
    plain = one_line(text)
    found = _NAMED.fullmatch(plain)
    name, address = (found[1] or "", found[2] or found[3] or "") if found else ("", "")
    if not _ADDRESS.fullmatch(address):
        raise ValueError(plain)
    user, _, domain = address.partition("@")
    return Address(name.strip(' "')[:_NAME], user, domain)


def one_line(text: str) -> str:
    """Write a text in one line, so that no line of it can become a header."""
    return _UNSEEN.sub(" ", text).strip()


def _lines(text: str) -> str:
    return _HALVES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
