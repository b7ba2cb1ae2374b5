"""Sign in once, ask for the admin until SIGINT, and count what was not a page of the admin."""

import re
import ssl
import time
from collections import Counter
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener

ADMIN = "https://localhost/admin/"
SIGN_IN = {"username": "admin", "password": "a-long-example-password"}
NO_AUTHORITY = ssl._create_unverified_context()  # a trial's certificate is nobody's

browser = build_opener(HTTPCookieProcessor(CookieJar()), HTTPSHandler(context=NO_AUTHORITY))
form = browser.open(ADMIN).read().decode()
SIGN_IN["csrfmiddlewaretoken"] = re.findall(r'csrfmiddlewaretoken" value="(\w+)', form)[0]
browser.open(Request(f"{ADMIN}login/", urlencode(SIGN_IN).encode(), {"Referer": ADMIN}))

found: Counter[str] = Counter()
try:
    while True:
        time.sleep(0.2)
        try:
            page = browser.open(ADMIN, timeout=30).read().decode()
        except OSError as error:
            found[repr(error)] += 1
        else:
            found["signed in" if "Log out" in page else "signed out"] += 1
except KeyboardInterrupt:
    signed_in = found.pop("signed in", 0)
    print("signed in", "more than 100" if signed_in > 100 else signed_in, "times")
    print("anything else:", dict(found) or "nothing")
