# A cursor on the server would outlive its transaction, and so its connection.
database["DISABLE_SERVER_SIDE_CURSORS"] = True
