"""Sets Evenkeel up and starts it (`python3 run.py`), or sets it up and tests it (`python3 run.py test`).

Only the standard library is imported and only old syntax used, so that a Python that is too old can say so.
"""

import argparse
import hashlib
import http.client
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, List, Mapping, Optional, Sequence, Tuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOG = VENV / "install.log"
SAMPLE = ROOT / "data" / "sample"
OWN = ROOT / "data" / "courses" / "me"
OLDEST = (3, 11)
HOST = "127.0.0.1"
DEFAULT_PORT = 8501
START_SECONDS = 60
CAPTURED: Any = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}

# What pip's log says, in lower case, and what it means. The first that is found counts.
PIP_TROUBLES = (
    (("no space left",), "The disk is full, so the packages Evenkeel needs could not be installed"),
    (
        ("do not match the hashes", "don't match the hashes"),
        "A downloaded package is not the one that requirements.txt names, so nothing of it was installed",
    ),
    (
        ("connection", "name resolution", "timed out", "unreachable", "proxyerror", "sslerror"),
        "The packages Evenkeel needs could not be downloaded: connect to the internet and try again",
    ),
    (("permission denied", "read-only file system"), "The folder .venv cannot be written to"),
    (
        ("no matching distribution",),
        "A package Evenkeel needs is not to be had for this Python on this system: try another Python",
    ),
)


class Stop(Exception):
    """What is missing, in one sentence that says what to do."""


def main(args: Sequence[str]) -> int:
    """Do what the command line asks and return the exit code: 2 where something is missing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old Windows console lacks some characters
    try:
        require_python(sys.version_info[:2])
        if list(args[:1]) == ["test"]:
            return test(args[1:])
        return start(command_line().parse_args(args))
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def command_line() -> argparse.ArgumentParser:
    """Describe what may be typed after `python3 run.py`."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        description="Set Evenkeel up and start it on this machine.",
        epilog="`run.py test [pytest arguments]` sets up and runs the tests instead.",
    )
    parser.add_argument("--course", metavar="DIR", help="a course folder (default: the sample class)")
    parser.add_argument("--self", dest="alone", action="store_true", help="for yourself alone, with no class at all")
    parser.add_argument("--address", metavar="A", help="the address to listen on (default: this computer's own)")
    parser.add_argument("--port", type=int, metavar="N", help="the port to listen on (default: 8501)")
    return parser


def start(options: argparse.Namespace) -> int:
    """Set up, start the app, say its address and stay until it is stopped."""
    course = Path(options.course or OWN).resolve() if options.alone else chosen_course(options.course, os.environ)
    port = free_port(options.port)
    python = set_up(["requirements.txt"])
    environ = dict(os.environ)
    if options.alone:
        environ["EVENKEEL_ALONE"] = "1"
        prepare_own(python, course)
    elif course == SAMPLE:
        prepare_sample(python)
    signal.signal(signal.SIGTERM, interrupt)
    app = launch(python, course, port, options.address or HOST, env=environ)
    try:
        wait_until_healthy(app, port)
        say(f"Evenkeel is at http://localhost:{port} (Ctrl-C stops it)")
        return app.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stop(app)


def test(pytest_args: Sequence[str]) -> int:
    """Set up, run the tests (all of them on every core, a chosen few on one) and return pytest's exit code."""
    python = set_up(["requirements.txt", "requirements-dev.txt"])
    arguments = list(pytest_args) or ["-n", "auto"]
    return subprocess.call([str(python), "-m", "pytest", *arguments], cwd=str(ROOT))


# What the machine must have


def require_python(version: Tuple[int, ...]) -> None:
    """Stop if this Python is too old."""
    if tuple(version) < OLDEST:
        needed, found = (".".join(map(str, numbers)) for numbers in (OLDEST, version))
        raise Stop(
            f"Evenkeel needs Python {needed} or newer and this is Python {found}: install a newer one "
            "(python.org has it) and start run.py with it."
        )


