"""Starts the app for a test as if somebody had signed in: `python app_as_student.py ADDRESS run app.py …`.

What follows the address is Streamlit's own command line.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main(address: str) -> None:
    """Let the student of this address be the one at the screen, then hand over to Streamlit."""
    from streamlit.web import cli

    from evenkeel.access import Role, Viewer
    from evenkeel.web import identity

    identity.viewer = lambda: Viewer(Role.STUDENT, address)
    cli.main()


if __name__ == "__main__":
    main(sys.argv.pop(1))
