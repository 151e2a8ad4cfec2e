"""What to say of a file that no importer recognises: what it is, and what to do next."""

import codecs
import json
import re
from itertools import islice

from evenkeel.model import Reject, Skip
from evenkeel.sources.base import Export
from evenkeel.sources.opening.media import binary_kind
from evenkeel.sources.reading.spreadsheets import fault, is_workbook
from evenkeel.sources.reading.tables import header, open_table

_JSON_MOST = 64 << 20
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<!?\s*([\w:.-]+)", re.DOTALL)
_MAIL = re.compile(r"(?:From |Return-Path:|Received:|Delivered-To:|MIME-Version:|Date:|Subject:)", re.IGNORECASE)
_TUMBLR = "Tumblr: open the blog's address with /rss behind it, save that page and load it"
# Words found in the page or its path -> whose it is and where its machine-readable form is asked for.
_PAGES = (
    (("privatereplyto", "discussion</title>"), "Moodle: in Forum > Export choose CSV, Excel or JSON"),
    (("youtube", "watch-history", "my activity", "takeout"),
     "Google: at takeout.google.com choose the product, then “Multiple formats” and JSON instead of HTML"),
    (("instagram", "post_comments"),
     "Instagram: in Accounts Centre, “Download your information”, choose the format JSON"),
    (("threads",), "Threads: in Accounts Centre, “Download your information”, choose the format JSON"),
    (("facebook", "your_posts", "comments_in_groups"),
     "Facebook: in Accounts Centre, “Download your information”, choose the format JSON"),
    (("tiktok",), "TikTok: under “Download your data” choose JSON instead of TXT"),
    (("twitter", "your archive", "x.com"), "X: load the whole zip, whose folder “data” holds what is read"),
    (("linkedin",), "LinkedIn: load the zip with the CSV files"),
    (("wordpress", "wp-content"), "WordPress: Tools > Export > All content gives an .xml file"),
    (("blogger", "blogspot"), "Blogger: at takeout.google.com choose Blogger, which gives a feed.atom"),
    (("tumblr",), _TUMBLR),
)  # fmt: skip


def explain(export: Export) -> str:
    """Say in a sentence or two what a file seems to be and what to do with it."""
    head = export.head()
    if not head:
        return "the file is empty. Download it again."
    if office := fault(export):
        return office
    if is_workbook(export):
        columns = header(export)
        return _of_table(columns) if columns else "this is a workbook without a row of column names."
    kind = binary_kind(head)
    if kind:
        return f"this is {kind}, which holds nothing that can be read. {_next_step(kind)}"
    if _unmarked_utf16(head):
        return "this is text in UTF-16 that does not say so. Open it in an editor and save it as UTF-8."
    text = _text(head)
    if text is None:
        return "this is not text. Load the export as the site gave it, or a CSV file."
    return _of_text(export, text)


def _next_step(kind: str) -> str:
    if "archive" in kind:
        return "Unpack it and load the folder, or pack it as a zip."
    return "Load the export as the site gave it."


def _of_text(export: Export, text: str) -> str:
    body = text.lstrip("\ufeff \t\r\n")
    if not body:
        return "the file holds only blanks. Download it again."
    if body[0] in "{[":
        return _of_json(export)
    if body.startswith("window.YTD") or body.startswith("window.__THAR"):
        return "this is one file of an X archive. Load the whole zip, which says whose it is."
    if 'progid="Excel.Sheet"' in body[:1000]:
        return "this is a workbook saved as XML. Save the sheet as .xlsx or CSV (UTF-8) and load that."
    markup = _MARKUP.match(body)
    if markup:
        return _of_markup(export, markup[1].casefold(), body.casefold())
    if _MAIL.match(body):
        return "this is an e-mail. Save what is attached to it and load that."
    columns = header(export)
    # Prose has commas in its first line as well, but no column has a name that long, unless it is a question.
    if len(columns) > 1 and (max(map(len, columns)) <= 40 or _even(export)):
        return _of_table(columns)
    return "this is text of no kind known here. Load the export as the site gave it, or a CSV file."


def _of_json(export: Export) -> str:
    if export.size > _JSON_MOST:
        return "this is JSON of no export known here. Load the export as the site gave it."
    try:
        value = json.loads(export.read())
    except RecursionError:
        return "this is JSON nested too deep to be an export."
    except UnicodeDecodeError as error:
        return f"this is JSON that is not UTF-8 (byte {error.start + 1:,}). Download it again, do not edit it."
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and error.lineno > 1:
            return "this is JSON of one object a line, of no export known here."
        ended = error.pos >= len(error.doc.rstrip())
        what = "ends in the middle" if ended else f"is broken: {error.msg[:1].lower()}{error.msg[1:]}"
        return f"this JSON {what} at line {error.lineno}, column {error.colno}. Download it again."
    keys = sorted(value)[:6] if isinstance(value, dict) else []
    holds = f" (it holds {', '.join(key[:40] for key in keys)})" if keys else ""
    return f"this is JSON of no export known here{holds}. Load the export as the site gave it."


def _of_markup(export: Export, element: str, body: str) -> str:
    if element == "tumblr":
        return f"this is Tumblr's own export, which is not read. {_TUMBLR}."
    if element not in ("html", "head", "body") and not body.startswith("<!doctype html"):
        return f"this is XML of no export known here (its first element is <{element[:40]}>)."
    place = f"{export.path.casefold()} {body}"
    for words, where in _PAGES:
        if any(word in place for word in words):
            return f"this is a web page (HTML), where data is needed. {where}."
    return "this is a web page (HTML), where data is needed. Ask the site for its export as JSON, XML or CSV."


def _even(export: Export) -> bool:
    """Tell whether the first rows have as many cells as the header, as the answers to a questionnaire do."""
    table = open_table(export)
    rows = [*islice(table.rows((0, 1)), 3)] if table and len(table.header) > 2 else []
    return bool(rows) and not any(isinstance(row, (Skip, Reject)) for row in rows)


def _of_table(columns: frozenset[str]) -> str:
    named = ", ".join(name[:60] for name in sorted(columns)[:12])
    return (
        f"this is a table whose columns are not known ({named}). "
        "Say which is which: --map author=… --map at=… for acts, --map student=… --map start=… for time, "
        "--map email=… for a class list, --map sender=… --map receiver=… --map time=… for ties."
    )


def _unmarked_utf16(head: bytes) -> bool:
    """Tell text by its NULs: western letters in UTF-16 have one for every other byte."""
    even, odd = head[0:400:2], head[1:400:2]
    return len(odd) > 4 and (odd.count(0) > 0.8 * len(odd)) != (even.count(0) > 0.8 * len(even))


def _text(head: bytes) -> str | None:
    """Read the head as text; None where it is not."""
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return head.decode("utf-16", "replace")
    odd = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in head[:4096])
    return None if odd > 20 or b"\0" in head[:4096] else head.decode("utf-8", "replace")
