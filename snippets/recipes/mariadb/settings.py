if database["ENGINE"] == "django.db.backends.mysql":
    # As above: connect in 3 seconds, a query in 10, a lock in 5, a transaction that idles in 30.
    limits = {
        "connect_timeout": 3,
        "read_timeout": 15,
        "write_timeout": 15,
        "init_command": "SET SESSION max_statement_time = 10, innodb_lock_wait_timeout = 5, "
        "idle_transaction_timeout = 30",
    }
    database["OPTIONS"] = {**limits, **database.get("OPTIONS", {})}
    database["CONN_MAX_AGE"] = 0 if DEBUG else 60
    database["CONN_HEALTH_CHECKS"] = True
