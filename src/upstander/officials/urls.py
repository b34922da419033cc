from django.urls import path

from upstander.officials.views import lookup, offices, tables, town_halls

app_name = "officials"
urlpatterns = [
    path("", lookup.index, name="index"),
    path("parts.html", lookup.parts, name="parts"),
    path("added.json", tables.added_json, name="added"),
    path("committees.json", tables.committees_json, name="committees"),
    path("notes.json", tables.notes_json, name="notes"),
    path("offices/", offices.index, name="offices"),
    path("offices/index.json", offices.index_json),
    path("offices/changes/", offices.news, name="news"),
    path("offices/changes/feed.atom", offices.news_feed),
    path("offices/<slug:name>/", offices.office, name="office"),
    path("offices/<slug:name>/index.json", offices.office_json),
    path("offices/<slug:name>/card.vcf", offices.card),
    path("offices/<slug:name>/feed.atom", offices.feed),
    path("town-halls/", town_halls.town_halls, name="town_halls"),
    path("town-halls.ics", town_halls.town_halls_ics, name="town_halls_ics"),
]
