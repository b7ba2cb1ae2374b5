"""One user who may only read, one who is staff."""

from accounts.models import User

User.objects.create_user("reader", password="for-trying-out")
User.objects.create_user("librarian", password="for-trying-out", is_staff=True)
