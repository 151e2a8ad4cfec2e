"""Reading a body: unpacked, measured as it comes, and never more of it than is wanted."""

import zlib
from collections.abc import Iterable, Iterator

import httpcore
import httpx

from evenkeel import words


class Broken(Exception):
    """An answer that cannot be read; the text says why."""


def body(response: httpcore.Response, head: httpx.Headers, size: int) -> bytes:
    """Read a body, unpacked, and no more of it than `size`. Raises `Broken`."""
    told = head.get("content-length", "")
    if told.isdecimal() and int(told) > size:
        raise Broken(_too_large(size))
    coding = head.get("content-encoding", "").strip().casefold()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise Broken(f"it is packed as “{coding[:20]}”, which was not asked for")
    chunks = response.iter_stream()
    try:
        return _joined(_unpacked(chunks, size) if "gzip" in coding else chunks, size)
    except zlib.error as problem:
        raise Broken("it is packed, and what is packed is broken") from problem


def _joined(chunks: Iterable[bytes], size: int) -> bytes:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) > size:
            raise Broken(_too_large(size))
    return bytes(held)


def _unpacked(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Unpack gzip piece by piece, never more than `size` at once, whatever it would become."""
    packed = zlib.decompressobj(zlib.MAX_WBITS | 16)
    begun = False
    for chunk in chunks:
        rest = chunk
        while rest:
            if packed.eof:  # one packed piece may follow another, or zeros
                rest = rest.lstrip(b"\0")
                if not rest:
                    break
                packed = zlib.decompressobj(zlib.MAX_WBITS | 16)
            begun = True
            yield packed.decompress(rest, size + 1)
            rest = packed.unused_data if packed.eof else packed.unconsumed_tail
    if begun and not packed.eof:
        raise Broken("it breaks off before its end")


def _too_large(size: int) -> str:
    return f"it is larger than {words.number(size // (1024 * 1024))} MB"
