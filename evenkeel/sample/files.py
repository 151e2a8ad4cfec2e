"""What all the writers share: escaping, dates, and archives that come out the same every time."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from evenkeel.sample.term import ZONE, utc

ARCHIVE_DATE = (2026, 4, 27, 12, 0, 0)


def number_for(text: str, digits: int = 10) -> int:
    """A lasting account number for a name."""
    start: int = 10 ** (digits - 1)
    return start + int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) % (9 * start)


def xml(text: str) -> str:
    """Text as it stands in XML."""
    return escape(text, quote=True)


def cdata(text: str) -> str:
    """Text in a CDATA section."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def html(paragraphs: tuple[str, ...]) -> str:
    """Paragraphs as HTML."""
    return "\n".join(f"<p>{escape(one, quote=False)}</p>" for one in paragraphs)


def rfc822(at: datetime) -> str:
    """A date as in RSS."""
    return format_datetime(utc(at)).replace("-0000", "+0000")


def zulu(at: datetime) -> str:
    """A UTC date as in Atom and Mastodon."""
    return utc(at).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(at: datetime) -> datetime:
    """The same moment on the course's clock."""
    return at.astimezone(ZoneInfo(ZONE))


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970, from which X and Mastodon make their identifiers."""
    return int(at.timestamp()) * 1000


def slug(title: str) -> str:
    """A title as the last part of an address."""
    letters = "".join(letter if letter.isalnum() else " " for letter in title.lower().replace("'", ""))
    return "-".join(letters.split()[:8])


def as_json(value: object) -> bytes:
    """Readable JSON with a fixed layout."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip whose bytes depend on its members alone; stored, since compressors differ between machines."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, ARCHIVE_DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, members[name])
    return buffer.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    """A tar.gz whose bytes depend on its members alone; uncompressed inside, as above."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name in sorted(members):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = (
                len(members[name]),
                int(datetime(*ARCHIVE_DATE, tzinfo=ZoneInfo("UTC")).timestamp()),
            )
            archive.addfile(entry, io.BytesIO(members[name]))
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=0, mtime=0) as stream:
        stream.write(plain.getvalue())
    return packed.getvalue()
