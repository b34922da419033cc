from django.urls import path

from upstander.commitments import views

app_name = "commitments"
urlpatterns = [
    path("", views.index, name="index"),
    path("plan.ics", views.plan_ics, name="plan_ics"),
]
