from api.newest import NewestBooks
