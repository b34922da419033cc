"""The desk, with allauth's pages for signing in and Django's admin.

Of allauth's pages only these: nobody signs up, and nothing is sent by e-mail.
"""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from upstander.desk import campaigns, lists, passkeys, renewal, views
from upstander.desk.admin import arrange

arrange(admin.site)

desk = [
    path("", views.home, name="home"),
    path("first/<str:token>/", views.first, name="first"),
    path("hub/", views.set_up, name="set_up"),
    path("language/", set_language, name="language"),
    path("preview/<path:path>", views.preview, name="preview"),
    path("preview/", views.preview, {"path": ""}, name="preview_home"),
    path("publish/", views.publish, name="publish"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("new-campaign/", campaigns.new, name="campaign_new"),
    path("campaigns/<slug:slug>/", campaigns.campaign, name="campaign"),
    path("campaigns/<slug:slug>/addressed/", campaigns.addressed, name="addressed"),
    path("campaigns/<slug:slug>/outcomes/", campaigns.outcomes, name="outcomes"),
    path("campaigns/<slug:slug>/stances/", campaigns.stances, name="stances"),
    path(
        "campaigns/<slug:slug>/stances/<int:pk>/remove/",
        campaigns.remove_stance,
        name="remove_stance",
    ),
    path("lists/<slug:kind>/", lists.rows, name="list"),
    path("lists/<slug:kind>/new/", lists.row, name="list_new"),
    path("lists/<slug:kind>/<int:pk>/", lists.row, name="list_row"),
    path("lists/<slug:kind>/<int:pk>/remove/", lists.remove, name="list_remove"),
    path("renewal/", renewal.lists, name="renewal"),
    path("renewal/agree/", renewal.agree, name="renewal_agree"),
    path("renewal/ask/", renewal.ask, name="renewal_ask"),
    path("renewal/forget/", renewal.forget, name="renewal_forget"),
    path("renewal/back/", renewal.back, name="renewal_back"),
    path("suggestions/", views.review, name="review"),
    path("suggestions/<int:pk>/accept/", views.accept, name="accept"),
    path("suggestions/<int:pk>/reject/", views.reject, name="reject"),
    path("suggestions/<int:pk>/alike/", views.reject_alike, name="reject_alike"),
]
signing_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("2fa/authenticate/", passkeys.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", passkeys.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/passkeys/ask/", passkeys.ask, name="passkey_ask"),
    path("2fa/passkeys/new/", passkeys.new, name="passkey_new"),
    path("2fa/passkeys/new/ask/", passkeys.ask_new, name="passkey_ask_new"),
    path("2fa/passkeys/<int:pk>/", passkeys.passkey, name="passkey"),
    path("2fa/passkeys/<int:pk>/remove/", passkeys.remove, name="passkey_remove"),
    path("2fa/", include("allauth.mfa.urls")),
]
urlpatterns = [
    path("", include((desk, "desk"))),
    path("account/", include(signing_in)),
    path("admin/", admin.site.urls),
]
