"""Open connections as two roles, each until PostgreSQL refuses one more."""

import psycopg

connections = []
for role in ("library", "postgres"):
    try:
        while True:
            url = f"postgresql://{role}:library@db/library"
            connections.append(psycopg.connect(url))
    except psycopg.OperationalError as error:
        print(f"{len(connections)} open, next one as {role}:", str(error).split("FATAL:  ")[1])
