import sentry_sdk
