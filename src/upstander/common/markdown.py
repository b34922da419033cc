"""Organizers' Markdown to safe HTML."""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable("replacements")
_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "hr"}


def to_html(text: str) -> SafeString:
    """Returns the HTML of `text`, with only plain text elements and links that tell no referrer.

    Markup in the text is shown as text. Links other than http, https, mailto and tel are dropped.
    """
    cleaned = nh3.clean(
        _parser.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
    return SafeString(cleaned)
