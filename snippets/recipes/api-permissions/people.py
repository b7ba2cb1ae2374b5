"""One user who may only read, one who may write, but not delete books."""

from django.contrib.auth.models import Permission

from accounts.models import User

User.objects.create_user("reader", password="for-trying-out")
librarian = User.objects.create_user("librarian", password="for-trying-out")
librarian.user_permissions.set(
    Permission.objects.filter(content_type__app_label="books").exclude(codename="delete_book")
)
