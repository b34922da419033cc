from django.urls import path

from upstander.campaigns.views import calls, campaigns, embed, letters, tallies, visits

app_name = "campaigns"
urlpatterns = [
    path("index.json", campaigns.index_json),
    path("record/", tallies.record, name="record"),
    path("report/", tallies.report, name="report"),
    path("campaigns/<slug:slug>/", campaigns.campaign, name="campaign"),
    path("campaigns/<slug:slug>/index.json", campaigns.campaign_json),
    path("campaigns/<slug:slug>/tally/", tallies.tally, name="tally"),
    path("campaigns/<slug:slug>/totals/", tallies.totals, name="totals"),
    path("campaigns/<slug:slug>/totals/index.json", tallies.totals_json),
    path("campaigns/<slug:slug>/embed/", embed.embed, name="embed"),
    path("campaigns/<slug:slug>/call/", calls.call, name="call"),
    path("campaigns/<slug:slug>/letter/", letters.letter, name="letter"),
    path("campaigns/<slug:slug>/visit/", visits.visit, name="visit"),
]
