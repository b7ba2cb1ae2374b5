] + static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)  # none unless DEBUG
