# The path below which the site is, such as /library: the proxy cuts it off, and Django puts it in
# front of every link.
PREFIX = env.text("DJANGO_SCRIPT_NAME", default="")
FORCE_SCRIPT_NAME = PREFIX or None
STATIC_URL = f"{PREFIX}/static/"
# Another site on this host has cookies of the same names.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{PREFIX}/"
