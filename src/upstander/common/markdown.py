"""Organizers' Markdown to safe HTML, and what in it a page cannot show."""

import re
from collections.abc import Iterator

import nh3
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from upstander.common import phones

SCHEMES = {"http", "https", "mailto", "tel"}
_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "hr"}
_TAGS |= {"code", "pre", "div", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"class", "tabindex", "role", "aria-label"},
}
_HEADINGS = {"h1": "h2", "h5": "h4", "h6": "h4"}
"""A page has one first heading, its own; smaller ones than these look alike."""
_REFUSED = re.compile(r"\]\(\s*<?((?:javascript|vbscript|file|data):[^)\s]*)", re.IGNORECASE)
"""Links that the parser leaves as text."""


def to_html(text: str) -> SafeString:
    """Returns the HTML of `text`, with only plain text elements and links that tell no referrer.

    Bare web and e-mail addresses and telephone numbers become links. Markup in the text is shown
    as text. What `unshown` names is dropped.
    """
    cleaned = nh3.clean(
        _parser.render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return SafeString(cleaned)


def unshown(text: str) -> Iterator[str]:
    """Yields a sentence for each thing in `text` that a page cannot show, with what to do."""
    for token in _inline(_parser.parse(text)):
        if token.type == "image":
            yield _(
                "An image cannot be shown: %(address)s. Say in words what it shows, or link to it."
            ) % {"address": token.attrs.get("src", "")}
        elif token.type == "link_open" and not _leads_on(str(token.attrs.get("href", ""))):
            yield _not_a_link(str(token.attrs["href"]))
        elif token.type == "text":
            yield from map(_not_a_link, _REFUSED.findall(token.content))


def _not_a_link(address: str) -> str:
    return _("A link cannot lead to %(address)s. Use http, https, mailto or tel.") % {
        "address": address
    }


def _leads_on(address: str) -> bool:
    scheme, colon, _rest = address.partition(":")
    return not colon or "/" in scheme or "#" in scheme or scheme.lower() in SCHEMES


def _inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def _parser_with_ours() -> MarkdownIt:
    options = {"html": False, "typographer": True, "linkify": True}
    parser = MarkdownIt("commonmark", options).enable(["replacements", "table", "linkify"])
    if parser.linkify is not None:
        # `https://` or `@` say that something is an address; "readme.md" is none.
        parser.linkify.set({"fuzzy_link": False})
    parser.core.ruler.after("linkify", "phones", _link_phones)
    parser.core.ruler.push("ours", _as_ours)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


def _table_open(*_of_the_renderer: object) -> str:
    """A table may be wider than a phone: it is moved within its own frame, also by keyboard."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{_("Table")}"><table>\n'


def _table_close(*_of_the_renderer: object) -> str:
    return "</table></div>\n"


def _as_ours(state: StateCore) -> None:
    """Headings of our sizes, and column headings that say so."""
    for token in state.tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
        if token.type == "th_open":
            token.attrSet("scope", "col")


def _link_phones(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = list(_with_phones(token.children))


def _with_phones(tokens: list[Token]) -> Iterator[Token]:
    in_links = 0
    for token in tokens:
        in_links += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not in_links:
            yield from _split(token)
        else:
            yield token


def _split(token: Token) -> Iterator[Token]:
    """A text as it is, but for the telephone numbers in it."""
    rest = 0
    for number in phones.found_in(token.content):
        yield _text(token, token.content[rest : number.start()])
        opens = Token("link_open", "a", 1, level=token.level)
        opens.attrSet("href", phones.tel(number[0]))
        yield opens
        yield _text(token, number[0])
        yield Token("link_close", "a", -1, level=token.level)
        rest = number.end()
    yield _text(token, token.content[rest:])


def _text(like: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=like.level)


_parser = _parser_with_ours()
