"""What a request does that adds an author."""

import time

from django.db import transaction

from books.models import Author
from books.tasks import welcome

with transaction.atomic():  # ATOMIC_REQUESTS puts this around every view
    author = Author.objects.create(name="A new author")
    welcome.delay(author.pk)
    time.sleep(3)  # the rest of the request
