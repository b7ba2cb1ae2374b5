"""A site of one page, in one file."""

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse
from django.urls import path

from shelf import label

settings.configure(DEBUG=True, ROOT_URLCONF=__name__)


def home(request):
    return HttpResponse(f"{label(12_345)}\n")


urlpatterns = [path("", home)]

if __name__ == "__main__":
    execute_from_command_line()
