"""A Ning network's archive: posts, discussions and comments of a whole class or society, with its members.

Of the members' list the name and the key are kept, and the e-mail address serves matching; it makes no class list,
for a network may hold outsiders. What lies in private groups, and what was never published, is counted as left out.
"""

import re
from collections.abc import Iterator

from evenkeel.model import Found, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.classroom.ning_network import Network

_FILE = re.compile(r"ning-([a-z]+)(-local)?\.json")
_FOLDERS = re.compile(r"(?:blogs|discussions|events|groups|members|music|notes|pages|photos|videos)/.+")
_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*\(?\s*\[\s*\{")


def identify(export: Export) -> bool:
    """Tell the archive by its files' names and one's content, a file of it by how all in it is signed."""
    if not export.members:
        head = export.head()
        return bool(_LIST.match(head)) and b'"contributorName"' in head and b'"createdDate"' in head
    inside = {member.path[len(export.path) + 1 :].casefold(): member for member in export.members}
    files = [member for name, member in inside.items() if _FILE.fullmatch(name)]
    return bool(files) and all(map(_belongs, inside)) and any(map(identify, files))


def _belongs(name: str) -> bool:
    return bool(_FILE.fullmatch(name) or _FOLDERS.fullmatch(name) or name.startswith("readme"))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield posts, discussions and comments, what was left out, and whom the archive covers: every member of it."""
    files, beside = _files(export)
    yield from beside
    network = Network()
    # Whoever is named must be known by then, and which groups are closed.
    for kind in sorted(files, key=lambda kind: (kind != "members", kind != "groups", kind)):
        yield from network.file(kind, files[kind])
    dated = max((file.modified or 0 for file in files.values()), default=0) if export.members else 0
    yield from network.summary(frozenset(files), dated)


def _files(export: Export) -> tuple[dict[str, Export], list[Skip]]:
    """Return the files by what they hold, and what is not read: attachments, and the twin whose media lie elsewhere."""
    if not export.members:
        named = _FILE.fullmatch(export.name)
        return {named[1] if named else "": export}, []
    files: dict[str, Export] = {}
    beside = []
    # A name with “-local” comes before its twin's.
    for member in sorted(export.members, key=lambda member: member.path.casefold()):
        named = _FILE.fullmatch(member.path[len(export.path) + 1 :].casefold())
        if named and named[1] not in files:
            files[named[1]] = member
        else:
            beside.append(Skip("second copy of the same file" if named else "file beside an export"))
    return files, beside


SOURCE = Source("ning", "Ning network archive", identify, extract)
