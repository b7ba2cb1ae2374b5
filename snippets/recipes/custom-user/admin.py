from accounts.models import User


@admin.register(User)
class LibraryUserAdmin(UserAdmin):
    """Django's form, and the fields that are ours."""

    fieldsets = [*UserAdmin.fieldsets, ("Library", {"fields": ["library_card"]})]
    list_display = [*UserAdmin.list_display, "library_card"]
