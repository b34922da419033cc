"""Which of this room's pages are also shown elsewhere: without a network, and on other sites."""

import re

WITHOUT_A_NETWORK = re.compile(
    r"officials/(?:|parts\.html|notes\.json|added\.json|record/"
    r"|campaigns/[-\w]+/(?:|(?:call|letter|visit)/))"
)
"""From an answer to a call, a letter or a visit."""
IN_A_FRAME = re.compile(r"officials/campaigns/[-\w]+/embed/")