def require_venv_module() -> None:
    """Stop if this Python cannot make a virtual environment with pip in it (Debian packs that apart)."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Stop(
            "This Python has no venv module to make .venv with: install it "
            "(on Debian or Ubuntu: sudo apt install python3-venv) and try again."
        )


def require_writable(folder: Path) -> None:
    """Stop if nothing can be made in this folder."""
    if not os.access(str(folder), os.W_OK):
        raise Stop("Evenkeel's folder cannot be written to: copy it to one of your own and start it there.")


def chosen_course(named: Optional[str], environ: Mapping[str, str]) -> Path:
    """Return the course folder named on the command line or in EVENKEEL_COURSE, or the sample class."""
    name = named or environ.get("EVENKEEL_COURSE")
    course = Path(name).expanduser().resolve() if name else SAMPLE
    if not course.is_dir():
        raise Stop(f"There is no course folder {course}: name one with a course.yaml and a roster.csv.")
    return course


def free_port(named: Optional[int]) -> int:
    """Return the port to listen on; stop if it is not to be had."""
    port = DEFAULT_PORT if named is None else named
    if not 0 < port < 65536:
        raise Stop(f"There is no port {port}: name one from 1024 to 65535.")
    trouble = port_trouble(port)
    if trouble:
        other = DEFAULT_PORT + 1 if port == DEFAULT_PORT else DEFAULT_PORT
        raise Stop(f"Port {port} {trouble}: name another, as in --port {other}.")
    return port


def port_trouble(port: int) -> str:
    """Return why this port cannot be listened on, or nothing if it can."""
    with socket.socket() as probe:
        if os.name == "posix":  # elsewhere the option would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            return "may not be used by you"
        except OSError:
            return "is taken by another program"
    return ""


# Setting up


def set_up(locks: Sequence[str]) -> Path:
    """Make .venv, install what these locks name, each once, and return its Python."""
    try:
        python = prepared_venv()
        for lock in locks:
            install_once(python, ROOT / lock)
    except OSError as error:
        raise Stop("Evenkeel could not set up its folder .venv: %s." % (error.strerror or error)) from error
    return python


def prepared_venv() -> Path:
    """Return the Python of .venv, making it anew unless it works: it may be half made, or its Python gone."""
    python = venv_python(VENV)
    if not usable(python):
        require_venv_module()
        require_writable(ROOT)
        say("Making .venv...")
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        made = subprocess.run(command, **CAPTURED)
        if made.returncode:
            raise Stop(f"This Python could not make .venv: {last_line(made.stdout)}.")
    return python


def venv_python(venv: Path) -> Path:
    """Return where a virtual environment keeps its Python, on this system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def usable(python: Path) -> bool:
    """Tell whether this Python starts, is new enough and has pip."""
    check = f"import sys, pip; sys.exit(sys.version_info[:2] < {OLDEST})"
    try:
        return subprocess.call([str(python), "-c", check], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def install_once(python: Path, lock: Path) -> None:
    """Install what a lock names, unless this very lock has been installed here before."""
    stamp = VENV / (lock.name + ".installed")
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    require_writable(VENV)
    say(f"Installing {lock.name} (once, about half a minute)...")
    install(python, lock)
    stamp.write_text(digest)  # last, so that an interrupted installation is repeated


def install(python: Path, lock: Path) -> None:
    """Install what a lock names, exactly that and only ready-made packages: nothing is compiled here."""
    pip = [str(python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    pip += ["--require-hashes", "--only-binary", ":all:", "--progress-bar", "off", "-r", str(lock)]
    with LOG.open("wb") as log:
        code = subprocess.call(pip, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=str(ROOT))
    if code:
        raise Stop(pip_trouble(LOG.read_text(errors="replace")))


def pip_trouble(log: str) -> str:
    """Say in one sentence why pip failed, from what it wrote."""
    told = log.lower()
    meanings = [meaning for signs, meaning in PIP_TROUBLES if any(sign in told for sign in signs)]
    meanings.append("The packages Evenkeel needs could not be installed")
    return f"{meanings[0]} (pip's own words are in {LOG.relative_to(ROOT).as_posix()})."


def prepare_sample(python: Path) -> None:
    """Load the sample class unless that has been done here before."""
    stamp = VENV / "sample.loaded"
    if stamp.is_file() and (SAMPLE / "class.db").is_file():
        return
    say("Preparing the sample class...")
    load = [str(python), "-m", "evenkeel", "load", "--course", str(SAMPLE.relative_to(ROOT))]
    loaded = subprocess.run(load, cwd=str(ROOT), **CAPTURED)
    if loaded.returncode not in (0, 1):  # 1: loaded, with rows that were refused and are shown in the app
        raise Stop(f"The sample class could not be prepared: {last_line(loaded.stdout)}.")
    stamp.touch()  # the database alone does not tell whether the loading was interrupted


def prepare_own(python: Path, course: Path) -> None:
    """Begin a folder for one person alone, unless it is there."""
    if (course / "course.yaml").is_file():
        return
    say(f"Making your own folder, {course.name}...")
    made = subprocess.run([str(python), "-m", "evenkeel", "new", str(course), "--alone"], cwd=str(ROOT), **CAPTURED)
    if made.returncode:
        raise Stop(f"Your own folder could not be made: {last_line(made.stdout)}.")


# The running app


def launch(python: Path, course: Path, port: int, address: str = HOST, **popen: Any) -> "subprocess.Popen[bytes]":
    """Start the app for a course on a port of this machine; keywords go to Popen."""
    environ = dict(popen.pop("env", os.environ), EVENKEEL_COURSE=str(course))
    command = [str(python), "-m", "streamlit", "run", "app.py", *streamlit_options(port, address)]
    return subprocess.Popen(command, cwd=str(ROOT), env=environ, stdin=subprocess.DEVNULL, **popen)


def streamlit_options(port: int, address: str = HOST) -> List[str]:
    """Return what differs from .streamlit/config.toml, and what no other setting may change."""
    return [
        "--server.address=" + address,
        f"--server.port={port}",
        "--server.headless=true",
        "--logger.hideWelcomeMessage=true",
        "--logger.level=warning",
    ]


def wait_until_healthy(app: "subprocess.Popen[bytes]", port: int) -> None:
    """Return once the app answers; stop if it ends before, or does not answer in a minute."""
    deadline = time.monotonic() + START_SECONDS
    while not healthy(port):
        if app.poll() is not None:
            raise Stop("The app ended while it was starting; what it said stands above.")
        if time.monotonic() > deadline:
            raise Stop(f"The app did not answer on port {port} within {START_SECONDS} seconds.")
        time.sleep(0.1)


def healthy(port: int) -> bool:
    """Tell whether the app answers (not by urllib, which would ask a proxy)."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def stop(app: "subprocess.Popen[bytes]") -> None:
    """End the app, kindly first."""
    app.terminate()
    try:
        app.wait(10)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        app.kill()
        app.wait()


def interrupt(*_: object) -> None:
    """Treat being terminated like Ctrl-C, so that the app never outlives run.py."""
    raise KeyboardInterrupt


# Words


def say(line: str) -> None:
    """Tell at once, also where the output is a file or a pipe."""
    print(line, flush=True)


def last_line(output: bytes) -> str:
    """Return the last line that says something, without its full stop."""
    lines = [line.strip() for line in output.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "it did not say why"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
