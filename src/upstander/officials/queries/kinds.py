"""Which kind of office an office is, for those who ask some kinds of officials and not others."""

_BY_CHAMBER = {
    "house": "house",
    "senate": "senate",
    "lower": "lower",
    "upper": "upper",
    "legislature": "upper",
    "governor": "governor",
    "mayor": "mayor",
    "president": "president",
    "vice": "president",
}


def of(office_id: str) -> str:
    """Returns the kind of an office by its id alone, as `targets.js` does: `house`, `governor`.

    Other executives of a state are `statewide`; those that this hub has added are `added`.
    """
    first, second, *_rest = [*office_id.split("-"), ""]
    if first == "local":
        return "added"
    return _BY_CHAMBER.get(second, "statewide")
