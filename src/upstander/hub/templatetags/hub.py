"""Template tags of every page."""

import json
import posixpath
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from upstander.common.markdown import to_html
from upstander.hub import audiences, dates, registry
from upstander.hub.context import language, rendering
from upstander.hub.icons import PATHS
from upstander.hub.models import Text, Translatable

register = template.Library()

IMPORTED = re.compile(r'^(?:import|export)\b[^;]*?"(\.[\w/.-]+)\.js";', re.MULTILINE)
QUESTIONS = ("learn", "groups", "give", "officials")


@register.simple_tag
def tr(obj: Translatable, field: str) -> SafeString:
    """The words of a field; those in another language than the page's are marked as such."""
    text = obj.text(field, language())
    return _marked("span", format_html("{}", text.value), text)


@register.filter
def words(obj: Translatable, field: str) -> str:
    """The bare words of a field, for titles and attributes."""
    return obj.text(field, language()).value


@register.filter
def known_date(when: str) -> str:
    """A date as far as it is known, in words."""
    return dates.said(when)


@register.filter
def date_after(when: str) -> str:
    """The same, as it stands after a word such as "since"."""
    return dates.said(when, after=True)


@register.filter
def plain_date(when: str) -> str:
    """The part of such a date that HTML understands."""
    return dates.plain(when)


@register.simple_tag
def prose(obj: Translatable, field: str) -> SafeString:
    """The words of a field as Markdown."""
    text = obj.text(field, language())
    return _marked("div", to_html(text.value), text)


def _marked(tag: str, html: SafeString, text: Text) -> SafeString:
    if text.language == language() or not text.value:
        return html
    notes = {
        "missing": _("Not translated yet."),
        "outdated": _("The translation is older than this text, so here is the original."),
    }
    return format_html(
        '<{0} lang="{1}">{2}</{0}> <small class="untranslated">{3}</small>',
        tag,
        text.language,
        html,
        notes[text.state],
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline icon; the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        PATHS[name],
    )


@register.simple_tag
def slot(name: str) -> SafeString:
    """Where `dom.js` fills in a word on the visitor's device."""
    return format_html('<span data-slot="{}"></span>', name)


@register.simple_tag
def asset(name: str) -> str:
    """The address of a style sheet or script."""
    return f"{get_script_prefix()}{rendering().assets}{name}"


@register.simple_tag
@lru_cache
def needs(module: str) -> str:
    """A script, those that it cannot begin without, and those that they need, as `room/name`."""
    found = [module, *registry.scripts_beside(module)]
    for name in found:
        path = finders.find(f"upstander/{name}.js")
        if path is None:
            raise template.TemplateSyntaxError(f"{module}.js needs {name}.js, which is not there")
        folder = posixpath.dirname(name)
        written = IMPORTED.findall(Path(path).read_text("utf-8"))
        imported = [posixpath.normpath(posixpath.join(folder, each)) for each in written]
        found += [each for each in dict.fromkeys(imported) if each not in found]
    return " ".join(found)


@register.inclusion_tag("hub/learns.html")
def who_learns(codes: str | Iterable[str]) -> dict[str, Any]:
    """A small list of who learns what of an act, by codes of `audiences`; a text has spaces."""
    return {"audiences": audiences.of(codes.split() if isinstance(codes, str) else codes)}


@register.simple_tag
def json_ld(document: dict[str, Any]) -> SafeString:
    """A schema.org document for software that reads the page."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return SafeString(f'<script type="application/ld+json">{safe}</script>')


@register.inclusion_tag("hub/progress.html")
def progress(current: str) -> dict[str, Any]:
    """The line over the four questions; `current` is a room, or empty off the path."""
    labels = {
        "learn": _("Learn"),
        "groups": _("Who helps"),
        "give": _("What I can give"),
        "officials": _("Act"),
    }
    place = QUESTIONS.index(current) if current in QUESTIONS else -1
    return {
        "steps": [
            {
                "label": labels[room],
                "address": reverse(f"{room}:index"),
                "number": number + 1,
                "state": "now" if number == place else "done" if number < place else "",
            }
            for number, room in enumerate(QUESTIONS)
        ]
    }
