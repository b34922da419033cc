"""Django's admin as part of the desk."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse_lazy


class SecondFactorAdmin(admin.ModelAdmin[Authenticator]):
    """Second factors without their secrets; deleted for an organizer who lost their phone."""

    list_display = ("user", "__str__", "created_at", "last_used_at")
    fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return False


def arrange(site: admin.AdminSite) -> None:
    """Fits the admin of other apps to the desk; called once all of them are registered."""
    vars(site).update(login=secure_admin_login(site.login), site_url=reverse_lazy("desk:home"))
    site.unregister([EmailAddress, Authenticator])
    site.register(Authenticator, SecondFactorAdmin)
