"""Which files of a folder or an archive are never looked at, and what a file is by its first bytes."""

import re

_NEVER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
# Archives hold thousands of these. None says anything that is counted, so none is worth a line in the report.
_MEDIA = frozenset(
    suffix
    for line in (
        "jpg jpeg jfif png gif webp heic bmp ico svg tif tiff",
        "mp4 mov m4v m4a mp3 ogg wav webm avi mkv srt vtt",
        "woff woff2 ttf otf eot css map",
    )
    for suffix in line.split()
)
# Leaflets that explain a folder, and what Google Takeout puts beside a blog's feed.atom and beside what somebody
# watched and said on YouTube.
_BESIDE = re.compile(
    r"(?:.*/)?(?:readme(?:\.(?:txt|md|html?))?|archive_browser\.html)"
    r"|(?:.*/)?blogger/(?:.*/)?(?:(?:settings|followers|profile)\.csv|theme-[^/]*\.(?:xml|html))"
    r"|(?:.*/)?youtube(?: and youtube music)?/(?:channel|music|playlist|post|shopping|subscription|video)[^/]*/.*",
    re.ASCII,
)
MAGIC = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, a sound or a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .ppt)"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"PK\x03\x04", "an Office file (.docx, .pptx) or a program"),
)


def ignored(path: str) -> bool:
    """Tell whether a path inside a folder or an archive is a system's, hidden, the record's own, or media."""
    parts = path.casefold().split("/")
    name = parts[-1]
    return (
        any(part.startswith(".") or part in _NEVER for part in parts)
        or name.startswith("class.db")
        or name.rpartition(".")[2] in _MEDIA
    )


def beside(path: str) -> bool:
    """Tell whether a path inside a folder or an archive comes with an export and holds nothing that counts."""
    return _BESIDE.fullmatch(path.casefold()) is not None


def binary_kind(head: bytes) -> str:
    """Name what a file is by its first bytes; empty if they say nothing."""
    if head[4:8] == b"ftyp":
        return "a film or a sound"
    return next((kind for magic, kind in MAGIC if head.startswith(magic)), "")
