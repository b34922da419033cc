from django.urls import path

from upstander.learn import views

app_name = "learn"
urlpatterns = [
    path("", views.index, name="index"),
    path("index.json", views.index_json),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/index.json", views.corrections_json),
    path("corrections/feed.atom", views.corrections_feed, name="corrections_feed"),
    path("claims/<slug:slug>/", views.claim, name="claim"),
    path("claims/<slug:slug>/index.json", views.claim_json),
    path("<slug:slug>/", views.guide, name="guide"),
    path("<slug:slug>/index.json", views.guide_json),
]
