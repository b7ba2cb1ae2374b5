from django.db import transaction
