"""Write a row into /data/library.sqlite3, as Django does for DATABASE_URL=sqlite:////data/…"""

import sqlite3

with sqlite3.connect("/data/library.sqlite3") as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS book (title text)")
    connection.execute("INSERT INTO book VALUES ('Middlemarch')")
    print(connection.execute("SELECT count(*) FROM book").fetchone()[0], "written")
