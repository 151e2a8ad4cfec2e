"""Telling archives and single files of Facebook, Instagram and Threads, from each other and from all others."""

import re

from evenkeel.errors import ExportRefused
from evenkeel.sources.base import Export
from evenkeel.sources.microblogs.meta_archive import (
    FACEBOOK,
    INSTAGRAM,
    SITES,
    THREADS,
    given,
    is_profile,
    list_name,
    names,
)
from evenkeel.sources.microblogs.meta_json import Item, labels, objects
from evenkeel.sources.reading.json_stream import elements

# Folders that only one of the sites has: a part of an archive may hold nothing that can be read.
_FOLDERS = {
    FACEBOOK: re.compile(
        r"your_(?:facebook_activity|activity_across_facebook)/|apps_and_websites_off_of_facebook/"
        r"|connections/friends/|(?:personal_information/)?profile_information/"
    ),
    INSTAGRAM: re.compile(
        r"your_instagram_activity/(?!threads/)|apps_and_websites_off_of_instagram/|connections/followers_and_following/"
        r"|personal_information/personal_information/"
    ),
    THREADS: re.compile(r"your_instagram_activity/threads/|threads/threads_and_replies\."),
}
_KNOWN_FOLDERS = frozenset(
    word
    for line in (
        "about_you accounts_center activity_messages ads ads_and_businesses ads_and_topics ads_information",
        "apps_and_websites apps_and_websites_off_of_facebook apps_and_websites_off_of_instagram archive",
        "avatars calls_and_messages comments comments_and_reactions connections contacts content data_logs",
        "device_information events facebook_accounts_center facebook_assistant facebook_gaming",
        "facebook_marketplace facebook_news facebook_payments facebook_portal feed files",
        "followers_and_following following_and_followers friends friends_and_followers fundraisers games",
        "gifts groups guides information_about_you interactions journalist_registration likes",
        "likes_and_reactions live_audio_rooms location logged_information login_and_account_creation",
        "marketplace media messages monetization music_recommendations notes notifications other_activity",
        "other_logged_information other_personal_information pages past_instagram_insights payment_history",
        "personal_information photos_and_videos polls posts preferences privacy_checkup profile_information",
        "recent_searches reels reports reviews saved saved_items_and_collections search search_history",
        "security_and_login_information shopping short_videos soundbites sticker_interactions stories",
        "story_interactions story_sticker_interactions subscriptions threads volunteering",
        "voice_recording_and_transcription your_activity_across_facebook your_address_books",
        "your_facebook_activity your_instagram_activity your_interactions_on_facebook your_places",
        "your_problem_reports your_topics",
    )
    for word in line.split()
)
_MESSAGES = re.compile(r"messages/(?:inbox|archived_threads|filtered_threads|message_requests|e2ee_cutover)/")
_BESIDE = re.compile(r"(?:start_here|index|your_archive)\.html?|no-data\.txt")
_KEY = re.compile(rb'\{\s*"(\w+)"\s*:\s*[\[{]')
_KEYS = dict.fromkeys((b"comments_v2", b"group_posts_v2", b"group_comments_v2"), FACEBOOK) | dict.fromkeys(
    (b"comments_media_comments", b"comments_reels_comments", b"ig_reels_media", b"ig_igtv_media", b"ig_stories"),
    INSTAGRAM,
)
_KEYS[b"text_post_app_text_posts"] = THREADS
_LOOK_AT = 20  # entries of a bare list, until one tells whose it is


def site(export: Export) -> str:
    """Name the site whose archive or file this is; nothing for any other."""
    return export.once("meta", _of_archive if export.members else _of_file)


def _of_archive(export: Export) -> str:
    """Tell an archive by its folders, or by what its lists hold; both sites in one are two archives."""
    members = names(export)
    name = given(export)
    if not (name and name[0] == export.path.rsplit("/", 1)[-1]) and not all(map(_at_home, members)):
        return ""
    found = {one for one in SITES for path in members if _FOLDERS[one].match(path)}
    for path, member in members.items():
        if path.endswith(".json") and any(list_name(path, one) for one in SITES):
            inside = site(member)
            if not inside and "/" not in path:
                return ""  # of the same name only, so it must not vanish in the archive
            found.add(inside)
    if {FACEBOOK, INSTAGRAM} <= found:
        return ""
    return next((one for one in SITES if one in found), "") or _of_part(
        members, name["site"].casefold() if name else ""
    )


def _of_part(members: dict[str, Export], named: str) -> str:
    """Tell a part of an archive that holds nothing that is read: its files must stay shut as well."""
    if named in SITES:
        return named
    return FACEBOOK if any(map(_MESSAGES.match, members)) else ""


def _at_home(path: str) -> bool:
    """Tell whether a path below the root is an archive's own: another file is somebody else's and must not vanish."""
    first, below, _ = path.partition("/")
    if below:
        return first in _KNOWN_FOLDERS
    return bool(_BESIDE.fullmatch(path)) or is_profile(path) or any(list_name(path, one) for one in SITES)


def _of_file(export: Export) -> str:
    """Tell a file by the key its list stands under, or by the first entries of a bare list."""
    head = export.head().removeprefix(b"\xef\xbb\xbf").lstrip()
    if key := _KEY.match(head):
        return _KEYS.get(key[1], "")
    if not re.match(rb"\[\s*\{", head):
        return ""
    try:
        first = (entry for entry, _ in zip(elements(export), range(_LOOK_AT), strict=False))
        return next((found for entry in first if isinstance(entry, dict) and (found := _of_entry(entry))), "")
    except ExportRefused:
        return ""


def _of_entry(entry: Item) -> str:
    media = objects(entry.get("media"))
    if any("text_app_post" in one for one in media):
        return THREADS
    if "string_map_data" in entry or "label_values" in entry:
        return _of_labels(entry)
    if any("creation_timestamp" in one and "uri" in one for one in media):
        return "" if "timestamp" in entry else INSTAGRAM
    data = objects(entry.get("data"))
    told = any({"post", "comment", "update_timestamp"} & one.keys() for one in data)
    shown = isinstance(entry.get("attachments"), list)
    titled = isinstance(entry.get("title"), str) and isinstance(entry.get("data"), list)
    return FACEBOOK if isinstance(entry.get("timestamp"), int) and (told or shown or titled) else ""


def _of_labels(entry: Item) -> str:
    said = {label.name for label in labels(entry)}
    if {"media_list_data", "string_map_data"} <= entry.keys() or {"comment", "media owner"} <= said:
        return INSTAGRAM
    return FACEBOOK if "message" in said and "fbid" in entry else ""
