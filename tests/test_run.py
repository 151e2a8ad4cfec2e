"""run.py's decisions: what it does once, and what it says where it cannot go on."""

import ast
import os
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit.config

import run

ONE_SENTENCE = re.compile(r"[A-Z0-9][^\n]*\.")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that run.py takes for its own, with an empty .venv."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "LOG", tmp_path / ".venv" / "install.log")
    monkeypatch.setattr(run, "SAMPLE", tmp_path / "data" / "sample")
    (tmp_path / ".venv").mkdir()
    (tmp_path / "data" / "sample").mkdir(parents=True)
    (tmp_path / "requirements.txt").write_text("one==1\n")
    return tmp_path


@pytest.fixture
def installed(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been installed, lock by lock, instead of installing it."""
    locks: list[str] = []
    monkeypatch.setattr(run, "install", lambda python, lock: locks.append(lock.read_text()))
    return locks


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind((run.HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def said_by(stop: pytest.ExceptionInfo[run.Stop]) -> str:
    sentence = str(stop.value)
    assert ONE_SENTENCE.fullmatch(sentence), sentence
    return sentence


def program(path: Path, body: str) -> Path:
    """Write a program that stands in for the venv's Python; it sees the arguments that Python would."""
    path.write_text(f"#!{sys.executable}\nimport sys, pathlib\n{body}\n")
    path.chmod(0o755)
    return path


# What the machine must have


def test_an_old_python_can_read_run_py_far_enough_to_say_it_is_too_old() -> None:
    source = (run.ROOT / "run.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 8))
    imported = {n for node in ast.walk(ast.parse(source)) for n in imports_of(node)}
    assert imported <= sys.stdlib_module_names


def imports_of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    return [str(node.module).partition(".")[0]] if isinstance(node, ast.ImportFrom) else []


def test_too_old_a_python_is_named_with_what_is_needed() -> None:
    with pytest.raises(run.Stop) as stop:
        run.require_python((3, 10))
    assert "needs Python 3.11" in said_by(stop) and "this is Python 3.10" in said_by(stop)
    run.require_python((3, 11))
    run.require_python((4, 0))


@pytest.mark.parametrize("args", [[], ["test"]])
def test_too_old_a_python_ends_both_commands_with_one_sentence_and_2(args: list[str]) -> None:
    trick = "import sys; sys.version_info = (3, 8, 1); import run; sys.exit(run.main(sys.argv[1:]))"
    ended = subprocess.run([sys.executable, "-c", trick, *args], cwd=run.ROOT, capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ONE_SENTENCE.fullmatch(ended.stderr.rstrip("\n"))


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_names_debians_package(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == missing else name)
    with pytest.raises(run.Stop) as stop:
        run.require_venv_module()
    assert "python3-venv" in said_by(stop)


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_made(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".venv").rmdir()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(run.Stop) as stop:
        run.set_up(["requirements.txt"])
    assert "cannot be written to" in said_by(stop)
    assert not (home / ".venv").exists()


def test_a_failing_disk_is_a_sentence_not_a_traceback(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run, "prepared_venv", full)
    with pytest.raises(run.Stop) as stop:
        run.set_up(["requirements.txt"])
    assert "No space left on device" in said_by(stop)


def test_a_taken_port_is_said_with_the_option_that_names_another(
    taken_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "DEFAULT_PORT", taken_port)
    for named in (None, taken_port):
        with pytest.raises(run.Stop) as stop:
            run.free_port(named)
        assert f"Port {taken_port} is taken" in said_by(stop) and "--port" in said_by(stop)


def test_a_taken_port_ends_the_command_before_anything_is_installed(taken_port: int) -> None:
    command = [sys.executable, "run.py", "--course", ".", "--port", str(taken_port)]
    ended = subprocess.run(command, cwd=run.ROOT, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ONE_SENTENCE.fullmatch(ended.stderr.rstrip("\n"))


def test_a_port_is_free_again_once_its_program_has_ended() -> None:
    with socket.create_server((run.HOST, 0)) as other:
        port = other.getsockname()[1]
        with socket.create_connection((run.HOST, port)):
            other.accept()[0].close()
    assert run.free_port(port) == port


@pytest.mark.parametrize("number", [0, -1, 65536])
def test_a_number_that_is_no_port_is_said(number: int) -> None:
    with pytest.raises(run.Stop) as stop:
        run.free_port(number)
    assert "There is no port" in said_by(stop)


# The course


def test_the_course_is_the_named_one_or_the_environments_or_the_sample(home: Path) -> None:
    named, other = home / "named", home / "other"
    named.mkdir()
    other.mkdir()
    assert run.chosen_course(str(named), {"EVENKEEL_COURSE": str(other)}) == named
    assert run.chosen_course(None, {"EVENKEEL_COURSE": str(other)}) == other
    assert run.chosen_course(None, {}) == home / "data" / "sample"


def test_a_course_folder_that_is_not_there_is_said(home: Path) -> None:
    with pytest.raises(run.Stop) as stop:
        run.chosen_course(str(home / "nowhere"), {})
    assert "nowhere" in said_by(stop) and "course.yaml" in said_by(stop)


# What is done once


def test_a_lock_is_installed_once_and_again_when_it_changes(home: Path, installed: list[str]) -> None:
    lock = home / "requirements.txt"
    run.install_once(Path("python"), lock)
    run.install_once(Path("python"), lock)
    assert installed == ["one==1\n"]
    lock.write_text("one==2\n")
    run.install_once(Path("python"), lock)
    assert installed == ["one==1\n", "one==2\n"]


def test_an_interrupted_installation_is_repeated(
    home: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(run, "install", interrupted)
        run.install_once(Path("python"), home / "requirements.txt")
    run.install_once(Path("python"), home / "requirements.txt")
    assert installed == ["one==1\n"]


def test_a_python_that_does_not_start_or_has_no_pip_is_not_usable(tmp_path: Path) -> None:
    assert not run.usable(tmp_path / "nothing")
    assert not run.usable(program(tmp_path / "half", "sys.exit(1)"))
    assert run.usable(Path(sys.executable))


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a script with a shebang")
def test_the_sample_class_is_loaded_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python = program(
        home / "python",
        "pathlib.Path('data/sample/class.db').touch()\nprint(*sys.argv[1:], file=open('calls', 'a'))\nsys.exit(1)",
    )
    run.prepare_sample(python)
    run.prepare_sample(python)
    assert (home / "calls").read_text() == f"-m evenkeel load --course {Path('data/sample')}\n"
    assert capsys.readouterr().out == "Preparing the sample class...\n"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a script with a shebang")
def test_a_sample_class_that_was_not_loaded_to_the_end_is_loaded_again(home: Path) -> None:
    database = "pathlib.Path('data/sample/class.db').touch()"
    fails = program(home / "fails", f"{database}; print('Week 3 is odd.'); sys.exit(2)")
    works = program(home / "works", f"{database}; pathlib.Path('again').touch()")
    with pytest.raises(run.Stop) as stop:
        run.prepare_sample(fails)
    assert said_by(stop).endswith("Week 3 is odd.")
    run.prepare_sample(works)
    assert (home / "again").exists()


# pip's words


@pytest.mark.parametrize(
    ("log", "meaning"),
    [
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError': /altair/\n"
            "ERROR: No matching distribution found for altair==6.3.0",
            "connect to the internet",
        ),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "is not the one"),
        ("ERROR: No matching distribution found for duckdb==1.5.5", "another Python"),
        ("ERROR: Could not install packages: [Errno 13] Permission denied", "cannot be written"),
        ("something nobody has seen before", "could not be installed"),
    ],
)
def test_pips_failure_is_told_in_one_sentence_that_names_its_log(log: str, meaning: str, home: Path) -> None:
    sentence = run.pip_trouble(log)
    assert meaning in sentence
    assert ".venv/install.log" in sentence and str(home) not in sentence
    assert ONE_SENTENCE.fullmatch(sentence)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a script with a shebang")
def test_a_failing_pip_leaves_its_words_in_the_log_and_no_stamp(home: Path) -> None:
    python = program(home / "python", "print('Network is unreachable'); sys.exit(1)")
    with pytest.raises(run.Stop) as stop:
        run.install_once(python, home / "requirements.txt")
    assert "connect to the internet" in said_by(stop)
    assert (home / ".venv" / "install.log").read_text() == "Network is unreachable\n"
    assert not list((home / ".venv").glob("*.installed"))


# The locks


def pins(lock: str) -> set[str]:
    """Return a lock's lines `name==version ; marker`, without the hashes."""
    lines = (run.ROOT / lock).read_text("utf-8").splitlines()
    return {line.rstrip("\\ ") for line in lines if re.match(r"[a-z0-9]", line)}


def test_the_development_lock_holds_exactly_the_versions_that_run_the_app() -> None:
    assert pins("requirements.txt") <= pins("requirements-dev.txt")


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_names_no_index_and_no_folder_and_hashes_everything(lock: str) -> None:
    text = (run.ROOT / lock).read_text("utf-8")
    assert not re.search(r"://|^-|file:|--(index|extra-index|find-links)", text, re.MULTILINE)
    assert len(re.findall(r"^[a-z0-9][^\n]*\\\n +--hash=sha256:", text, re.MULTILINE)) == len(pins(lock))


def test_the_scanner_is_of_duckdbs_own_version() -> None:
    versions = dict(pin.partition("==")[::2] for pin in pins("requirements.txt"))
    assert versions["duckdb"] == versions["duckdb-extension-sqlite-scanner"]


# Streamlit's settings


def settings(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from settings(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def test_streamlit_knows_every_setting_also_the_hidden_ones() -> None:
    config = dict(settings(tomllib.loads((run.ROOT / ".streamlit" / "config.toml").read_text("utf-8"))))
    flags = {option[2:].partition("=")[0] for option in run.streamlit_options(8501)}
    known = set(streamlit.config.get_config_options())
    assert (set(config) | flags) - known == set()
    assert config["server.address"] == run.HOST == "127.0.0.1"
    assert f"--server.address={run.HOST}" in run.streamlit_options(8501)  # a flag outranks the environment
