path("broken/", lambda request: 1 / 0),
