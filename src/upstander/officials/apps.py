from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialsConfig(AppConfig):
    name = "upstander.officials"
    label = "officials"
    verbose_name = _("officials")

    def ready(self) -> None:
        from upstander.hub import registry
        from upstander.officials import operations
        from upstander.officials.models import KnownOffice, OfficeChange, Report
        from upstander.officials.queries import added, addresses, corrections
        from upstander.officials.views import shelf
        from upstander.places import queries as places

        places.known_here(corrections.known_here)

        registry.pages("officials", addresses.public_addresses)
        registry.shelf(shelf.SHELF)
        registry.unapproved(KnownOffice, OfficeChange, Report)
        registry.states("officials", added.states)
        registry.due("officials", operations.forget_old)
        registry.feeds("officials", addresses.feeds)
        registry.applier("number", operations.SuggestedNumber, operations.apply_suggested_number)
        registry.kept("officials", addresses.WITHOUT_A_NETWORK)
