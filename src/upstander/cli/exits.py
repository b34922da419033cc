"""What the commands exit with, beside 0 for all well and 1 for findings."""

USAGE = 2
BAD_DATA = 3
NOT_FOUND = 4
