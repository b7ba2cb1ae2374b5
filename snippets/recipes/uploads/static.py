from django.conf import settings
from django.conf.urls.static import static
