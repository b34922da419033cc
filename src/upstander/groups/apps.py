from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "upstander.groups"
    label = "groups"
    verbose_name = _("groups")

    def ready(self) -> None:
        from upstander.groups import operations, queries
        from upstander.hub import registry

        registry.pages("groups", queries.public_addresses)
        registry.states("groups", queries.states)
        registry.check("groups", queries.publish_problems)
        registry.applier("group", operations.SuggestedGroup, operations.apply_suggested_group)
