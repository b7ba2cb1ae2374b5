from django.apps import apps

for model in apps.get_models():
    if rows := model._base_manager.count():
        print(model._meta.label, rows)
