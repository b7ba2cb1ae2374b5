# Each process lends its connections to its threads.
database["CONN_MAX_AGE"] = 0
database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 2, "timeout": 2}
