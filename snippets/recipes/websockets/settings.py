ASGI_APPLICATION = "config.asgi.application"
if DEBUG:  # runserver of Daphne, in place of Django's
    INSTALLED_APPS = ["daphne", *INSTALLED_APPS]

# Without the variable, a layer in memory, which other processes do not see.
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
if layer_url := env.text("DJANGO_CHANNELS_URL", default=""):
    CHANNEL_LAYERS["default"] = {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [{"address": layer_url, "socket_connect_timeout": 3}]},
    }
