import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')

# First, because it loads the apps: what follows imports models.
django_application = get_asgi_application()

from django.urls import path  # noqa: E402

from api.sockets import TokenMiddleware  # noqa: E402
from books.consumers import CountConsumer  # noqa: E402

application = ProtocolTypeRouter({
    "http": django_application,
    "websocket": URLRouter([
        path("ws/count/", AllowedHostsOriginValidator(CountConsumer.as_asgi())),
        path("ws/programs/count/", TokenMiddleware(CountConsumer.as_asgi())),
    ]),
})
