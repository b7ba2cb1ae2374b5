# PgBouncer gives the next transaction another connection; such a cursor would be lost.
database["DISABLE_SERVER_SIDE_CURSORS"] = True
database["CONN_MAX_AGE"] = 60
