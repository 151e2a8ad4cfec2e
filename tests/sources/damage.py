"""Ways in which an export comes broken: cut, shuffled, of wrong types, numbers too large, nested deep, half there."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

PIECES = (
    *(b"", b"<", b"&", b"]]>", b"\x00", b"\x08", b"\xff", b"\xfe\xff", b"http://[", b"0000-00-00", b"<!ENTITY", b'"'),
    *(b"#comment-", b"\\ud83d", b"null", b"[[[[", b"{}", b"-1", b"1e999", b"9" * 40, b"\r", b"\n\n", b",,,,", b";"),
    *(b"\xed\xa0\x80", b"NaN", b"+99:99", b"2026-02-30T25:61", b"at://", b"did:plc:", b"%"),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**63, 10**40, -(10**40), 1e308, 0.5, "", " ", "\x00", "a" * 3000, "9" * 400, "-1"),
    *("2026-13-45T99:99:99Z", "http://[", "\ud83d", "@", "#", [], {}, [[]], [None], {"": None}, [{}], {"a": {"a": []}}),
    *("=1+1", "0", "NaN", "did:plc:x", "at://x/y/z", "Infinity", "31/31/2024", "1h 2m 3s"),
)
DEEP = 3_000
MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def damaged(name: str, content: bytes, rng: Random) -> bytes:
    """Return a broken copy of a file's bytes; `name` tells by its suffix what else than bytes can be broken."""
    suffix = name.rpartition(".")[2].casefold()
    ways: list[Callable[[bytes, Random], bytes]] = [_bytes]
    if suffix == "zip":
        ways = [_archive, _archive, _archive, _bytes]
    elif suffix in ("json", "js"):
        ways = [_structure, _structure, _structure, _bytes]
    elif suffix == "jsonl":
        ways = [_lines, _lines, _bytes]
    elif suffix in ("csv", "tsv", "txt"):
        ways = [_cells, _cells, _bytes]
    return rng.choice(ways)(content, rng)


def _bytes(content: bytes, rng: Random) -> bytes:
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(content) + 1)
        end = min(len(content), start + rng.choice((0, 1, 3, 10, 40, 400)))
        middle = rng.choice((b"", b"", rng.choice(PIECES), content[start:end] * 2, _shuffled(content[start:end], rng)))
        content = content[:start] if rng.random() < 0.1 else content[:start] + middle + content[end:]
    return content


def _shuffled(piece: bytes, rng: Random) -> bytes:
    return bytes(rng.sample(piece, len(piece)))


def _structure(content: bytes, rng: Random) -> bytes:
    """Change values inside JSON, and now and then the text around it."""
    before, mark, rest = content.partition(b"=") if content.lstrip().startswith(b"window.") else (b"", b"", content)
    try:
        value = json.loads(rest)
    except (ValueError, RecursionError):
        return _bytes(content, rng)
    for _ in range(rng.randint(1, 5)):
        value = _changed(value, rng)
    text = json.dumps(value, ensure_ascii=rng.random() < 0.5)
    if rng.random() < 0.02:
        text = "[" * DEEP + text + "]" * DEEP
    return before + mark + text.encode("utf-8", "surrogatepass")


def _changed(value: Any, rng: Random) -> Any:
    """Go down to some place of a value and put another thing there, or take it away."""
    if rng.random() < 0.12 or not isinstance(value, dict | list) or not value:
        return rng.choice(VALUES)
    if isinstance(value, dict):
        key = rng.choice(list(value))
        lot = rng.random()
        if lot < 0.08:
            return {name: one for name, one in value.items() if name != key}
        if lot < 0.12:
            return {**value, rng.choice(list(value)) + "x": value[key]}
        return {**value, key: _changed(value[key], rng)}
    place = rng.randrange(len(value))
    if rng.random() < 0.05:
        return rng.sample(value, len(value))
    return [*value[:place], _changed(value[place], rng), *value[place + 1 :]]


def _lines(content: bytes, rng: Random) -> bytes:
    lines = content.splitlines()
    for _ in range(rng.randint(1, 3)):
        if lines:
            place = rng.randrange(len(lines))
            lines[place] = rng.choice((_structure, _structure, _bytes))(lines[place], rng)
    return b"\n".join(lines)


def _cells(content: bytes, rng: Random) -> bytes:
    """Change cells of a table, whatever its encoding and delimiter."""
    encoding = (
        "utf-16"
        if content[:2] in (b"\xff\xfe", b"\xfe\xff")
        else "utf-8-sig"
        if content[:3] == b"\xef\xbb\xbf"
        else "utf-8"
    )
    text = content.decode(encoding, "replace")
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    for _ in range(rng.randint(1, 6)):
        row = rng.choice(rows) if rows else []
        if not row:
            continue
        place, lot = rng.randrange(len(row)), rng.random()
        if lot < 0.7:
            row[place] = str(rng.choice(VALUES))
        elif lot < 0.8:
            del row[place]
        elif lot < 0.9:
            rng.shuffle(row)
        else:
            rows[rng.randrange(len(rows))] = row
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding, "replace")


def _archive(content: bytes, rng: Random) -> bytes:
    """Break one file of a zip, or leave it out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return _bytes(content, rng)
    name = rng.choice(list(members))
    if rng.random() < 0.1:
        del members[name]
    else:
        members[name] = damaged(name, members[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, held in members.items():
            archive.writestr(path, held)
    return out.getvalue()
