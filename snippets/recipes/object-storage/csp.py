"img-src": [SELF, "data:", *filter(None, [S3_ENDPOINT])],
