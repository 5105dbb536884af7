"""The project's routes and one for developers: the gallery, which is no page of the product."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from accounts.places import Link
from tests.look.gallery import context, job
from trust.urls import urlpatterns as product

PLACES = ["Trust", "Schools", "Data", "Plans", "Support", "Oversight", "Reports"]


class Reader:
    is_authenticated = True
    name = "Rosa Adeyemi"
    email = "rosa@example.org"


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    around = {
        "user": Reader(),
        "navigation": [Link(place, "/gallery/", place == "Trust") for place in PLACES],
        "role_line": "Chief executive · Northgate Learning Trust",
        "trust_name": "Northgate Learning Trust",
        "job_url": "/gallery/job/",
    }
    return render(request, "components/gallery.html", context() | around)


@login_not_required
def progress(request: HttpRequest) -> HttpResponse:
    return render(request, "components/progress.html", {"job": job("done"), "url": request.path})


urlpatterns = [
    path("gallery/", gallery),
    path("gallery/job/", progress),
    *product,
]
