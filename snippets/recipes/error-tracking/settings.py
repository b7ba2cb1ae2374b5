# Errors go to a server only where its address is set, so not in development and in tests.
if dsn := env.text("SENTRY_DSN", default=""):
    sentry_sdk.init(
        dsn=dsn,
        release=env.text("SENTRY_RELEASE"),
        environment="production",
        send_default_pii=False,  # no user, no address of theirs, no cookies
        max_request_body_size="never",  # no forms
        include_local_variables=False,  # what a function knows may be anything
    )
