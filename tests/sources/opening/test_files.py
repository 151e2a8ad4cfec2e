"""From paths and uploads to exports: archives are looked into, and no archive can do harm."""

import gzip
import io
import os
import tarfile
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.sources.base import Export
from evenkeel.sources.opening.files import Offered, exports, uploaded
from evenkeel.sources.opening.limits import LIMITS


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 14, 5, 0)), content, method)
    return buffer.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1_772_460_300
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def never(_: Export) -> bool:
    return False


def holds_outbox(export: Export) -> bool:
    return any(member.path == f"{export.path}/outbox.json" for member in export.members)


def offered(content: bytes, name: str = "up.zip", **limits: int) -> list[Offered]:
    return list(uploaded(name, content, never, LIMITS._replace(**limits)))


def contents(found: list[Offered]) -> dict[str, bytes]:
    assert all(isinstance(one, Export) for one in found), found
    return {one.path: one.read() for one in found if isinstance(one, Export)}


def refusal(found: list[Offered]) -> str:
    (one,) = found
    assert isinstance(one, ExportRefused)
    return str(one)


def test_a_plain_file_is_one_export(tmp_path: Path) -> None:
    (tmp_path / "acts.csv").write_bytes(b"author,at\n")
    (found,) = exports(tmp_path / "acts.csv", "inbox/acts.csv", never)
    assert isinstance(found, Export)
    assert (found.path, found.size, found.read()) == ("inbox/acts.csv", 10, b"author,at\n")
    assert found.modified == os.stat(tmp_path / "acts.csv").st_mtime_ns // 1000


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(list(exports(tmp_path / "gone.csv", "gone.csv", never)))


def test_a_zip_inside_a_folder_is_looked_into_and_its_path_says_where(tmp_path: Path) -> None:
    (tmp_path / "anna@example.org").mkdir()
    (tmp_path / "anna@example.org" / "x.zip").write_bytes(zipped({"data/tweets.js": b"tweets"}))
    found = list(exports(tmp_path, "inbox", never))
    assert contents(found) == {"inbox/anna@example.org/x.zip/data/tweets.js": b"tweets"}


def test_what_an_importer_takes_as_a_whole_is_one_export_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "ben").mkdir()
    (tmp_path / "ben" / "outbox.json").write_bytes(b"{}")
    (tmp_path / "anna.tar.gz").write_bytes(tarred({"archive/outbox.json": b"{}", "archive/actor.json": b"{}"}))
    (tmp_path / "acts.csv").write_bytes(b"author,at\n")
    found = [one for one in exports(tmp_path, "inbox", holds_outbox) if isinstance(one, Export)]
    bundles = {one.path: len(one.members) for one in found}
    assert bundles == {"inbox/acts.csv": 0, "inbox/anna.tar.gz/archive": 2, "inbox/ben": 1}
    assert found[1].modified == 1_772_460_300_000_000


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_every_usual_tar_is_looked_into(mode: str) -> None:
    found = offered(tarred({"a/one.csv": b"1", "two.csv": b"2"}, mode), "up.tar.gz")
    assert contents(found) == {"up.tar.gz/two.csv": b"2", "up.tar.gz/a/one.csv": b"1"}


def test_a_single_gzipped_file_is_unpacked_as_it_is_read() -> None:
    assert contents(offered(gzip.compress(b"author,at\n"), "acts.csv.gz")) == {"acts.csv.gz/acts.csv": b"author,at\n"}


def test_a_member_bears_its_own_date() -> None:
    (found,) = offered(zipped({"a.csv": b"x"}))
    assert isinstance(found, Export)
    assert found.modified == int(datetime(2026, 3, 2, 14, 5, tzinfo=UTC).timestamp()) * 1_000_000


def test_archives_in_archives_are_read_ten_deep_and_not_for_ever() -> None:
    content = zipped({"c.tar": tarred({"x.csv": b"x"}, "w")})
    for _ in range(8):
        content = zipped({"in.zip": content})
    assert list(contents(offered(content)).values()) == [b"x"]
    assert "more than 10 deep" in refusal(offered(zipped({"in.zip": content})))


def test_what_systems_leave_behind_and_media_are_passed_over(tmp_path: Path) -> None:
    left = ["__MACOSX/._a.csv", "._a.csv", ".DS_Store", "Thumbs.db", ".git/config", "class.db-wal", "me.JPG"]
    assert contents(offered(zipped(dict.fromkeys([*left, "a.csv"], b"x")))) == {"up.zip/a.csv": b"x"}
    for name in [*left, "a.csv"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert contents(list(exports(tmp_path, "inbox", never))) == {"inbox/a.csv": b"x"}
    assert "holds nothing to read" in refusal(offered(zipped({"me.jpg": b"x"})))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"a.csv": bytes(30 << 20)})
    assert "times its size, as no export does" in refusal(offered(bomb))
    assert "times its size" in refusal(offered(tarred({"a.csv": bytes(30 << 20)}), "up.tar.gz"))
    (gz,) = offered(gzip.compress(b"x" * (30 << 20)), "a.csv.gz")
    assert isinstance(gz, Export)
    with pytest.raises(ExportRefused, match="more than is safe"):
        gz.read()


def test_too_many_or_too_large_files_are_refused_also_across_archives_in_archives() -> None:
    assert "more than 2 files" in refusal(offered(zipped(dict.fromkeys("abc", b"x")), members=2))
    assert "more than is safe" in refusal(offered(zipped({"a.csv": b"x" * 99}), file=50))
    inner = zipped({"a.csv": b"x" * 60}, zipfile.ZIP_STORED)
    outer = zipped({"a.zip": inner, "b.zip": inner}, zipfile.ZIP_STORED)
    assert any("more than is safe" in str(one) for one in offered(outer, total=2 * len(inner) + 100))


def test_an_encrypted_zip_is_refused_with_what_to_do() -> None:
    content = bytearray(zipped({"a.csv": b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in refusal(offered(bytes(content)))


def test_a_broken_zip_is_refused_when_opened_or_when_read() -> None:
    whole = zipped({"a.csv": b"some words and more words" * 90_000}, zipfile.ZIP_STORED)
    assert "broken archive" in refusal(offered(whole[:-40]))
    (found,) = offered(whole[:2_000_000] + b"!" + whole[2_000_001:])
    assert isinstance(found, Export)
    with pytest.raises(ExportRefused, match="broken inside its archive"):
        found.read()


def test_a_cut_off_tar_is_refused() -> None:
    assert "broken archive" in refusal(offered(tarred({"a.csv": os.urandom(50_000)})[:20_000], "up.tar.gz"))


def test_a_name_that_climbs_out_is_only_a_name() -> None:
    found = offered(zipped({"../../etc/passwd.csv": b"x", "C:\\x\\y.csv": b"y"}))
    assert contents(found) == {"up.zip/C:/x/y.csv": b"y", "up.zip/etc/passwd.csv": b"x"}


def test_an_office_file_is_no_archive_to_look_into() -> None:
    (found,) = offered(zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}), "a.xlsx")
    assert isinstance(found, Export) and found.path == "a.xlsx"


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_archive_is_read_or_refused(data: st.DataObject) -> None:
    make = data.draw(st.sampled_from([zipped, tarred, lambda files: tarred(files, "w")]))
    content = bytearray(make({"a/b.csv": b"author,at\n" * 20, "c.csv": b"x"}))
    for place in data.draw(st.lists(st.integers(4, len(content) - 1), max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    for one in offered(bytes(content[: data.draw(st.integers(4, len(content)))]), "up.bin"):
        if isinstance(one, Export):
            with suppress(ExportRefused):
                one.read()
