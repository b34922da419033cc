from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HubConfig(AppConfig):
    name = "upstander.hub"
    label = "hub"
    verbose_name = _("hub")

    def ready(self) -> None:
        from upstander.hub import queries, registry
        from upstander.hub.models import Unfinished

        registry.unapproved(Unfinished)
        registry.check("hub", queries.publish_problems)
