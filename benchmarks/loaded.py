"""Loads what a hub's processes need, by being imported: for a process that others are forked from.

That is Django with its settings, pages and templates, and the version of the software by its files.
"""

import django
from django.core.checks import run_checks
from django.urls import reverse

from upstander.web import editions

django.setup()
run_checks()
reverse("web:home")
editions.software()
