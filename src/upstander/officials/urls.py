from django.urls import path

from upstander.officials.views import (
    calls,
    campaigns,
    embed,
    letters,
    offices,
    tables,
    tallies,
    visits,
)

app_name = "officials"
urlpatterns = [
    path("", campaigns.index, name="index"),
    path("index.json", campaigns.index_json),
    path("parts.html", campaigns.parts, name="parts"),
    path("added.json", tables.added_json, name="added"),
    path("committees.json", tables.committees_json, name="committees"),
    path("offices/", offices.index, name="offices"),
    path("offices/index.json", offices.index_json),
    path("offices/<slug:name>/", offices.office, name="office"),
    path("offices/<slug:name>/index.json", offices.office_json),
    path("offices/<slug:name>/card.vcf", offices.card),
    path("offices/<slug:name>/feed.atom", offices.feed),
    path("campaigns/<slug:slug>/", campaigns.campaign, name="campaign"),
    path("campaigns/<slug:slug>/index.json", campaigns.campaign_json),
    path("notes.json", tallies.notes_json, name="notes"),
    path("record/", tallies.record, name="record"),
    path("report/", tallies.report, name="report"),
    path("campaigns/<slug:slug>/tally/", tallies.tally, name="tally"),
    path("campaigns/<slug:slug>/totals/", tallies.totals, name="totals"),
    path("campaigns/<slug:slug>/totals/index.json", tallies.totals_json),
    path("campaigns/<slug:slug>/embed/", embed.embed, name="embed"),
    path("campaigns/<slug:slug>/call/", calls.call, name="call"),
    path("campaigns/<slug:slug>/letter/", letters.letter, name="letter"),
    path("campaigns/<slug:slug>/visit/", visits.visit, name="visit"),
    path("town-halls/", visits.town_halls, name="town_halls"),
    path("town-halls.ics", visits.town_halls_ics, name="town_halls_ics"),
]
