"""The app as `streamlit run` starts it, with each run of its script timed.

Started by pages.py as `python -m benchmarks.timed_app run app.py`. Each run is a line of the file that
EVENKEEL_SCRIPT_TIMES names: seconds on the wall, and of the script's thread.
"""

import os
import sys
import time
from pathlib import Path

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web import cli

TIMES = "EVENKEEL_SCRIPT_TIMES"


def time_every_run(into: Path) -> None:
    """Take the time of each script run, from its request to its end, menu and page."""
    run_script = ScriptRunner._run_script

    def timed(self: ScriptRunner, rerun_data: object) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        try:
            run_script(self, rerun_data)
        finally:
            wall, cpu = time.perf_counter() - wall, time.thread_time() - cpu
            with into.open("a") as stream:
                stream.write(f"{wall} {cpu}\n")

    ScriptRunner._run_script = timed


if __name__ == "__main__":
    time_every_run(Path(os.environ[TIMES]))
    sys.exit(cli.main())
