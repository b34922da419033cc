from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "upstander.commitments"
    label = "commitments"
    verbose_name = _("commitments")

    def ready(self) -> None:
        from upstander.commitments import queries
        from upstander.hub import registry

        registry.pages("commitments", queries.public_addresses)
