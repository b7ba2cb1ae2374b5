# Outside each request's transaction, and without a test database of its own.
DATABASES["reports"] = {
    **database,
    "NAME": "reports",
    "USER": "reports",
    "ATOMIC_REQUESTS": False,
    "TEST": {"MIRROR": "default"},
}
