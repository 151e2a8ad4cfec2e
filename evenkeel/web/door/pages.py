"""The few pages outside Streamlit, as plain HTML without a script: signing in and out."""

from html import escape

from starlette.responses import HTMLResponse, Response

CSS = """
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1f2d3d; --quiet: #5b6b7b; --line: #c9cfd6; --calm: #2a6f97;
  --on-calm: #fff; --worth: #c2410c; }
@media (prefers-color-scheme: dark) { :root { --paper: #12202e; --ink: #e6edf3; --quiet: #9fb3c8; --line: #3b4d5f;
  --calm: #3a7ca5; --worth: #ff9b6a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 12vh auto 4rem; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; font-weight: 600; line-height: 1.25; text-wrap: balance; }
label { display: block; margin: 1rem 0 .25rem; }
input { width: 100%; padding: .6rem .7rem; font: inherit; color: inherit; background: transparent;
  border: 1px solid var(--line); border-radius: .4rem; }
input[name="code"] { letter-spacing: .12em; text-transform: uppercase; }
button { margin-top: 1.25rem; width: 100%; padding: .7rem; font: inherit; font-weight: 600; color: var(--on-calm);
  background: var(--calm); border: 0; border-radius: .4rem; cursor: pointer; }
:focus-visible { outline: 3px solid var(--calm); outline-offset: 2px; }
.quiet { color: var(--quiet); font-size: .9375rem; }
.problem { border-left: 3px solid var(--worth); padding: .1rem 0 .1rem .75rem; }
"""


def style(_request: object) -> Response:
    """Give the style sheet."""
    return Response(CSS, media_type="text/css")


def sign_in(course: str, problem: str = "", email: str = "", status: int = 200) -> HTMLResponse:
    """Ask for an address and the short code that goes with it."""
    return _page(
        "Sign in",
        f"""{_problem(problem)}
<form method="post" action="/sign-in">
<label for="email">Your e-mail address, as the class has it</label>
<input id="email" name="email" type="email" autocomplete="username" required value="{escape(email, quote=True)}">
<label for="code">Your code, as in ABCD-2345</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required>
<button>Sign in</button>
</form>
<p class="quiet">Your instructor gives you the code, or a link that needs none. One cookie keeps you signed in on this
device for 30 days, or until you sign out; there is no other.</p>""",
        course,
        status,
    )


def by_link(course: str, name: str) -> HTMLResponse:
    """Offer the button that a personal link leads to."""
    return _page(
        f"Sign in as {name}?",
        """<form method="post"><button>Yes, sign me in</button></form>
<p class="quiet">Is this not you? Then close this page, and tell your instructor that the link went astray. One cookie
keeps you signed in on this device for 30 days, or until you sign out.</p>""",
        course,
    )


def sign_out(course: str) -> HTMLResponse:
    """Offer the button that signs out."""
    return _page(
        "Sign out?",
        """<form method="post" action="/sign-out"><button>Sign out on this device</button></form>
<p class="quiet"><a href="/">Stay signed in</a></p>""",
        course,
    )


def refused(course: str, sentence: str, status: int) -> HTMLResponse:
    """Say why not."""
    return _page(
        "That did not work", f'{_problem(sentence)}<p><a href="/sign-in">Sign in with a code</a></p>', course, status
    )


def _problem(sentence: str) -> str:
    return f'<p class="problem" role="alert">{escape(sentence)}</p>' if sentence else ""


def _page(title: str, body: str, course: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(
        f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · Evenkeel</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/door.css"></head>
<body><main><p class="quiet">{escape(course)}</p><h1>{escape(title)}</h1>
{body}
</main></body></html>""",
        status_code=status,
    )
