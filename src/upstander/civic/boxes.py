"""Which part of an office's address one can go to: not a post-office box, which is for letters."""

import re
from functools import lru_cache

_NUMBER = r"#? ?\d[\d-]*(?: Capitol Station)?"
_BOX = re.compile(
    r"\b(?:(?:P\.? ?O\.?|Post Office|Postal|Lock|Senate|House) ?(?:Box|Drawer|B\.?)|Box|Drawer"
    rf"|Apartado(?: Postal)?|Casilla)[.:]? ?{_NUMBER}|\bGeneral Delivery\b",
    re.IGNORECASE,
)
_RENTED = re.compile(  # a private mailbox is in a shop, a rural route's on a road
    r"\b(?:PMB|(?:Private )?Mail ?box) ?#? ?\d+"
    r"|\b(?:RR|HC|Rural Route|Highway Contract)\.? ?#? ?\d+\b.*\bBox\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\d|\b(?:annex|bldg|building|capitol(?! (?:office|station))|capitolio|center|complex"
    r"|courthouse|fortaleza|hall|house|library|mall|plaza|square|tower|wing)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)  # each is asked for several times in a row
def parted(address: str) -> tuple[str, str]:
    """Returns where one can go, and the part that is for letters alone; each empty for none.

    "1 Main St., P.O. Box 5" is "1 Main St." and "P.O. Box 5". Of a box with the name of an office
    ("Office of the Governor, P.O. Box 5") all is for letters, as it is of a box that is rented.
    """
    if _RENTED.search(address):
        return "", address
    boxes = [found[0].strip() for found in _BOX.finditer(address)]
    if not boxes:
        return address, ""
    street = re.sub(r"[\s,;|]*,[\s,;|]*", ", ", _BOX.sub(",", address)).strip(" ,;|")
    return (street, ", ".join(boxes)) if _PLACE.search(street) else ("", address)
