from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "upstander.web"
    label = "web"
    verbose_name = _("web")

    def ready(self) -> None:
        from upstander.hub import registry
        from upstander.web import queries

        registry.pages("web", queries.public_addresses)
        registry.states("web", queries.states)
        registry.kept("web", queries.WITHOUT_A_NETWORK)
