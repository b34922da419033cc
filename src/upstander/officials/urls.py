from django.urls import path

from upstander.officials.views import calls, campaigns, letters

app_name = "officials"
urlpatterns = [
    path("", campaigns.index, name="index"),
    path("index.json", campaigns.index_json),
    path("parts.html", campaigns.parts, name="parts"),
    path("campaigns/<slug:slug>/", campaigns.campaign, name="campaign"),
    path("campaigns/<slug:slug>/index.json", campaigns.campaign_json),
    path("campaigns/<slug:slug>/call/", calls.call, name="call"),
    path("campaigns/<slug:slug>/letter/", letters.letter, name="letter"),
]
