"""Store a file as a form does, and print the address that a page would link to."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

name = default_storage.save("covers/cover.txt", ContentFile(b"A cover.\n"))
print(default_storage.url(name))
