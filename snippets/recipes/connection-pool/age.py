database["CONN_MAX_AGE"] = 0  # the pool keeps connections, Django does not
