S3_ENDPOINT = env.text("DJANGO_S3_ENDPOINT", default="")

STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

if S3_ENDPOINT:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "endpoint_url": S3_ENDPOINT,
            "region_name": env.text("DJANGO_S3_REGION", default="us-east-1"),
            "bucket_name": env.text("DJANGO_S3_BUCKET"),
            "access_key": env.text("DJANGO_S3_ACCESS_KEY"),
            "secret_key": env.text("DJANGO_S3_SECRET_KEY"),
            "signature_version": "s3v4",
            "addressing_style": "path",  # the bucket is in the path, not in the host name
            "querystring_expire": 300,  # seconds that a signed link works
            "file_overwrite": False,  # a second cover.jpg gets another name
        },
    }
