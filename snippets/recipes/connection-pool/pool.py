# One pool in each process, for all of its threads.
database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 2, "timeout": 5}
