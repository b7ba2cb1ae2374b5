"""The library's settings without their LOGGING, as `startproject` leaves a project."""

from config.settings import *

LOGGING = {}
