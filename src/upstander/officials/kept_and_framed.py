"""Which pages of this room a device keeps for when it has no network, and other sites may frame."""

import re

WITHOUT_A_NETWORK = re.compile(
    r"officials/(?:|parts\.html|notes\.json|added\.json|record/"
    r"|campaigns/[-\w]+/(?:|(?:call|letter|visit)/))"
)
"""From an answer to a call, a letter or a visit."""
IN_A_FRAME = re.compile(r"officials/campaigns/[-\w]+/embed/")
