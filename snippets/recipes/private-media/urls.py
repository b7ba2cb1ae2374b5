path("media/<path:path>", media),
