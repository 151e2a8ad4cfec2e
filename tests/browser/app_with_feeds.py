"""Starts the app for a test with a fetcher to which every name stands for this computer, at one port and no other.

`python app_with_feeds.py PORT run app.py …`: what follows the port is Streamlit's own command line.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main(allowed: int) -> None:
    """Give every refresh such a fetcher, then hand over to Streamlit."""
    from streamlit.web import cli

    from evenkeel import refresh
    from evenkeel.live.fetching import Fetcher
    from evenkeel.live.safety import Gate

    here = "127.0.0.1"

    class Local(Fetcher):
        def __init__(self) -> None:
            super().__init__(Gate(lambda host, port: [here], frozenset({(here, allowed)})))

    refresh.Fetcher = Local  # type: ignore[misc]
    cli.main()


if __name__ == "__main__":
    main(int(sys.argv.pop(1)))
