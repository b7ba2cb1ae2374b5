from api.throttles import AuthorsThrottle
