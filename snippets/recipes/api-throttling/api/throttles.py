"""Limits beside the general ones."""

from rest_framework.throttling import AnonRateThrottle


class AuthorsThrottle(AnonRateThrottle):
    """A count of its own, for visitors who ask for authors."""

    scope = "authors"
    rate = "20/min"
