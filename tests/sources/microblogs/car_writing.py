"""Writes small Bluesky repositories as the network does: blocks by their hash, and the index as a search tree."""

import hashlib
from itertools import groupby
from typing import Any

import libipld

DIGITS = "234567abcdefghijklmnopqrstuvwxyz"


def tid(moment: int, counter: int = 0) -> str:
    """Write a record key for a moment (microseconds)."""
    number, found = moment << 10 | counter, ""
    for _ in range(13):
        number, digit = divmod(number, 32)
        found = DIGITS[digit] + found
    return found


class Repository:
    """Blocks in the making; `drop` leaves some out, as a broken download does."""

    def __init__(self) -> None:
        self.blocks: dict[bytes, bytes] = {}

    def put(self, value: Any) -> bytes:
        content = libipld.encode_dag_cbor(value)
        name = b"\x01\x71\x12\x20" + hashlib.sha256(content).digest()
        self.blocks[name] = content
        return name

    def tree(self, records: dict[str, bytes]) -> bytes:
        """Put the index of records (path to block) and return the name of its top."""
        levels = {path: level(path) for path in records}
        return self._node(sorted(records.items()), levels, max(levels.values(), default=0)) or self.put(
            {"l": None, "e": []}
        )

    def _node(self, records: list[tuple[str, bytes]], levels: dict[str, int], height: int) -> bytes | None:
        if not records or height < 0:
            return None
        node: dict[str, Any] = {"l": None, "e": []}
        before = ""
        for here, group in groupby(records, lambda one: levels[one[0]] == height):
            if not here:
                below = self._node(list(group), levels, height - 1)
                if node["e"]:
                    node["e"][-1]["t"] = below
                else:
                    node["l"] = below
                continue
            for path, block in group:
                shared = len([1 for a, b in zip(before, path, strict=False) if a == b]) if before else 0
                while before[:shared] != path[:shared]:
                    shared -= 1
                node["e"].append({"p": shared, "k": path[shared:].encode(), "v": block, "t": None})
                before = path
        return self.put(node)


def level(path: str) -> int:
    """Say how high in the tree a path stands: by the pairs of zero bits that its hash begins with."""
    bits = f"{int.from_bytes(hashlib.sha256(path.encode()).digest(), 'big'):0256b}"
    return (len(bits) - len(bits.lstrip("0"))) // 2


def car(did: str, records: dict[str, Any], rev: str = "", older: dict[str, Any] | None = None) -> bytes:
    """Return a repository's file; `older` are records that are in it and no longer in the index."""
    repository = Repository()
    for record in (older or {}).values():
        repository.put(record)
    top = repository.tree({path: repository.put(record) for path, record in records.items()})
    commit = repository.put({"did": did, "version": 3, "data": top, "rev": rev, "prev": None, "sig": b"signed"})
    return written(commit, repository.blocks)


def written(root: bytes, blocks: dict[bytes, bytes]) -> bytes:
    """Return the bytes of a CAR file."""
    header = b"\xa2\x65roots\x81\xd8\x2a\x58\x25\x00" + root + b"\x67version\x01"
    parts = [header, *(name + content for name, content in blocks.items())]
    return b"".join(length(len(part)) + part for part in parts)


def length(number: int) -> bytes:
    found = b""
    while number > 127:
        found += bytes([number & 127 | 128])
        number >>= 7
    return found + bytes([number])
