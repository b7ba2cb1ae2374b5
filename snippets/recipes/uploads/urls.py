# Nothing unless DEBUG: in production the proxy serves them.
urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
