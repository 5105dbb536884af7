"""The project's addresses and an empty page, to know what a page costs before it says anything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from trust.urls import urlpatterns as ours


def empty(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


urlpatterns = [path("bench/empty/", empty, name="bench-empty"), *ours]
