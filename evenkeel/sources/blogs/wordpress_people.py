"""Who is who in a WordPress export: its authors by login and number, and visitors as they signed."""

from evenkeel.model import Who
from evenkeel.sources.blogs.refs import blog, signed


class People:
    """The people of one site.

    A blog with one author is that author's: `sole` says who that is (the folder's owner, or whoever has the
    blog's address). `authors` are the `wp:author` elements' fields.
    """

    def __init__(self, site: str, authors: list[dict[str, str]], owner: Who | None) -> None:
        self._site = site
        self._logins: dict[str, Who] = {}
        self._numbers: dict[str, Who] = {}
        self._visitors: dict[tuple[str, str, str], Who] = {}
        alone = len({author.get("wp:author_login", "").casefold() for author in authors}) == 1
        for author in authors:
            self._meet(author, alone, owner)

    def _meet(self, author: dict[str, str], alone: bool, owner: Who | None) -> None:
        login, number = author.get("wp:author_login", ""), author.get("wp:author_id", "")
        name, email = author.get("wp:author_display_name") or login, author.get("wp:author_email", "")
        if alone:
            who = owner or signed("blog", self._site, name, email)
        else:
            who = self._one_of_many(login, number, name, email)
        self._logins[login.casefold()] = who
        if number:
            self._numbers[number] = who

    def _one_of_many(self, login: str, number: str, name: str, email: str) -> Who:
        # A login that is an e-mail address must not be kept as a handle.
        handle = number if "@" in login else login
        return signed("wordpress", f"{self._site}#{handle}" if handle else "", name, email)

    def authors(self) -> list[Who]:
        """List everybody who could have posted, without repetition."""
        return list(dict.fromkeys(self._logins.values()))

    def writer(self, login: str) -> Who:
        """Return who a post's `dc:creator` (a login) is; without one, whoever has the blog's address."""
        known = self._logins.get(login.casefold())
        if known is None and not login:
            everybody = self.authors()
            known = everybody[0] if len(everybody) == 1 else Who("blog", self._site)
        if known is None:
            known = self._one_of_many(login, "", login, "")
        self._logins[login.casefold()] = known
        return known

    def commenter(self, said: dict[str, str]) -> Who:
        """Return who wrote a comment: an author who was logged in, else a visitor. No IP is ever read."""
        known = self._numbers.get(said.get("wp:comment_user_id", ""))
        if known is not None:
            return known
        name, email = said.get("wp:comment_author", ""), said.get("wp:comment_author_email", "")
        key = name, email, said.get("wp:comment_author_url", "")
        if key not in self._visitors:
            self._visitors[key] = signed("wordpress", "", name, email, blog(key[2]))
        return self._visitors[key]
