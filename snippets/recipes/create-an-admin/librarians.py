"""Make a group that manages books but deletes none, and its first member."""

from django.contrib.auth.models import Group, Permission

from accounts.models import User

librarians, _ = Group.objects.get_or_create(name="Librarians")
librarians.permissions.set(
    Permission.objects.filter(
        content_type__app_label="books", codename__regex="^(add|change|view)_(author|book)$"
    )
)
assistant, made = User.objects.get_or_create(username="assistant", defaults={"is_staff": True})
if made:
    assistant.set_unusable_password()
    assistant.save()
assistant.groups.add(librarians)
print(*sorted(assistant.get_all_permissions()), sep="\n")
