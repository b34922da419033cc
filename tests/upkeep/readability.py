"""How hard a text is to read, by the usual formulas, with syllables estimated by rule."""

import re

from upstander.common.markdown import to_html


def prose(text: str) -> str:
    """Returns Markdown as plain sentences: tags, list signs and variables are not words."""
    html = to_html(re.sub(r"\{\w+\}", "", text))
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"</(p|li|h\d)>", ". ", html))
    return re.sub(r"([.:!?])[\s.]*\.", r"\1 ", plain)


def measures(text: str, syllable: str) -> tuple[float, float]:
    """Returns words per sentence and syllables per word; `syllable` is a pattern of one."""
    words = re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text.lower())
    sentences = [part for part in re.split(r"[.:!?]+(?:\s|$)", text) if re.search(r"\w", part)]
    syllables = sum(len(re.findall(syllable, word)) or 1 for word in words)
    return len(words) / len(sentences), syllables / len(words)


def flesch_kincaid(text: str) -> float:
    """Returns the US school grade for which an English text is right."""
    length, weight = measures(prose(text), r"[aeiouy]+(?!e?$)|[aiouy]+$|(?<=l)e$")
    return 0.39 * length + 11.8 * weight - 15.59


def fernandez_huerta(text: str) -> float:
    """Returns how easy a Spanish text is: 60 to 70 is normal, 100 is very easy."""
    strong = "aeoáéíóú"
    length, weight = measures(prose(text), rf"[{strong}]|(?<![{strong}])[iuü]+(?![{strong}])")
    return 206.84 - 60 * weight - 1.02 * length
