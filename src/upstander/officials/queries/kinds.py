"""Which kind of office an office is, for those who ask some kinds of officials and not others."""

from upstander.places import choices


def of(office_id: str) -> str:
    """Returns the kind of an office by its id alone, as `kinds.js` does: `house`, `governor`.

    Other executives of a state are `statewide`; those that this hub has added are `added`.
    """
    first, second, *_rest = [*office_id.split("-"), ""]
    if first == "local":
        return "added"
    found = choices.KIND_OF.get(second, second)
    return found if found in choices.KINDS else "statewide"
