from django.urls import path

from upstander.commitments import views

app_name = "commitments"
urlpatterns = [
    path("", views.index, name="index"),
    path("plan.ics", views.plan_ics, name="plan_ics"),
    path("vote/", views.vote_index, name="vote_index"),
    path("vote/<slug:code>/", views.vote, name="vote"),
    path("vote/<slug:code>/plan.ics", views.vote_ics, name="vote_ics"),
]
