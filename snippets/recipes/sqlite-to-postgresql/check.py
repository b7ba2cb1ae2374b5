from django.apps import apps
from django.core.exceptions import ValidationError

for model in apps.get_models():
    for row in model._base_manager.iterator():
        try:
            row.full_clean()
        except ValidationError as error:
            print(model._meta.label, row.pk, error.message_dict)
